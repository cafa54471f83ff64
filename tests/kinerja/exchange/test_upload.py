"""Is a file what its name says? Good files, wrong names, broken, locked, bombs, macros, hostile names."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from openpyxl import Workbook
from PIL import Image

from kinerja.exchange import upload
from kinerja.exchange.upload import UploadError, check_upload, clean_name

LIMIT = 1024 * 1024
OBJECTS = (
    b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj",
)


def pdf() -> bytes:
    """A small PDF with a true cross-reference table."""
    body, places = b"%PDF-1.4\n", []
    for each in OBJECTS:
        places.append(len(body))
        body += each + b"\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Root 1 0 R/Size 4>>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + b"xref\n0 4\n0000000000 65535 f \n" + table + end


def image(kind: str, size: tuple[int, int] = (4, 4)) -> bytes:
    content = BytesIO()
    Image.new("RGB", size).save(content, kind)
    return content.getvalue()


def xlsx() -> bytes:
    content = BytesIO()
    Workbook().save(content)
    return content.getvalue()


def archive(members: dict[str, bytes]) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return content.getvalue()


def docx() -> bytes:
    return archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"})


def check(name: str, content: bytes) -> str:
    return check_upload(name, BytesIO(content), len(content), LIMIT).content_type


def refused(name: str, content: bytes) -> str:
    with pytest.raises(UploadError) as caught:
        check(name, content)
    return str(caught.value)


OFFICE = "application/vnd.openxmlformats-officedocument"


def told(value: object) -> str:
    """The name of a case: archives hold the time they were made, and each worker must name a case alike."""
    return value if isinstance(value, str) else ""


@pytest.mark.parametrize(
    ("name", "make", "content_type"),
    [
        ("surat.pdf", pdf, "application/pdf"),
        ("SURAT.PDF", pdf, "application/pdf"),
        ("foto.png", lambda: image("PNG"), "image/png"),
        ("foto.jpg", lambda: image("JPEG"), "image/jpeg"),
        ("foto.jpeg", lambda: image("JPEG"), "image/jpeg"),
        ("rekap.xlsx", xlsx, f"{OFFICE}.spreadsheetml.sheet"),
        ("berita acara.docx", docx, f"{OFFICE}.wordprocessingml.document"),
    ],
    ids=told,
)
def test_what_is_taken(name: str, make: Callable[[], bytes], content_type: str) -> None:
    assert check(name, make()) == content_type


def test_the_file_is_left_at_its_beginning() -> None:
    file = BytesIO(pdf())
    check_upload("surat.pdf", file, len(pdf()), LIMIT)
    assert file.tell() == 0


LIES = "Berkas bukan seperti namanya: bernama %s, isinya lain."


@pytest.mark.parametrize(
    ("name", "content", "ending"),
    [
        ("surat.pdf", image("PNG"), ".pdf"),
        ("surat.pdf", b"MZ\x90\x00" + b"\x00" * 200, ".pdf"),
        ("surat.pdf", b"<html><script>alert(1)</script></html>", ".pdf"),
        ("foto.png", pdf(), ".png"),
        ("foto.png", image("JPEG"), ".png"),
        ("foto.jpg", image("PNG"), ".jpg"),
        ("rekap.xlsx", pdf(), ".xlsx"),
        ("rekap.xlsx", b"kode;nama\n92;Papua Barat\n", ".xlsx"),
        ("surat.pdf", b"\n\n" + pdf(), ".pdf"),
    ],
    ids=told,
)
def test_a_file_that_is_not_what_its_name_says(name: str, content: bytes, ending: str) -> None:
    assert refused(name, content) == LIES % ending


@pytest.mark.parametrize(
    "name", ["jahat.exe", "halaman.html", "gambar.svg", "data.csv", "tanpa-akhiran", "pdf"]
)
def test_a_kind_that_is_not_taken(name: str) -> None:
    ending = "." + name.rsplit(".", 1)[1] if "." in name else name
    assert refused(name, pdf()) == (
        f"Berkas berakhiran “{ending}” tidak diterima; kirim PDF, PNG, JPEG, XLSX, atau DOCX."
    )


BROKEN = "Berkas %s ini rusak atau terkunci; simpan ulang lalu unggah lagi."


@pytest.mark.parametrize(
    ("name", "content", "label"),
    [
        ("surat.pdf", b"%PDF-1.7\n" + b"x" * 500, "PDF"),
        ("surat.pdf", pdf()[:120], "PDF"),
        ("foto.png", image("PNG")[:20], "PNG"),
        ("foto.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * 100, "JPEG"),
        ("rekap.xlsx", xlsx()[:200], "XLSX"),
        ("rekap.xlsx", docx(), "XLSX"),
        ("rekap.xlsx", archive({"apa saja.txt": b"x"}), "XLSX"),
        ("surat.docx", archive({f"{number}.xml": b"" for number in range(2001)}), "DOCX"),
    ],
    ids=told,
)
def test_a_file_that_is_not_whole(name: str, content: bytes, label: str) -> None:
    assert refused(name, content) == BROKEN % label


def test_a_small_archive_that_unpacks_to_a_flood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "MAX_UNPACKED", 9_999)
    flood = archive({"[Content_Types].xml": b"", "xl/workbook.xml": b"", "xl/a.xml": b"\x00" * 10_000})
    assert (len(flood) < 1_000, refused("rekap.xlsx", flood)) == (True, BROKEN % "XLSX")


def test_macros_are_not_taken() -> None:
    members = {"[Content_Types].xml": b"", "xl/workbook.xml": b"", "xl/vbaProject.bin": b"x"}
    assert (
        refused("rekap.xlsx", archive(members)) == "Berkas memuat makro; simpan tanpa makro lalu unggah lagi."
    )


def test_a_picture_of_too_many_points() -> None:
    told = refused("foto.png", image("PNG", (10_000, 5_001)))
    assert told == "Gambar terlalu besar; kecilkan sampai 50 megapiksel."


def test_a_file_that_asks_for_a_password() -> None:
    locked = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as document:
        document.save(locked, encryption=pikepdf.Encryption(owner="rahasia", user="rahasia"))
    assert refused("surat.pdf", locked.getvalue()) == BROKEN % "PDF"


def test_an_empty_file() -> None:
    assert refused("surat.pdf", b"") == "Berkas ini kosong."


def test_fifty_megabytes_are_refused_by_their_size_alone() -> None:
    with pytest.raises(UploadError) as caught:
        check_upload("surat.pdf", BytesIO(b"%PDF-"), 50 * 1024 * 1024, 10 * 1024 * 1024)
    assert str(caught.value) == "Berkas terlalu besar (50,0 MB); paling besar 10 MB."


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("surat.pdf", "surat.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\siti\\surat.pdf", "surat.pdf"),
        ("surat\x00.pdf\r\n", "surat.pdf"),
        ("fdp.\u202eexe.pdf", "fdp.exe.pdf"),
        ("", "berkas"),
        ("   ", "berkas"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_name_is_shown_without_folders_and_tricks(name: str, shown: str) -> None:
    assert clean_name(name) == shown
