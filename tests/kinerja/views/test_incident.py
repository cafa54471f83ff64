"""The register of incidents: recorded by one, decided by another, seen by whom it concerns."""

from html import unescape

import pytest

from kinerja.models import Incident
from tests.builders import make_incident
from tests.kinerja.views.conftest import SignedIn
from tests.kinerja.views.two_regions import NATIONAL, ROLES, World


@pytest.fixture
def reported(world: World) -> Incident:
    """An incident at Fakfak that nobody has decided on."""
    return make_incident(world.fakfak, state="reported", description="Pungutan di loket")


@pytest.mark.parametrize("role", ROLES)
def test_incidents_are_seen_within_the_region(
    world: World, reported: Incident, signed_in: SignedIn, role: str
) -> None:
    """In the list and by address; for a foreign region it does not exist."""
    own, foreign = signed_in(world.account(role)), signed_in(world.account(role, world.sabang))
    seen = (200, True)
    for client, expected in ((own, seen), (foreign, seen if role in NATIONAL else (404, False))):
        listed = "Pungutan di loket" in client.get("/kejadian/").content.decode()
        assert (client.get(f"/kejadian/{reported.pk}/").status_code, listed) == expected


def test_recording(world: World, signed_in: SignedIn) -> None:
    """An operator of the Ditjen records; the register shows it as not yet decided."""
    client = signed_in(world.account("operator_ditjen"))
    data = {"unit": world.fakfak.unit.pk, "kind": "levy", "happened_on": "12/03/2025"}
    response = client.post(
        "/kejadian/baru/", data | {"description": "OTT", "source": "Putusan 1"}, follow=True
    )
    made = Incident.objects.get()
    assert (made.state, made.unit, made.description) == ("reported", world.fakfak.unit, "OTT")
    assert "Kejadian tercatat" in response.content.decode()


def test_a_bad_record_keeps_what_was_typed(world: World, signed_in: SignedIn) -> None:
    """A day that has not come: said at the input, everything kept, nothing stored."""
    data = {"unit": world.fakfak.unit.pk, "kind": "levy", "happened_on": "12/03/2999"}
    data |= {"description": "Uraian panjang", "source": "Putusan 1"}
    response = signed_in(world.account("operator_ditjen")).post("/kejadian/baru/", data)
    html = unescape(response.content.decode())
    assert (response.status_code, Incident.objects.count()) == (422, 0)
    for said in ("belum tiba", "Uraian panjang", 'value="12/03/2999"'):
        assert said in html


@pytest.mark.parametrize("role", ROLES)
def test_only_operators_and_verifiers_record(world: World, signed_in: SignedIn, role: str) -> None:
    """Others are told (403)."""
    allowed = role in ("operator_ditjen", "verifikator_ditjen")
    client = signed_in(world.account(role))
    assert client.get("/kejadian/baru/").status_code == (200 if allowed else 403)
    assert ("/kejadian/baru/" in client.get("/kejadian/").content.decode()) == allowed


def test_another_person_decides(world: World, reported: Incident, signed_in: SignedIn) -> None:
    """Proven by a verifier; the semester of its day is judged anew and the page says so."""
    client = signed_in(world.account("verifikator_ditjen"))
    html = client.post(
        f"/kejadian/{reported.pk}/", {"decision": "ya", "note": ""}, follow=True
    ).content.decode()
    reported.refresh_from_db()
    assert reported.state == "verified"
    assert "Kabupaten Fakfak, Semester I Tahun 2025: hasil dihitung ulang." in html


def test_who_recorded_does_not_decide(world: World, reported: Incident, signed_in: SignedIn) -> None:
    """Neither offered nor accepted; the reason is given."""
    client = signed_in(reported.recorded_by)
    address = f"/kejadian/{reported.pk}/"
    assert "Simpan putusan" not in client.get(address).content.decode()
    response = client.post(address, {"decision": "ya"})
    reported.refresh_from_db()
    assert (response.status_code, reported.state) == (403, "reported")


@pytest.mark.parametrize(("data", "status"), [({}, 422), ({"decision": "tidak", "note": ""}, 409)])
def test_a_decision_without_choice_or_reason(
    world: World, reported: Incident, signed_in: SignedIn, data: dict[str, str], status: int
) -> None:
    """Not proven needs words; nothing changes without them."""
    response = signed_in(world.account("verifikator_ditjen")).post(f"/kejadian/{reported.pk}/", data)
    reported.refresh_from_db()
    assert (response.status_code, reported.state) == (status, "reported")


def test_filters_and_empty_lists(world: World, reported: Incident, signed_in: SignedIn) -> None:
    """A filter that fits nothing says so; an empty register says who fills it."""
    client = signed_in(world.account("auditor"))
    assert "Pungutan di loket" in client.get("/kejadian/?keadaan=reported&jenis=levy").content.decode()
    assert "Tidak ada kejadian yang cocok" in client.get("/kejadian/?jenis=breach").content.decode()
    nobody = signed_in(world.account("operator_unit", world.sabang))
    assert "Tidak ada kejadian tercatat." in nobody.get("/kejadian/").content.decode()
