"""The page: two sheets of A4, everything on it, nothing fetched, the same bytes every time."""

import base64
import json
from dataclasses import replace
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

import pikepdf
import pytest
from PIL import Image
from weasyprint.urls import FatalURLFetchingError

from kinerja.documents import render
from kinerja.documents.layout import context
from kinerja.documents.snapshot import Acknowledgement, Snapshot
from tests.kinerja.documents import samples
from tests.kinerja.documents.papers import attachments_of, pages_of, run, text_of, words_of

DEVELOPMENT = "Ditandatangani dengan sertifikat pengembangan — tidak sah untuk produksi"
POLICY = "kebijakan, bukan bunyi Keputusan"


@pytest.fixture(scope="module")
def plain(snapshot: Snapshot) -> bytes:
    return render.pdf(snapshot)


@pytest.mark.parametrize("make", [samples.kabkota, samples.province, samples.hard])
def test_two_pages_of_a4(make: Any) -> None:
    with pikepdf.open(BytesIO(render.pdf(make()))) as opened:
        sizes = [[round(float(edge) / 72 * 25.4) for edge in page.mediabox] for page in opened.pages]
    assert sizes == [[0, 0, 210, 297]] * 2


def test_the_same_bytes_every_time(snapshot: Snapshot, plain: bytes) -> None:
    assert render.pdf(Snapshot.from_json(snapshot.to_json())) == plain
    assert render.pdf(replace(snapshot, number="2")) != plain


def test_nothing_is_left_out(snapshot: Snapshot, plain: bytes) -> None:
    text = text_of(plain)
    said = context(snapshot)
    words = [
        "KEMENTERIAN DALAM NEGERI REPUBLIK INDONESIA",
        "DIREKTORAT JENDERAL KEPENDUDUKAN DAN PENCATATAN SIPIL",
        "Jalan Raya Pasar Minggu Km. 19, Jakarta Selatan 12072",
        "HASIL PENILAIAN KINERJA UNIT KERJA",
        "Semester I Tahun 2025",
        "Nomor 400.12.4.3/1764/Dukcapil",
        "PEMERINTAH KABUPATEN FAKFAK",
        "Dinas Kependudukan dan Pencatatan Sipil Kabupaten Fakfak",
        "Jalan Jenderal Sudirman, Fakfak 98611",
        "92.03 Kabupaten Fakfak, Provinsi Papua Barat",
        "Tanggal posisi 30 Juni 2025",
        "Keputusan Menteri Dalam Negeri Nomor 100-1077 DUKCAPIL TAHUN 2017 tanggal 10 April 2017",
        "Set indikator 100-1077/2017",
        "Kebijakan versi 1, Cara baca bawaan",
        "sintetis: angka buatan untuk contoh, bukan laporan.",
        "Tidak ada peringatan dan tidak ada tanda merah.",
        "Jakarta, 14 Agustus 2025",
        "Ditandatangani secara elektronik oleh:",
        "Direktur Jenderal Kependudukan dan Pencatatan Sipil",
        "Dr. Contoh Pejabat, S.H., M.Si.",
        "Pembina Utama (IV/e)",
        "NIP 196803121993031004",
        "K7QM-3XDP-9TWA",
        DEVELOPMENT,
        POLICY,
        "Halaman 1 dari 2",
        "Halaman 2 dari 2",
    ]
    assert [word for word in words if word not in text] == []
    figures = [part for row in said["rows"] for part in (row.code, row.raw, row.completion, row.kategori)]
    shown = [figure.replace("\N{NO-BREAK SPACE}", " ") for figure in figures]
    assert [figure for figure in shown if figure not in text] == []


@pytest.mark.parametrize("make", [samples.kabkota, samples.province, samples.hard])
def test_never_secret_and_never_in_the_name_of_another_authority(make: Any) -> None:
    text = text_of(render.pdf(make())).lower()
    assert [word for word in ("rahasia", "bsre", "balai sertifikasi") if word in text] == []


def test_without_the_development_certificate_nothing_says_so(snapshot: Snapshot) -> None:
    assert "pengembangan" not in text_of(render.pdf(replace(snapshot, development=False)))


def test_the_marks_of_a_province() -> None:
    text = text_of(render.pdf(samples.province()))
    marks = [
        "tanpa pembilang/penyebut ·",
        "angka terbitan",
        "Angka terbitan provinsi menggantikan penjumlahan kab/kota. 0 dari 7 kab/kota melapor.",
        "7 dari 7 kab/kota",
        "336.569 ÷ 399.092 × 100 = 84,33 %.",
    ]
    assert [mark for mark in marks if mark not in text] == []


def test_target_and_figures_stand_apart() -> None:
    figures = {"numerator": Decimal(137889), "denominator": Decimal(149495)}
    words = words_of(render.pdf(samples.kabkota({"K1.2": figures})), page=1)
    begin, top = next((left, top) for word, left, _right, top in words if word == "137.889")
    target = max(right for _word, _left, right, at in words if abs(at - top) < 1 and right < begin)
    assert begin - target > 3


def test_red_flags_with_their_acknowledgement_and_warnings() -> None:
    text = text_of(render.pdf(samples.hard()))
    marks = [
        "Tanda merah K1.5: 1 pungutan atau OTT.",
        "Diakui oleh Dr. Contoh Pejabat, S.H., M.Si. pada 12 Agustus 2025",
        "K1.1b: Angka per 31 Maret 2025, bukan per tanggal posisi periode 30 Juni 2025.",
        "nol ditetapkan Ditjen",
        "Plt. Direktur Jenderal",
    ]
    assert [mark for mark in marks if mark not in text] == []
    assert "Nomor " not in text.split("PEMERINTAH")[0]


def test_a_long_derivation_flows_on_with_its_head() -> None:
    reason = "Unit tidak menyampaikan angka sampai batas waktu meski diperingatkan. " * 12
    zeros = {code: {"decided_zero": reason} for code in ("K1.1a", "K1.1b", "K1.2", "K1.4", "K1.6")}
    notes = tuple(Acknowledgement(reason * 3, "Dirjen", "2025-08-12") for _ in range(4))
    pdf = render.pdf(samples.kabkota(zeros, acknowledgements=notes))
    pages = [run("pdftotext", "-f", str(n), "-l", str(n), "-layout", "-", "-", stdin=pdf) for n in (2, 3)]
    assert pages_of(pdf) > 2
    assert [page.split()[:1] for page in pages] == [["B."], ["Indikator"]]


def test_the_data_is_attached(snapshot: Snapshot, plain: bytes) -> None:
    assert attachments_of(plain) == {"data.json": snapshot.to_json().encode()}
    with pikepdf.open(BytesIO(plain)) as opened:
        [spec] = opened.Root.AF
        assert (spec.AFRelationship, spec.EF.F.Subtype) == ("/Data", "/application/json")


def test_language_title_tags_and_embedded_fonts(plain: bytes) -> None:
    with pikepdf.open(BytesIO(plain)) as opened:
        assert opened.Root.Lang == "id"
        assert opened.Root.MarkInfo.Marked
        assert str(opened.docinfo["/Title"]) == (
            "Hasil Penilaian Kinerja Unit Kerja – Kabupaten Fakfak, Semester I Tahun 2025"
        )
        with opened.open_metadata() as about:
            assert about["pdfaid:part"] == "3"
    fonts = [line.split() for line in run("pdffonts", "-", stdin=plain).splitlines()[2:]]
    assert {font[0].split("+")[1] for font in fonts} == {
        "TeX-Gyre-Bonum",
        "TeX-Gyre-Bonum-Bold",
        "TeX-Gyre-Heros",
        "TeX-Gyre-Heros-Bold",
        "TeX-Gyre-Heros-Italic",
    }
    assert {tuple(font[-5:-2]) for font in fonts} == {("yes", "yes", "yes")}


HOSTILE = [
    '<img src="file:///etc/passwd">',
    '<img src="http://127.0.0.1:9/x.png">',
    '<img src="https://example.org/x.png">',
    '<img src="data:image/png;base64,AAAA">',
    '<style>@import "file:///etc/passwd";</style>',
    "<style>@import url(http://127.0.0.1:9/x.css);</style>",
    "<style>@font-face { font-family: x; src: url(file:///etc/passwd) } p { font-family: x }</style><p>x</p>",
    '<p style="background: url(http://127.0.0.1:9/x.png)">x</p>',
    '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
    '<link rel="attachment" href="file:///etc/passwd">',
    '<a rel="attachment" href="file:///etc/passwd">x</a>',
    '<object data="file:///etc/passwd"></object>',
    '<embed src="file:///etc/passwd">',
    '<svg><image href="file:///etc/passwd" width="9" height="9"/></svg>',
    '<base href="file:///etc/"><img src="passwd">',
]


@pytest.mark.parametrize("inside", HOSTILE)
def test_a_document_that_asks_for_anything_is_not_made(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    whole = f"<!doctype html><html lang=id><title>x</title><body>{inside}</body></html>"
    monkeypatch.setattr(render, "markup", lambda _snapshot: whole)
    with pytest.raises(render.ForbiddenFetchError, match=r"passwd|127\.0\.0\.1|example|data:"):
        render.pdf(snapshot)


@pytest.mark.parametrize("inside", HOSTILE)
def test_what_people_typed_stays_text(snapshot: Snapshot, inside: str) -> None:
    office = replace(snapshot.office, name=inside, address=inside)
    signer = replace(snapshot.signer, name=inside)
    made = render.markup(replace(snapshot, office=office, signer=signer, number=inside))
    assert inside not in made
    assert made.count("&lt;") >= 4


def test_a_file_named_in_the_text_is_not_read(snapshot: Snapshot, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("kata-sandi")
    office = replace(snapshot.office, name=f'<link rel="attachment" href="{secret.as_uri()}">')
    made = render.pdf(replace(snapshot, office=office))
    assert list(attachments_of(made)) == ["data.json"]
    assert json.loads(attachments_of(made)["data.json"])["office"]["name"] == office.name
    assert b"kata-sandi" not in made


BSRE = "menggunakan sertifikat elektronik yang diterbitkan oleh BSrE"


@pytest.mark.parametrize("bsre", [True, False])
def test_the_footer_of_bsre_stands_on_its_signatures_alone(snapshot: Snapshot, bsre: bool) -> None:
    made = render.markup(replace(snapshot, development=not bsre, bsre=bsre))
    assert (BSRE in made, "sertifikat pengembangan" in made) == (bsre, not bsre)


def test_no_request_leaves_not_even_to_be_sent_elsewhere(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that would send the reader on to a file is never asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/x"
        for inside in (
            f'<img src="{address}.png">',
            f'<link rel="stylesheet" href="{address}.css">',
            f"<style>@import url({address}.css);</style>",
            f'<link rel="attachment" href="{address}.txt">',
        ):
            whole = f"<!doctype html><html lang=id><title>x</title><body>{inside}</body></html>"
            monkeypatch.setattr(render, "markup", lambda _snapshot, whole=whole: whole)
            with pytest.raises(render.ForbiddenFetchError):
                render.pdf(snapshot)
        server.shutdown()
    assert asked == []


def test_the_emblem_of_the_letterhead_is_the_one_picture_allowed(snapshot: Snapshot) -> None:
    made = BytesIO()
    Image.new("RGB", (20, 20), "#17375e").save(made, "PNG")
    emblem = base64.b64encode(made.getvalue()).decode()
    with_one = replace(snapshot, issuer=replace(snapshot.issuer, emblem=emblem))
    with pikepdf.open(BytesIO(render.pdf(with_one))) as opened:
        assert len(opened.pages[0].get_images()) == 1
    with pytest.raises(FatalURLFetchingError):
        render.Nothing(emblem).fetch(render.PICTURE + "AAAA")
