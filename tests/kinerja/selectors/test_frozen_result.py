"""What a document freezes: the words of the cut-off, today's Dirjen, one read for many."""

from dataclasses import asdict
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinerja.documents.issuer import DITJEN
from kinerja.documents.snapshot import Basis, Office, PeriodText, SignerText, Snapshot
from kinerja.models import Period, SemesterEvaluation
from kinerja.rules.record import judge
from kinerja.selectors.frozen_result import CertificateSort, Frame, frozen_results, signer_on
from officials.models import Appointment, Official, WorkUnit
from tests.builders import make_region
from tests.kinerja.cast import Cast

TO_FINAL = ("submit", "endorse", "verify", "finalise")
TODAY = date(2026, 11, 22)
BLOCK = SignerText("Direktur Jenderal", "Dr. Contoh", "", "")


def freeze(cast: Cast, number: str = "") -> list[Snapshot]:
    rows = SemesterEvaluation.objects.filter(state="final").select_related("unit", "province")
    period = Period.objects.get(pk=cast.period.pk)
    frame = Frame(period, BLOCK, CertificateSort(development=False), TODAY)
    return [snapshot for _row, snapshot in frozen_results(frame, rows.order_by("region_code"), number)]


def test_a_snapshot(cast: Cast) -> None:
    WorkUnit.objects.update(
        name="Dinas Dukcapil",
        address="Jalan Sudirman 1",
        postal_code="98611",
        phone="(0956) 1",
        website="fakfak.go.id",
    )
    final = cast.act(cast.kabupaten, *TO_FINAL)
    [made] = freeze(cast, "400.12/1")
    assert made.office == Office(
        region_code="92.03",
        region="Kabupaten Fakfak",
        government="PEMERINTAH KABUPATEN FAKFAK",
        name="Disdukcapil Fakfak",
        address="Jalan Sudirman 1 98611",
        contact="Telepon (0956) 1 · fakfak.go.id",
        province="Provinsi Papua Barat",
    )
    assert made.period == PeriodText("2018-1", "Semester I Tahun 2018", "2018-06-30")
    assert made.basis == Basis(
        set_code="100-1077/2017",
        set_number="100-1077 DUKCAPIL TAHUN 2017",
        set_title=cast.period.indicator_set.title,
        set_date="2017-04-10",
        policy_version="1",
        policy_name="Kebijakan 1",
    )
    assert (made.number, made.revision, made.issued_on, made.signer) == ("400.12/1", 1, "2026-11-22", BLOCK)
    assert (made.issuer, made.development, made.synthetic, made.acknowledgements) == (
        DITJEN,
        False,
        False,
        (),
    )
    assert made.url.endswith(f"/verifikasi/{made.code}/")
    assert made.result == final.result == judge(made.inputs)
    assert [label.code for label in made.labels if label.parts] == ["K1.1"]
    assert next(label.parts for label in made.labels if label.code == "K1.1") == ("K1.1a", "K1.1b")
    assert Snapshot.from_json(made.to_json()) == made


def test_an_office_that_gave_no_address(cast: Cast) -> None:
    cast.act(cast.kabupaten, *TO_FINAL)
    [made] = freeze(cast)
    assert (made.office.address, made.office.contact) == ("", "")


def test_the_name_of_the_cutoff_stays(cast: Cast) -> None:
    cast.act(cast.kabupaten, *TO_FINAL)
    cast.fakfak.name = "Fakfak Baru"
    cast.fakfak.save()
    [made] = freeze(cast)
    assert (made.office.region, made.office.government) == ("Kabupaten Fakfak", "PEMERINTAH KABUPATEN FAKFAK")


def test_every_code_is_new(cast: Cast) -> None:
    cast.act(cast.kabupaten, *TO_FINAL)
    [first], [second] = freeze(cast), freeze(cast)
    assert first.code != second.code
    assert asdict(first) | {"code": "", "url": ""} == asdict(second) | {"code": "", "url": ""}


@pytest.mark.parametrize(
    ("kind", "rank", "block"),
    [
        ("definitif", "IV/e", ("Dirjen Dukcapil", "Pembina Utama (IV/e)")),
        ("plt", "", ("Plt. Dirjen Dukcapil", "")),
        ("pj", "IV/d", ("Pj. Dirjen Dukcapil", "Pembina Utama Madya (IV/d)")),
        ("plh", "", ("Plh. Dirjen Dukcapil", "")),
    ],
)
def test_the_signature_block(cast: Cast, kind: str, rank: str, block: tuple[str, str]) -> None:
    held = Appointment.objects.get(position__kind="dirjen")
    held.position.title = "Dirjen Dukcapil"
    held.position.save()
    Appointment.objects.update(kind=kind)
    Official.objects.update(rank=rank, nip="196803121993031004")
    post, shown = block
    assert signer_on(TODAY) == SignerText(post, held.official.name, shown, "196803121993031004")


def test_the_dirjen_of_that_day(cast: Cast) -> None:
    Appointment.objects.filter(position__kind="dirjen").update(valid_until=date(2026, 11, 21))
    assert signer_on(TODAY) is None
    assert signer_on(date(2026, 11, 21)) is not None


def queries(cast: Cast) -> int:
    with CaptureQueriesContext(connection) as caught:
        freeze(cast)
    return len(caught)


def test_as_many_queries_for_three_as_for_one(cast: Cast) -> None:
    cast.act(cast.kabupaten, *TO_FINAL)
    one = queries(cast)
    cast.operator = cast.ditjen
    for code, name in (("92.02", "Manokwari"), ("92.08", "Kaimana")):
        cast.act(cast.evaluation(make_region(code, name, parent=cast.region)), *TO_FINAL)
    assert len(freeze(cast)) == 3
    assert queries(cast) == one <= 18
