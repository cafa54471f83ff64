"""Every act on the page of an appraisal: by the right person, by the wrong one, too late, with bad input."""

from pathlib import Path
from typing import Any

import pytest

from kinerja.models import Attachment, StaffRating
from kinerja.selectors.appraisal_seen import seen_now
from kinerja.services.scoring import score_unit
from tests.builders import make_incident
from tests.kinerja.views.appraisal_desk import WAY, Desk, at, file

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # on PostgreSQL the browser walks these pages
REFUSED = "Belum dapat dilakukan; tidak ada yang berubah."
STATES = ("draft", "submitted", "in_review", "in_review", "approved", "signed", "received", "objected")
STATES += ("answered", "decided", "closed")


@pytest.fixture(autouse=True)
def folder(media_root: Path) -> Path:
    """Where the bytes of files go."""
    return media_root


def test_the_whole_way_through_the_page() -> None:
    """From the superior's submission to the signed decision: one act a post, each by whoever does it."""
    desk, states = Desk(), ["draft"]
    for step in WAY:
        desk.step(*step)
        states.append(desk.row.state)
    assert tuple(states) == STATES
    rating = StaffRating.objects.get()
    assert (desk.row.revision, rating.predikat, rating.origin) == (2, "Sangat Baik", "decision")
    assert list(desk.row.documents.order_by("revision").values_list("revision", "number", "status")) == [
        (1, "800/1/2025", "superseded"),
        (2, "", "current"),
    ]
    with at(6):
        status, html = desk.get(desk.cast.official)
    assert status == 200
    for words in ("Sudah dinilai", "Perilaku saya lebih baik", "Nilainya sudah tepat", "Diperbaiki"):
        assert words in html
    assert "Putusan: Hasil diubah" in html
    assert "kepala_daerah Fakfak, Pejabat kepala_daerah-" in html


@pytest.mark.parametrize(("place", "step"), list(enumerate(WAY)), ids=[step[0] for step in WAY])
def test_the_wrong_person_changes_nothing(place: int, step: tuple[str, str, int, dict[str, Any]]) -> None:
    """Everybody else who sees the appraisal is refused by name of the act (403), and the state stays."""
    desk = Desk()
    for done in WAY[:place]:
        desk.step(*done)
    name, right, day, typed = step
    before = desk.row
    people = {"official", "superior", "bupati", "gubernur", "admin", "menteri"} - {right}
    with at(day):
        found = {who: desk.post(desk.person(who), name, **typed) for who in people}
    assert {who: status for who, (status, _html) in found.items()} == dict.fromkeys(people, 403)
    assert all(REFUSED in html for _status, html in found.values())
    assert (desk.row.state, desk.row.updated_at) == (before.state, before.updated_at)
    assert desk.row.events.count() == before.events.count()


@pytest.mark.parametrize("name", [step[0] for step in WAY] + ["return_", "close", "reopen", "clarify"])
def test_outside_the_scope_it_does_not_exist(name: str) -> None:
    """Whoever may not see it gets 404, not a refusal; so do unknown acts and periods."""
    desk = Desk()
    stranger = desk.cast.office.users["kasubag"]
    with at(0):
        assert desk.post(stranger, name, note="x")[0] == 404
        assert desk.get(stranger)[0] == 404
        assert desk.post(desk.cast.bupati, "hapus")[0] == 404
        assert desk.get(desk.cast.bupati, desk.path.replace("2025-1", "2025-2"))[0] == 404
    assert desk.row.state == "draft"


def test_returning_and_reopening_need_words() -> None:
    """Without them they are refused; with them the appraisal goes back."""
    desk = Desk()
    desk.walk("approved")
    with at(0):
        status, html = desk.post(desk.cast.bupati, "return_", note="  ")
        assert (status, "catatan wajib diisi untuk tindakan “Kembalikan”" in html) == (409, True)
        assert desk.post(desk.cast.bupati, "return_", note="Perbaiki SKP") == (302, desk.path)
    assert desk.row.state == "returned"


def test_closing_waits_for_the_days_of_objection() -> None:
    """The button is there, disabled, with its reason beforehand; after the last day it goes through."""
    desk = Desk()
    desk.walk("received")
    with at(2):
        status, html = desk.post(desk.cast.bupati, "close")
        assert (status, "Masa keberatan masih berjalan sampai 16 Agustus 2025 (WIT)." in html) == (409, True)
        assert "Tutup: belum dapat dilakukan" in desk.get(desk.cast.bupati)[1]
    with at(16):
        assert desk.post(desk.cast.bupati, "close") == (302, desk.path)
        assert desk.post(desk.cast.admin, "reopen", note="Salah SK") == (302, desk.path)
    assert (desk.row.state, desk.row.revision) == ("in_review", 2)


def test_an_objection_on_day_15_says_why_and_keeps_the_words() -> None:
    """Received on 2 August in Jayapura: the 16th is the last day; what was typed is still there."""
    desk = Desk()
    desk.walk("received")
    with at(16):
        status, html = desk.post(desk.cast.official, "object", note="Kata-kata saya <b>")
    assert status == 409
    assert "Masa keberatan berakhir 16 Agustus 2025 (WIT), jadi keberatan tidak dapat diajukan lagi." in html
    assert "Kata-kata saya <b>" in html
    assert desk.row.state == "received"


def test_an_answer_after_the_decision_and_a_second_decision() -> None:
    """Both are told that the decision stands, by whom; their words come back, as the form is gone."""
    desk = Desk()
    desk.walk("decided")
    with at(5):
        late = desk.post(desk.cast.bupati, "answer", note="Jawaban terlambat")
        again = desk.post(desk.cast.gubernur, "decide", note="Putusan kedua", outcome="upheld")
    decider = desk.cast.gubernur.display_name
    for (status, html), words in ((late, "Jawaban terlambat"), (again, "Putusan kedua")):
        assert status == 409
        assert f"keadaan penilaian ini Keberatan diputus (tindakan terakhir oleh {decider})." in html
        assert f'<p class="said">{words}</p>' in html
    assert desk.row.objections.get().decision == "Diperbaiki"


def test_a_decision_is_checked_against_its_regime() -> None:
    """Without an outcome, or with none of the regime's words, the input says so (422) and nothing changes."""
    desk = Desk()
    desk.walk("answered")
    with at(4):
        status, html = desk.post(desk.cast.gubernur, "decide", note="Begitu", outcome="changed")
        assert (status, "Predikat" in html) == (422, True)
        assert ">Begitu</textarea>" in html.replace("\n", "")
        status, html = desk.post(desk.cast.gubernur, "decide", note="Begitu")
        assert status == 422
        assert 'name="value"' not in html
        typed = {"note": "Begitu", "predikat": "Sangat Baik", "outcome": "upheld"}
        dropped = desk.post(desk.cast.gubernur, "decide", **typed)
        same = desk.post(desk.cast.gubernur, "decide", note="Begitu", outcome="changed", predikat="Baik")
        assert (dropped[0], "Kosongkan bila hasilnya tetap" in dropped[1]) == (422, True)
        assert (same[0], "Sama dengan hasil sekarang" in same[1]) == (422, True)
        assert desk.row.state == "answered"
        assert desk.post(desk.cast.gubernur, "decide", note="Tetap", outcome="upheld")[0] == 302
    assert desk.row.objections.get().outcome == "upheld"
    assert StaffRating.objects.get().origin == "entered"


def test_files_go_with_an_objection_and_bad_ones_are_named() -> None:
    """Two files at once; a bad one is named, the words stay, and nothing is stored."""
    desk = Desk()
    desk.walk("received")
    with at(2):
        status, html = desk.post(
            desk.cast.official, "object", note="Alasan", attachments=[file(), file("jahat.exe", b"MZ")]
        )
        assert (status, Attachment.objects.count()) == (422, 0)
        assert "jahat.exe: Berkas berakhiran “.exe” tidak diterima" in html
        assert ">Alasan</textarea>" in html.replace("\n", "")
        six = [file(f"{number}.pdf") for number in range(6)]
        assert desk.post(desk.cast.official, "object", note="Alasan", attachments=six)[0] == 422
        sent = [file("satu.pdf"), file("dua.pdf")]
        assert desk.post(desk.cast.official, "object", note="Alasan", attachments=sent) == (302, desk.path)
        html = desk.get(desk.cast.gubernur)[1]
    assert "satu.pdf</a>" in html
    assert "dua.pdf</a>" in html
    assert list(Attachment.objects.values_list("purpose", flat=True)) == ["objection", "objection"]


def test_a_red_flag_is_answered_in_words() -> None:
    """The page asks for them beforehand; without them the approval is refused."""
    desk = Desk()
    make_incident(desk.cast.office.evaluation, "breach")
    desk.walk("in_review")
    with at(0):
        desk.post(desk.cast.bupati, "recommend", career="Baik")
        assert "Tanda merah:" in desk.get(desk.cast.bupati)[1]
        status, html = desk.post(desk.cast.bupati, "approve", note="")
        assert (status, "Ada tanda merah (1 pelanggaran Permendagri 76/2015" in html) == (409, True)
        assert desk.post(desk.cast.bupati, "approve", note="Di luar bidangnya")[0] == 302
        html = desk.get(desk.cast.official)[1]
    assert "Dipertimbangkan pejabat penilai:</b> Di luar bidangnya" in html


def test_what_changed_since_the_page_was_opened_is_looked_at_again() -> None:
    """Element 2 changed behind the assessor's back: refused; the page then shows the new digest."""
    desk = Desk()
    desk.walk("in_review")
    with at(0):
        desk.post(desk.cast.bupati, "recommend", career="Baik")
        seen = _digest(desk.get(desk.cast.bupati)[1])
        StaffRating.objects.update(predikat="Kurang")
        status, html = desk.post(desk.cast.bupati, "approve", seen_digest=seen)
        assert (status, "berubah sejak halaman dibuka" in html) == (409, True)
        assert _digest(html) != seen
    assert desk.row.state == "in_review"


@pytest.mark.parametrize("state", ["in_review", "approved", "decided"])
def test_nobody_approves_or_signs_unseen(state: str) -> None:
    """The page carries what it shows; without that, or with another result's, nothing is done."""
    desk = Desk()
    desk.walk(state)
    name, who = {
        "in_review": ("approve", "bupati"),
        "approved": ("sign", "bupati"),
        "decided": ("sign_decision", "gubernur"),
    }[state]
    with at(5):
        if state == "in_review":
            desk.post(desk.cast.bupati, "recommend", career="Baik")
        user = desk.person(who)
        assert _digest(desk.get(user)[1]) == seen_now(desk.row)
        unseen, changed = (desk.post(user, name, seen_digest=said) for said in ("", "lain"))
        assert (unseen[0], "Penilaian ini belum dilihat; buka halamannya" in unseen[1]) == (
            409 if name == "approve" else 422,
            True,
        )
        assert (changed[0], "berubah sejak halaman dibuka" in changed[1]) == (409, True)
        assert desk.row.state == state
        assert desk.post(user, name)[0] == 302


def _digest(html: str) -> str:
    return html.split('name="seen_digest" value="')[1].split('"', maxsplit=1)[0]


def test_after_an_act_on_to_the_next() -> None:
    """ "… lalu ke berikutnya" leads to the next in the queue; without it one stays."""
    desk = Desk()
    desk.step("submit", "superior", 0.1, {})
    with at(0.2):
        other = desk.cast.bring("submitted", "kasi")
        html = desk.get(desk.cast.bupati)[1]
        led = desk.post(desk.cast.bupati, "review", lanjut="1", daftar="cari=Fakfak")
    assert "2 dari 3 dalam antrean" in html
    assert f'href="/penilaian/2025-1/pejabat/{other.pk}/" data-key-next' in html
    assert led == (302, f"/penilaian/2025-1/pejabat/{other.pk}/?cari=Fakfak")
    assert desk.row.state == "in_review"


def test_a_clarification_through_the_page() -> None:
    """Asked by the official with a file, answered by the verifier; the answer names what follows from it."""
    desk = Desk()
    with at(1):
        assert desk.post(desk.cast.official, "clarify", note="")[0] == 409
        sent = desk.post(desk.cast.official, "clarify", note="Penyebut K1.2?", attachments=[file()])
        assert sent == (302, desk.path)
        assert desk.post(desk.cast.official, "clarify", note="Lagi?")[0] == 409
        row = desk.row.clarifications.get()
        answer = {"klarifikasi": row.pk, "answer": "Benar, salah salin", "outcome": "correct"}
        assert desk.post(desk.cast.bupati, "clarify_answer", **answer)[0] == 403
        assert desk.post(desk.cast.verifier, "clarify_answer", klarifikasi=row.pk, answer="x")[0] == 422
        assert desk.post(desk.cast.verifier, "clarify_answer", **(answer | {"klarifikasi": "x"}))[0] == 404
        assert desk.post(desk.cast.verifier, "clarify_answer", **answer) == (302, desk.path)
        assert desk.post(desk.cast.verifier, "clarify_answer", **answer)[0] == 409
        html = desk.get(desk.cast.admin)[1]
    assert "Angka perlu diperbaiki" in html
    assert "/wilayah/92.03/?periode=2025-1#tindakan" in html


def test_a_unit_scored_anew_leaves_a_signed_result_whole() -> None:
    """Reopened after the signature: the page keeps the signed figure and says so."""
    desk = Desk()
    desk.walk("signed")
    evaluation = desk.cast.office.evaluation
    evaluation.refresh_from_db()
    for column in ("submitted", "verified", "final"):
        setattr(evaluation, f"{column}_at", None)
        setattr(evaluation, f"{column}_by", None)
    evaluation.state, evaluation.inputs = "reopened", None
    evaluation.save()
    evaluation.realizations.filter(indicator__code="K1.2").update(numerator=1)
    score_unit(evaluation=evaluation, actor=None)
    with at(1):
        html = desk.get(desk.cast.official)[1]
    assert "Hasil Kabupaten Fakfak dibuka kembali sesudah penilaian ini disetujui" in html
    assert "masih dapat berubah" not in html
