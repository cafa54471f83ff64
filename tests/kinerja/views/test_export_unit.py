"""The lists on a unit's page, its agreement and in a queue as files: as the page has them, for whom it is."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from kinerja.models import AgreementProgram, Evidence, IndicatorTarget, PerformanceAgreement, ServiceReport
from kinerja.services.scoring import score_period
from tests.builders import make_final, make_innovation, make_region, make_user
from tests.kinerja.cast import Cast
from tests.kinerja.views.conftest import SignedIn
from tests.kinerja.views.exports import lines, links, sheet, table
from tests.kinerja.views.national import add_kabkota, make_national_period

PAGE, PROVINCE = "/wilayah/92.03/", "/wilayah/92/"
FORMULA = '=HYPERLINK("x")'


@pytest.fixture
def filled(cast: Cast) -> Cast:
    """Fakfak with a report, an innovation and a file; its province, and a stranger's office."""
    output = cast.period.indicator_set.outputs.filter(duties="kabkota").order_by("sequence").first()
    day = date(2018, 8, 2)
    told = {"output": output, "reported_on": day, "quantity": 1204, "entered_by": cast.operator}
    ServiceReport.objects.create(evaluation=cast.kabupaten, **told)
    make_innovation(cast.kabupaten, state="proposed", title=FORMULA)
    Evidence.objects.create(
        evaluation=cast.kabupaten, name="@bukti.pdf", size=2048, sha256="0" * 64, uploaded_by=cast.operator
    )
    cast.evaluation(cast.region)
    score_period(period=cast.period, actor=None)
    return cast


@pytest.fixture
def stranger(filled: Cast) -> Client:
    """Signed in for an office elsewhere."""
    client = Client()
    client.force_login(make_user("operator_unit", make_region("11", "Aceh")))
    return client


def test_what_stands_beneath_a_unit(filled: Cast, signed_in: SignedIn) -> None:
    """Numbers are numbers, days are days, a text that begins like a formula is a text."""
    client = signed_in(filled.operator)
    code, _text, *report = table(client, f"{PAGE}?unduh=xlsx&daftar=laporan")[0]
    assert (code, report) == ("1.a", [datetime.fromisoformat("2018-08-02"), _late(filled), 1204, None])
    assert table(client, f"{PAGE}?unduh=xlsx&daftar=inovasi")[0][:4] == [
        FORMULA,
        "Pendaftaran Penduduk",
        None,
        "Diajukan",
    ]
    file = table(client, f"{PAGE}?unduh=xlsx&daftar=bukti")[0]
    assert (file[1:3], file[4:], type(file[3])) == (
        ["@bukti.pdf", 2048],
        [filled.operator.display_name, "0" * 64],
        datetime,
    )
    assert lines(client, f"{PAGE}?unduh=csv&daftar=inovasi")[1].startswith('"\'=HYPERLINK(""x"")";')
    assert table(client, f"{PAGE}?unduh=xlsx&daftar=dokumen") == []


def _late(filled: Cast) -> str | None:
    return "ya" if date(2018, 8, 2) > filled.period.reports_due else None


def test_how_a_result_was_reached(filled: Cast, signed_in: SignedIn, client: Client) -> None:
    """Indicators with their figures and steps; openly only once the result is final."""
    rows = table(signed_in(filled.operator), f"{PAGE}?unduh=xlsx&daftar=indikator")
    [akta] = [row for row in rows if row[2] == "K1.2"]
    assert (akta[0], akta[3:5], akta[8:10]) == ("92.03", [4500, 5000], [100, 90])
    steps = table(signed_in(filled.operator), f"{PAGE}?unduh=xlsx&daftar=langkah")
    assert next(row[3] for row in steps if row[2] == "K1.2") == "4.500 ÷ 5.000 × 100 = 90,00 %."
    public = f"/publik/{filled.period.code}/92.03/"
    assert client.get(f"{public}?unduh=xlsx&daftar=indikator").status_code == 404
    make_final(filled.kabupaten)
    assert table(client, f"{public}?unduh=xlsx&daftar=indikator") == rows
    assert client.get(f"{public}?unduh=xlsx&daftar=bukti").status_code == 404


def test_the_kabkota_of_a_province_as_far_as_seen(filled: Cast, signed_in: SignedIn) -> None:
    path = f"{PROVINCE}?unduh=xlsx&daftar=kabkota"
    assert [row[0] for row in table(signed_in(filled.monitor), path)] == ["92.03"]
    assert table(signed_in(filled.monitor), f"{PAGE}?unduh=xlsx&daftar=kabkota") == []


def test_every_link_of_a_page_gives_a_file(filled: Cast, signed_in: SignedIn) -> None:
    """For the page's own reader; another region's account and a visitor get none of them."""
    reader = signed_in(filled.dirjen)
    found = [*links(reader, PAGE), *links(reader, PROVINCE)]
    assert [path.partition("daftar=")[2].partition("&")[0] for path in found[::2]] == [
        *("indikator", "langkah", "laporan", "inovasi", "bukti"),
        *("indikator", "langkah", "kabkota"),
    ]
    assert {"attachment" in reader.get(path)["Content-Disposition"] for path in found} == {True}


def test_nobody_elsewhere_gets_them(filled: Cast, stranger: Client, client: Client) -> None:
    paths = [f"{PAGE}?unduh=xlsx&daftar={name}" for name in ("indikator", "laporan", "inovasi", "bukti")]
    paths.append("/perjanjian/2018/92.03/?unduh=csv&daftar=target")
    assert [stranger.get(path).status_code for path in paths] == [404] * 5
    assert [client.get(path).headers["Location"].partition("?")[0] for path in paths] == ["/masuk/"] * 5
    assert stranger.get(f"{PAGE}?unduh=xlsx&daftar=lain").status_code == 404


def test_a_list_that_the_page_has_not(filled: Cast, signed_in: SignedIn) -> None:
    assert signed_in(filled.dirjen).get(f"{PAGE}?unduh=xlsx&daftar=lain").status_code == 404
    assert signed_in(filled.dirjen).get(f"{PAGE}?unduh=pdf&daftar=lain").status_code == 200


def test_the_targets_of_an_agreement(filled: Cast, signed_in: SignedIn) -> None:
    """Every indicator of the decree, those agreed on with their number; programs with whole rupiah."""
    made = PerformanceAgreement.objects.get(unit=filled.kabupaten.unit)
    akta = made.indicator_set.indicators.get(code="K1.2")
    IndicatorTarget.objects.create(agreement=made, indicator=akta, target=Decimal("95.5"))
    words = {"sequence": 1, "name": "-Layanan", "budget": 1_500_000_000, "note": ""}
    AgreementProgram.objects.create(agreement=made, **words)
    client = signed_in(filled.operator)
    rows = table(client, "/perjanjian/2018/92.03/?unduh=xlsx&daftar=target")
    assert {row[0]: (row[3], row[4]) for row in rows if row[3] is not None} == {
        "K1.2": (95.5, "%"),
        "K3": (2, made.targets.get(indicator__code="K3").indicator.unit_label),
    }
    assert len(rows) > 2
    assert table(client, "/perjanjian/2018/92.03/?unduh=xlsx&daftar=program") == [
        ["-Layanan", 1_500_000_000, None]
    ]
    assert lines(client, "/perjanjian/2018/92.03/?unduh=csv&daftar=program")[1] == "'-Layanan;1500000000;"


def test_the_queue_of_an_account(filled: Cast, signed_in: SignedIn) -> None:
    """A line for each unit and what waits there; of another region nothing."""
    filled.act(filled.kabupaten, "submit")
    path = f"/penilaian/{filled.period.code}/?unduh=xlsx"
    assert [row[:3] for row in table(signed_in(filled.verifier), path)] == [
        ["Menunggu verifikasi", "92.03", "Kabupaten Fakfak"],
        ["Unit kerja dengan inovasi yang belum diputuskan", "92.03", "Kabupaten Fakfak"],
    ]
    head, row = sheet(signed_in(filled.monitor), path)
    assert (head[:2], row[:2]) == (["Pekerjaan", "Kode"], ["Menunggu tanggapan provinsi", "92.03"])
    other = make_user("pemantau_provinsi", make_region("11", "Aceh"))
    assert table(signed_in(other), path) == []


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/penilaian/2025-1/?", "/wilayah/11/?daftar=kabkota&"])
def test_as_many_queries_for_nine_as_for_three(
    signed_in: SignedIn, queries_of: Callable[[Client, str], list[str]], path: str
) -> None:
    client = signed_in(make_user("verifikator_ditjen"))
    make_national_period(1, 3)
    client.get(f"{path}unduh=xlsx")
    few = len(queries_of(client, f"{path}unduh=xlsx"))
    add_kabkota(4, 9)
    assert len(queries_of(client, f"{path}unduh=xlsx")) == few


def test_files_are_read_at_once(
    filled: Cast, signed_in: SignedIn, queries_of: Callable[[Client, str], list[str]]
) -> None:
    """As many queries for three files and reports as for one."""
    client = signed_in(filled.dirjen)
    paths = [f"{PAGE}?unduh=xlsx&daftar={name}" for name in ("bukti", "laporan", "inovasi")]
    client.get(paths[0])
    few = [len(queries_of(client, path)) for path in paths]
    outputs = filled.period.indicator_set.outputs.filter(duties="kabkota").order_by("sequence")[1:3]
    for n, output in enumerate(outputs):
        said = {
            "output": output,
            "reported_on": timezone.localdate(),
            "quantity": n,
            "entered_by": filled.ditjen,
        }
        ServiceReport.objects.create(evaluation=filled.kabupaten, **said)
        make_innovation(filled.kabupaten, title=f"Inovasi {n}")
        kept = {
            "name": f"{n}.pdf",
            "size": 1,
            "sha256": "1" * 64,
            "uploaded_by": make_user("operator_ditjen"),
        }
        Evidence.objects.create(evaluation=filled.kabupaten, **kept)
    assert [len(queries_of(client, path)) for path in paths] == few
