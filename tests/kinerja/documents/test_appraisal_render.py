"""The document of an official: the form's items 1 to 11, whoever signs, and a file that proves itself."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kinerja.documents import render
from kinerja.documents.appraisal_snapshot import AppraisalSnapshot
from kinerja.documents.produce import NotVerifiedError, produce
from kinerja.documents.summary import summary
from kinerja.documents.verify import verify
from kinerja.rules.appraisal import StaffInput
from kinerja.rules.element import OwnOutputs
from tests.kinerja.documents import appraisal_samples, samples
from tests.kinerja.documents.keys import a_signer
from tests.kinerja.documents.papers import NBSP, attachments_of, pages_of, run, text_of, words_of
from tests.kinerja.documents.test_appraisal_snapshot import EVERY, with_red_flag, without_element_two

POLICY = "(kebijakan, bukan bunyi Keputusan)"
ITEMS = (
    "1. Pejabat yang dinilai",
    "2. Pejabat penilai",
    "3. Atasan pejabat penilai",
    "4. Unsur yang dinilai dan hasilnya",
    "5. Keberatan dari pejabat yang",
    "6. Tanggapan pejabat penilai",
    "7. Keputusan atasan pejabat",
    "8. Rekomendasi",
    "9. Dibuat dan disetujui",
    "10. Diterima pejabat yang dinilai",
    "11. Selesai dengan putusan",
)


@pytest.fixture(scope="module")
def signed() -> bytes:
    """The decided appraisal of a Kepala Bidang, signed now by the development authority of the tests."""
    return produce(appraisal_samples.decided().to_json(), a_signer(), datetime.now(UTC)).pdf


def missing(text: str, *words: str) -> list[str]:
    return [word for word in words if word not in text]


@pytest.mark.parametrize("make", EVERY)
def test_every_item_on_at_most_three_pages(make: Callable[[], AppraisalSnapshot]) -> None:
    made = make()
    pdf = render.pdf(made)
    text = text_of(pdf)
    assert missing(text, *ITEMS, made.assessed.name, made.assessed.nip, made.code) == []
    assert [word for word in ("rahasia", "bsre") if word in text.lower()] == []
    assert pages_of(pdf) <= 3


def test_the_same_bytes_every_time() -> None:
    made = appraisal_samples.kabid()
    again = AppraisalSnapshot.from_json(made.to_json())
    assert render.pdf(made) == render.pdf(again) != render.pdf(replace(made, number="2"))


def test_a_field_with_the_unit_beside_it() -> None:
    text = text_of(render.pdf(appraisal_samples.kabid()))
    said = (
        "PEMERINTAH KABUPATEN FAKFAK BUPATI FAKFAK",
        "Penata Tingkat I (III/d), sejak 1 April",
        "Atasan langsung: Dra. Contoh Kepala Dinas, M.M. (NIP 196905201994032001)",
        "Unsur 1: kinerja Bidang Pencatatan Sipil",
        "Di sampingnya, Unit kerja: capaian 89,62 %, nilai 80, kategori Baik",
        "4.c Di samping unsur 1: Unit kerja",
        "24.871 ÷ 27.502 × 100 = 90,43 %.",
        "II.C.1.b no. 1 butir 2 · R2",
        "Unit kerja: rata-rata 8 indikator",
        f"Keputusan tidak memberi rumus penggabungan. {POLICY} II.C · R8",
        "Diisi atasan langsung, Dra. Contoh Kepala Dinas, M.M., 21 Juli 2025.",
        "Di atas ekspektasi",
        "paling lambat 31 Oktober 2025",
        "Ditandatangani secara elektronik oleh:",
    )
    assert missing(text, *said) == []
    assert text.count("Belum ada saat ditandatangani") == text.count("Belum") == 2
    assert text.count("Lihat dokumen putusan, bila ada") == 2
    assert "Lihat tanda tangan terima dalam berkas" in text


def test_a_field_with_the_unit_beside_it_fits_on_two_pages() -> None:
    """With every mark of what is made up, and an example of a rating."""
    made = appraisal_samples.kabid(rating=replace(appraisal_samples.RATING, synthetic=True))
    assert [pages_of(render.pdf(paper)) for paper in (appraisal_samples.kabid(), made)] == [2, 2]


def test_what_stands_beside_a_field_of_a_province_stays_within_the_margin() -> None:
    outputs = OwnOutputs(required=12, on_time=11, synthetic=True)
    made = appraisal_samples.appraisal(("capil",), outputs, None, unit=samples.province())
    words = words_of(render.pdf(made))
    assert ("R5" in [row[0] for row in words], [row[0] for row in words if row[2] > 195.1]) == (True, [])


def test_what_is_made_up_is_marked_in_every_table() -> None:
    made = appraisal_samples.kabid()
    text = text_of(render.pdf(made))
    [_head, own, beside, two] = re.split(r"4\.[acd] (?:Di samping u|U)nsur", text)
    assert (own.count("sintetis"), beside.count("sintetis"), two.count("sintetis")) == (5, 8, 0)
    rated = replace(made, rating=replace(made.rating, synthetic=True))
    assert "21 Juli 2025. sintetis: contoh, bukan penilaian sungguhan" in text_of(render.pdf(rated))


def test_a_mark_that_only_stands_beside_is_explained_there() -> None:
    figures = {code: {**row, "synthetic": False} for code, row in samples.FAKFAK.items()}
    figures["K1.4"] |= {"synthetic": True}
    outputs = OwnOutputs(required=12, on_time=11)
    made = appraisal_samples.appraisal(("capil",), outputs, None, unit=samples.kabkota(figures))
    [own, beside] = text_of(render.pdf(made)).split("4.c Di samping")
    assert "sintetis" not in own
    assert "sintetis: angka buatan untuk contoh, bukan laporan." in beside


def test_a_kepala_dinas_carries_the_unit() -> None:
    text = text_of(render.pdf(appraisal_samples.kadis(StaffInput("pp46", "entered", appraisal_samples.PP46))))
    said = (
        "DIREKTORAT JENDERAL KEPENDUDUKAN DAN PENCATATAN SIPIL",
        "Unsur 1: kinerja Unit kerja",
        "PP 46/2011 dengan Perka BKN 1/2013",
        "Nilai prestasi kerja: 60 % × 96,11 + 40 % × 87,50 = 92,67.",
        "Kepemimpinan",
        "92,67, Sangat Baik",
        "Jakarta, 14 Agustus 2025",
    )
    assert missing(text, *said) == []
    assert "4.c Di samping" not in text


def test_a_decision_shows_objection_answer_and_dates() -> None:
    text = text_of(render.pdf(appraisal_samples.decided()))
    said = (
        "GUBERNUR PAPUA BARAT",
        "20 Agustus 2025",
        "28 Agustus 2025",
        "Hasil diubah. Rekapitulasi sudah diperiksa;",
        "4 September 2025",
        "Gubernur Papua Barat, Contoh Gubernur, S.E.",
        "16 Agustus 2025",
        "5 September 2025",
        "Putusan atas keberatan, Contoh Gubernur, S.E., 4 September 2025.",
        "Revisi 2",
    )
    assert (missing(text, *said), "Belum" in text) == ([], False)


def test_an_objection_that_nobody_answered() -> None:
    silent = replace(appraisal_samples.OBJECTION, answer="", answered_on="", answered_by=None)
    text = text_of(render.pdf(appraisal_samples.decided(objection=silent)))
    assert "Tidak ditanggapi sampai masa menjawab lewat." in text


def test_a_delegation_is_printed() -> None:
    text = text_of(render.pdf(appraisal_samples.acted()))
    decree = "821.2/77/2025 tanggal 01-08-2025"
    assert missing(text, "Plh. Bupati Fakfak", f"berdasarkan Keputusan {decree}", f"{decree})") == []


def test_element_two_not_available() -> None:
    text = text_of(render.pdf(without_element_two()))
    assert missing(text, "Belum tersedia", "Belum tersedia. Penilaian BKN baru terbit 15 Agustus.") == []


def test_a_red_flag_with_the_assessors_words() -> None:
    text = text_of(render.pdf(with_red_flag()))
    words = "Dipertimbangkan oleh Dr. Contoh Pejabat, S.H., M.Si. pada 13 Agustus 2025: “Sudah dibina”"
    assert missing(text, "Tanda merah K1.5: 1 pungutan atau OTT.", words) == []


@pytest.mark.parametrize("inside", ['<img src="file:///etc/passwd">', "<script>x</script>"])
def test_what_people_typed_stays_text(inside: str) -> None:
    objection = replace(appraisal_samples.OBJECTION, text=inside, answer=inside, decision=inside)
    told = replace(appraisal_samples.RATING, by=inside)
    made = appraisal_samples.decided(objection=objection, rating=told, acknowledgement=inside)
    assert inside not in render.markup(made)


def test_it_proves_itself(signed: bytes) -> None:
    found = verify(signed)
    made = appraisal_samples.decided()
    assert [(check.name, check.passed) for check in found.checks] == [
        ("integrity", True),
        ("certificate", True),
        ("data", True),
        ("recomputed", True),
    ]
    assert found.checks[-1].text.replace(NBSP, " ") == (
        "Hitung ulang cocok: unsur 1 capaian 87,65 %, nilai 80, kategori Baik; unsur 2 predikat Sangat Baik."
    )
    assert (found.snapshot, attachments_of(signed)) == (made, {"data.json": made.to_json().encode()})


def test_one_changed_byte_is_refused(signed: bytes) -> None:
    places = range(0, len(signed), 397)
    accepted = [
        place
        for place in places
        if verify(signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]).valid
    ]
    assert accepted == []


def test_a_forged_result_is_not_signed() -> None:
    made = appraisal_samples.kabid()
    made.result["element_two"]["predikat"] = "Sangat Baik"
    with pytest.raises(NotVerifiedError, match="tidak sama dengan hitung ulang"):
        produce(made.to_json(), a_signer(), datetime.now(UTC))


def test_poppler_says_it_is_valid(signed: bytes, tmp_path: Path) -> None:
    path = tmp_path / "pejabat.pdf"
    path.write_bytes(signed)
    said = run("pdfsig", "-nocert", path)
    assert missing(said, "Signature is Valid.", "Total document signed") == []


def test_in_a_few_lines_with_a_masked_nip() -> None:
    lines = dict(summary(appraisal_samples.acted()))
    assert lines.pop("Unsur 1").replace(NBSP, " ") == "capaian 87,65 %, nilai 80, kategori Baik"
    assert lines == {
        "Pejabat yang dinilai": "Maria Contoh, S.Kom.",
        "NIP": "•" * 15 + "003",
        "Jabatan": "Kepala Bidang Pelayanan Pencatatan Sipil",
        "Unit kerja": f"{samples.FAKFAK_OFFICE.name}, 92.03 Kabupaten Fakfak",
        "Periode": "Semester I Tahun 2025",
        "Revisi": "1",
        "Unsur 2": "predikat Baik",
        "Selaku": f"Plh. Bupati Fakfak, Contoh Sekretaris Daerah, S.Sos. ({appraisal_samples.PLH.basis})",
    }
    assert list(dict(summary(samples.kabkota()))) == ["Unit kerja", "Periode", "Revisi", "Hasil"]
