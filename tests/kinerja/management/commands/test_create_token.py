"""``manage.py create_token``: one token, shown once; refusals with every reason."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from kinerja.management.base import RefusedError
from kinerja.management.commands.create_token import Command
from officials.models import ApiToken, User
from tests.builders import make_region

pytestmark = pytest.mark.django_db
SCOPE = "--scope=scores:read"


def run(*words: str) -> str:
    out = StringIO()
    call_command("create_token", *words, stdout=out)
    return out.getvalue()


def test_the_token_stands_alone_on_its_first_line() -> None:
    make_region("92", "Papua Barat")
    first, advice, terms = run("Dasbor", SCOPE, "--region=92", "--days=7").splitlines()
    assert ApiToken.objects.get().token_key == first[:15]
    assert advice == "Simpan token ini sekarang: tidak dapat ditampilkan lagi."
    assert terms.startswith("Lingkup scores:read; wilayah 92; berlaku sampai ")


def test_for_machines_as_json() -> None:
    said: dict[str, Any] = json.loads(run("Dasbor", SCOPE, "--json"))
    token = ApiToken.objects.get()
    assert said.pop("token")[:15] == token.token_key
    assert said.pop("expiry")[:16] == f"{token.expiry:%Y-%m-%dT%H:%M}"
    assert said == {"name": "Dasbor", "account": "klien-dasbor", "scopes": ["scores:read"], "region": None}


@pytest.mark.parametrize(
    ("words", "reasons"),
    [
        (["Dasbor"], ["Sebutkan paling sedikit satu lingkup: scores:read."]),
        (
            ["Dasbor", "--scope=apa", "--region=99", "--days=-5"],
            [
                "Lingkup “apa” tidak dikenal; yang ada: scores:read.",
                "Masa berlaku -5 hari tidak dapat dipakai; isi 1 sampai 366.",
                "Kode wilayah “99” tidak dikenal.",
            ],
        ),
    ],
)
def test_a_refusal_tells_every_reason_and_writes_nothing(words: list[str], reasons: list[str]) -> None:
    with pytest.raises(RefusedError) as refused:
        run(*words)
    assert refused.value.reasons == reasons
    assert (ApiToken.objects.count(), User.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("words", "status"), [(["Dasbor", "--scope=apa"], 1), (["Dasbor", SCOPE, "--days=banyak"], 2), ([], 2)]
)
def test_exit_codes(words: list[str], status: int) -> None:
    with pytest.raises(SystemExit) as ended:
        Command().run_from_argv(["manage.py", "create_token", *words])
    assert ended.value.code == status
