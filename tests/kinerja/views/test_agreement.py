"""The Perjanjian Kinerja of a unit: seen, drafted, signed, then fixed."""

import re
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest

from kinerja.models import PerformanceAgreement, SignedDocument
from regions.models import RegionCode
from tests.builders import make_region, make_unit, make_user
from tests.kinerja.appraisal_cast import Appraising
from tests.kinerja.views.conftest import SignedIn
from tests.kinerja.views.two_regions import NATIONAL, ROLES, World

PAGE = "/perjanjian/2025/92.03/"
DRAFT = {"number": "PK/1/2025", "national_series": "", "K1.2:target": "95,5", "K3:target": "2"}


@pytest.mark.parametrize("role", ROLES)
def test_who_sees_it(world: World, signed_in: SignedIn, role: str) -> None:
    """Whoever sees the office; for others it does not exist."""
    own, foreign = signed_in(world.account(role)), signed_in(world.account(role, world.sabang))
    assert (own.get(PAGE).status_code, foreign.get(PAGE).status_code) == (
        200,
        200 if role in NATIONAL else 404,
    )


def test_an_operator_drafts(world: World, signed_in: SignedIn) -> None:
    """The targets are stored; the page shows them and says that it is a draft."""
    client = signed_in(world.account("operator_unit"))
    assert "Belum ada Perjanjian Kinerja" in signed_in(world.account("auditor")).get(PAGE).content.decode()
    response = client.post(PAGE, DRAFT)
    assert (response.status_code, response.headers["Location"]) == (302, PAGE)
    made = PerformanceAgreement.objects.get()
    assert dict(made.targets.values_list("indicator__code", "target")) == {
        "K1.2": Decimal("95.50"),
        "K3": Decimal(2),
    }
    assert 'value="95,5"' in client.get(PAGE).content.decode()


def test_a_bad_target_keeps_what_was_typed(world: World, signed_in: SignedIn) -> None:
    """Above 100 %, or half an innovation: said at the input, everything kept, nothing stored."""
    data = DRAFT | {"K1.2:target": "120", "K3:target": "1,5"}
    response = signed_in(world.account("operator_unit")).post(PAGE, data)
    html = unescape(response.content.decode())
    assert (response.status_code, PerformanceAgreement.objects.count()) == (422, 0)
    for said in ("paling banyak 100", "bilangan bulat", 'value="120"', 'value="1,5"', 'value="PK/1/2025"'):
        assert said in html


def test_an_unknown_series_is_said(world: World, signed_in: SignedIn) -> None:
    """A series of national targets that nobody registered."""
    data = DRAFT | {"national_series": "Karangan"}
    response = signed_in(world.account("operator_unit")).post(PAGE, data)
    assert (response.status_code, "Karangan" in response.content.decode()) == (422, True)


@pytest.mark.parametrize("role", ["auditor", "dirjen", "pejabat"])
def test_others_do_not_draft(world: World, signed_in: SignedIn, role: str) -> None:
    """Not offered, and refused."""
    client = signed_in(world.account(role))
    assert "Simpan konsep" not in client.get(PAGE).content.decode()
    assert client.post(PAGE, DRAFT).status_code == 403
    assert PerformanceAgreement.objects.count() == 0


def test_the_dirjen_signs_and_then_it_is_fixed(world: World, signed_in: SignedIn) -> None:
    """Signed by the Dirjen; afterwards nobody is offered a change, and one is refused."""
    operator, dirjen = signed_in(world.account("operator_unit")), signed_in(world.account("dirjen"))
    operator.post(PAGE, DRAFT)
    assert "Tandatangani" not in operator.get(PAGE).content.decode()
    response = dirjen.post(f"{PAGE}kertas/", {"signed_on": "15/01/2025", "number": ""})
    assert response.status_code == 302
    assert PerformanceAgreement.objects.get().state == "signed"
    assert "Simpan konsep" not in operator.get(PAGE).content.decode()
    assert operator.post(PAGE, DRAFT).status_code == 409


def test_a_bad_signature_is_refused(world: World, signed_in: SignedIn) -> None:
    """A day that has not come; somebody who does not sign; nothing to sign."""
    operator, dirjen = signed_in(world.account("operator_unit")), signed_in(world.account("dirjen"))
    sign, data = f"{PAGE}kertas/", {"signed_on": "15/01/2999", "number": "PK/1"}
    assert dirjen.post(sign, data).status_code == 404
    operator.post(PAGE, DRAFT)
    assert dirjen.post(sign, data).status_code == 422
    assert operator.post(sign, data | {"signed_on": "15/01/2025"}).status_code == 403
    assert PerformanceAgreement.objects.get().state == "draft"


def test_each_input_has_its_own_id(world: World, signed_in: SignedIn) -> None:
    """Several forms of the page have a number."""
    signed_in(world.account("operator_unit")).post(PAGE, DRAFT)
    html = signed_in(world.account("dirjen")).get(PAGE).content.decode()
    ids = re.findall(r' id="([^"]+)"', html)
    assert "paper_form-number" in ids
    assert len(ids) == len(set(ids))


def test_a_code_of_another_time_finds_its_unit(world: World, signed_in: SignedIn) -> None:
    """Both codes of a year in which the code changed lead to the office; a later year knows only the new."""
    merauke = make_region("91.01", "Merauke", parent=world.papua.unit.region, valid_until=date(2025, 7, 24))
    RegionCode.objects.create(region=merauke, code="93.01", valid_from=date(2025, 7, 25))
    make_unit(merauke)
    client = signed_in(world.account("auditor"))
    pages = [f"/perjanjian/{year}/{code}/" for year in (2025, 2026) for code in ("91.01", "93.01")]
    found = [client.get(page).status_code for page in pages]
    assert found == [200, 200, 404, 200]


@pytest.mark.parametrize("year", ["0", "10000", "99999999999999999999"])
def test_a_year_that_no_calendar_knows_is_no_page(world: World, signed_in: SignedIn, year: str) -> None:
    """Typed by hand, or by a scanner."""
    client = signed_in(world.account("auditor"))
    assert client.get(f"/perjanjian/{year}/92.03/").status_code == 404


def test_other_years_are_a_choice(world: World, signed_in: SignedIn) -> None:
    """An agreement of an earlier year is reachable from the page."""
    earlier = PerformanceAgreement.objects.create(
        unit=world.fakfak.unit, year=2024, indicator_set=world.period.indicator_set
    )
    html = signed_in(world.account("auditor")).get(PAGE).content.decode()
    assert f'href="/perjanjian/{earlier.year}/92.03/"' in html


def test_both_parties_sign_on_the_page(db: None, media_root: Path, signed_in: SignedIn) -> None:
    """The Kepala Dinas offers what the operator drafted with its programs; the Dirjen signs the same file."""
    case = Appraising()
    PerformanceAgreement.objects.all().delete()
    address = f"/perjanjian/{case.period.year}/92.03/"
    operator = signed_in(make_user("operator_ditjen", username="penyusun"))
    asked = {"K1.2:target": "95", "program-0-name": "Program Pencatatan Sipil"}
    refused = operator.post(address, asked)
    page = unescape(refused.content.decode())
    assert (refused.status_code, "Isi anggarannya; 0 bila tanpa anggaran." in page) == (422, True)
    asked |= {"program-0-budget": "875.500.000", "program-0-note": "APBD"}
    assert operator.post(address, asked).status_code == 302
    head, dirjen = signed_in(case.office.users["kepala_dinas"]), signed_in(case.dirjen)
    assert f"{address}tawarkan/" in head.get(address).content.decode()
    assert f"{address}tawarkan/" not in dirjen.get(address).content.decode()
    assert head.post(f"{address}tawarkan/", {"number": ""}).status_code == 422
    assert head.post(f"{address}tawarkan/", {"number": "800/1/Disdukcapil"}).status_code == 302
    page = unescape(dirjen.get(address).content.decode())
    shown = [f"{address}{way}/" for way in ("tanda-tangan", "kembalikan")]
    shown += ["875.500.000", "Ditandatangani pihak pertama"]
    assert [part for part in shown if part not in page] == []
    document = SignedDocument.objects.get()
    shown_on = (address, f"/dokumen/{document.pk}/")
    waits = '<span class="mark mark-waiting">Menunggu pihak kedua</span>'
    pages = [head.get(path).content.decode() for path in shown_on]
    assert [(waits in page, ">Berlaku<" in page) for page in pages] == [(True, False)] * 2
    assert dirjen.post(f"{address}tanda-tangan/").status_code == 302
    pages = [head.get(path).content.decode() for path in shown_on]
    assert [("Menunggu pihak kedua" in page, ">Berlaku<" in page) for page in pages] == [(False, True)] * 2
    page = unescape(head.get(f"/dokumen/{document.pk}/").content.decode())
    assert [part for part in ("pihak pertama", "pihak kedua", "PAdES B-B") if part not in page] == []
    assert head.get(f"/dokumen/{document.pk}/berkas/").status_code == 200
    assert head.post(f"{address}lain/").status_code == 404


def test_the_statement_is_read_before_it_is_signed(db: None, media_root: Path, signed_in: SignedIn) -> None:
    """The sentences of the document with its parties; why it came back stands on the page."""
    case = Appraising()
    PerformanceAgreement.objects.all().delete()
    address = f"/perjanjian/{case.period.year}/92.03/"
    signed_in(make_user("operator_ditjen", username="penyusun")).post(address, DRAFT)
    head, dirjen = signed_in(case.superior), signed_in(case.dirjen)
    words = ("Pihak pertama berjanji akan mewujudkan", case.superior.display_name, case.dirjen.display_name)
    page = unescape(head.get(address).content.decode())
    [statement, form] = page.split('id="naskah"')[1].split(f"{address}tawarkan/")
    assert [word for word in words if word not in statement] == []
    assert "passphrase" not in statement
    assert "Nomor" in form
    head.post(f"{address}tawarkan/", {"number": "800/1/Disdukcapil"})
    assert "Pihak pertama berjanji" in dirjen.get(address).content.decode()
    dirjen.post(f"{address}kembalikan/", {"note": "Target <K3> terlalu rendah"})
    page = head.get(address).content.decode()
    assert page.count("Alasan: Target &lt;K3&gt; terlalu rendah") == 2
