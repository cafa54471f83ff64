"""The page of delegations: a Bupati records one, others see theirs, nobody else's."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from officials.models import Delegation, Official, Position
from tests.builders import make_region
from tests.kinerja.appraisal_cast import Appraising, seat

pytestmark = pytest.mark.django_db
PAGE = "/delegasi/"


@pytest.fixture
def cast() -> Appraising:
    return Appraising()


def form(cast: Appraising, **changed: str) -> dict[str, str]:
    today = timezone.localdate()
    said = {
        "position": str(cast.office.posts["kepala_daerah"].pk),
        "delegate": "Sekretaris Daerah",
        "decree_number": "800/1/2026",
        "decree_date": f"{today:%d/%m/%Y}",
        "valid_from": f"{today:%d/%m/%Y}",
        "valid_until": f"{today + timedelta(days=3):%d/%m/%Y}",
    }
    return said | changed


def test_a_bupati_delegates_and_ends_it(client: Client, cast: Appraising) -> None:
    person = Official.objects.create(name="Sekretaris Daerah")
    client.force_login(cast.bupati)
    assert client.post(PAGE, form(cast)).status_code == 302
    made = Delegation.objects.get()
    assert (made.delegate, made.position, made.recorded_by) == (
        person,
        cast.office.posts["kepala_daerah"],
        cast.bupati,
    )
    page = client.get(PAGE).content.decode()
    assert "800/1/2026" in page
    assert "berlaku hari ini" in page
    page = client.post(f"{PAGE}{made.pk}/akhiri/", follow=True).content.decode()
    made.refresh_from_db()
    assert made.valid_until == timezone.localdate()
    assert "Pelimpahan diakhiri dan tidak berlaku lagi mulai saat ini. Yang baru dapat mulai besok." in page
    assert [words in page for words in ("diakhiri ", "berlaku hari ini", "/akhiri/")] == [True, False, False]


def test_one_that_has_not_begun_is_taken_back(client: Client, cast: Appraising) -> None:
    Official.objects.create(name="Sekretaris Daerah")
    client.force_login(cast.bupati)
    later = timezone.localdate() + timedelta(days=2)
    client.post(PAGE, form(cast, valid_from=f"{later:%d/%m/%Y}"))
    page = client.post(f"{PAGE}{Delegation.objects.get().pk}/akhiri/", follow=True).content.decode()
    assert "Pelimpahan yang belum mulai ditarik." in page
    assert list(Delegation.objects.all()) == []


@pytest.mark.parametrize(
    ("delegate", "text"),
    [
        ("Tidak Ada", "Tidak ada dalam daftar pejabat"),
        ("Kembar", "Beberapa orang bernama sama; tulis NIP-nya."),
    ],
)
def test_who_is_not_known_is_named_and_nothing_typed_is_lost(
    client: Client, cast: Appraising, delegate: str, text: str
) -> None:
    for _twin in range(2):
        Official.objects.create(name="Kembar")
    client.force_login(cast.bupati)
    answer = client.post(PAGE, form(cast, delegate=delegate))
    assert (answer.status_code, Delegation.objects.count()) == (422, 0)
    assert text in answer.content.decode()
    assert 'value="800/1/2026"' in answer.content.decode()


#: Who is looked for, by whom, and whether they are found: NIP or name, of a place or of none.
LOOKED_FOR = [
    ("Jauh", "bupati", False),
    ("198001012005011001", "bupati", False),
    ("Jauh", "admin", True),
    ("198001012005011001", "admin", True),
    ("Tanpa Jabatan", "bupati", True),
    ("19800101 200501 1 002", "bupati", True),
    ("Tanpa", "bupati", False),
]


@pytest.mark.parametrize(("text", "who", "is_found"), LOOKED_FOR)
def test_nobody_is_looked_up_beyond_ones_reach(
    client: Client, cast: Appraising, text: str, who: str, is_found: bool
) -> None:
    """A Bupati names people of the region and people without a post; only who keeps the records names all."""
    far = seat(
        Position.objects.create(kind="kepala_daerah", title="Gubernur Aceh", region=make_region("11")), "x"
    )
    Official.objects.filter(pk=far.official_id).update(name="Jauh", nip="198001012005011001")
    Official.objects.create(name="Tanpa Jabatan", nip="198001012005011002")
    client.force_login(getattr(cast, who))
    page = client.post(PAGE, form(cast, delegate=text), follow=True)
    refused = "Tidak ada dalam daftar pejabat, atau menjabat di luar wilayah Anda; minta admin pusat."
    assert (Delegation.objects.count(), refused in page.content.decode()) == (int(is_found), not is_found)
    said = [str(message) for message in page.context["messages"]]
    assert said == (["Plh. kepala_daerah Fakfak tercatat."] if is_found else [])


def test_who_holds_no_such_post_is_offered_no_form(client: Client, cast: Appraising) -> None:
    client.force_login(cast.official)
    assert "Limpahkan wewenang" not in client.get(PAGE).content.decode()
    answer = client.post(PAGE, form(cast))
    assert (answer.status_code, Delegation.objects.count()) == (422, 0)


def test_a_delegation_elsewhere_does_not_exist_for_others(client: Client, cast: Appraising) -> None:
    today = timezone.localdate()
    made = Delegation.objects.create(
        position=cast.gubernur.official.appointments.get().position,
        delegate=Official.objects.create(name="Wakil Gubernur"),
        decree_number="1",
        decree_date=today,
        valid_from=today,
        valid_until=today + timedelta(days=3),
        recorded_by=cast.admin,
    )
    client.force_login(cast.bupati)
    assert "Wakil Gubernur" not in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}{made.pk}/akhiri/").status_code == 404
