"""Tokens: made once with their account, kept as a digest, revoked for good, all of it audited."""

from datetime import timedelta

import pytest
from django.utils import timezone
from knox.crypto import hash_token

from officials.access import Grant, grants
from officials.models import ApiToken, AuditEntry, User
from officials.tokens import TokenRefused, create_token, revoke_token
from tests.builders import make_region, make_user

pytestmark = pytest.mark.django_db


def test_a_token_is_kept_as_a_digest_with_its_terms() -> None:
    region, actor = make_region("92", "Papua Barat"), make_user("admin_pusat", username="admin")
    before = timezone.now()
    made = create_token(name=" Dasbor Papua ", scopes=["scores:read"], region=region, days=7, actor=actor)
    token = ApiToken.objects.get()
    assert made.text.startswith("kd_")
    assert (token.digest, token.token_key) == (hash_token(made.text), made.text[:15])
    assert (token.name, token.scopes, token.region, token.user.username) == (
        "Dasbor Papua",
        "scores:read",
        region,
        "klien-dasbor-papua",
    )
    assert token.expiry is not None
    assert timedelta(0) <= token.expiry - before - timedelta(days=7) < timedelta(minutes=1)
    assert grants(token.user) == (Grant("klien_api", region.pk),)
    stored = [str(value) for row in AuditEntry.objects.values() for value in row.values()]
    assert not any(made.text in value or token.digest in value for value in stored)


def test_making_and_revoking_are_audited() -> None:
    actor = make_user("admin_pusat", username="admin")
    token = create_token(name="Dasbor", scopes=["scores:read"], actor=None).token
    expiry = token.expiry
    revoke_token(token, actor=actor)
    token.refresh_from_db()
    terms = {"name": "Dasbor", "prefix": token.token_key, "scopes": "scores:read", "region": None}
    assert expiry is not None
    assert token.expiry is not None
    entries = AuditEntry.objects.order_by("sequence")
    assert [(row.action, row.actor_name, row.object_name, row.before, row.after) for row in entries] == [
        ("token.create", "Sistem", "klien-dasbor", None, terms | {"expiry": expiry.isoformat()}),
        (
            "token.revoke",
            "admin",
            "klien-dasbor",
            terms | {"expiry": expiry.isoformat()},
            terms | {"expiry": token.expiry.isoformat()},
        ),
    ]
    assert (token.expiry <= timezone.now(), User.objects.get(pk=token.user_id).is_active) == (True, False)


def test_each_token_has_an_account_of_its_own() -> None:
    names = [
        create_token(name="Dasbor", scopes=["scores:read"], actor=None).token.user.username for _ in range(3)
    ]
    assert names == ["klien-dasbor", "klien-dasbor-2", "klien-dasbor-3"]


def test_bad_terms_are_refused_with_every_reason() -> None:
    with pytest.raises(TokenRefused) as refused:
        create_token(name="x", scopes=["scores:write", "semua"], days=-1, actor=None)
    assert refused.value.reasons == [
        "Nama token 3 sampai 80 huruf: sebutkan aplikasi atau instansi pemakainya.",
        "Lingkup “scores:write” tidak dikenal; yang ada: scores:read.",
        "Lingkup “semua” tidak dikenal; yang ada: scores:read.",
        "Masa berlaku -1 hari tidak dapat dipakai; isi 1 sampai 366.",
    ]
    assert (User.objects.count(), ApiToken.objects.count(), AuditEntry.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("days", [0, 367])
def test_the_days_have_bounds(days: int) -> None:
    with pytest.raises(TokenRefused) as refused:
        create_token(name="Dasbor", scopes=["scores:read"], days=days, actor=None)
    assert refused.value.reasons == [f"Masa berlaku {days} hari tidak dapat dipakai; isi 1 sampai 366."]


def test_a_token_without_a_scope_is_refused() -> None:
    with pytest.raises(TokenRefused) as refused:
        create_token(name="Dasbor", scopes=[], actor=None)
    assert refused.value.reasons == ["Sebutkan paling sedikit satu lingkup: scores:read."]
