"""What example assessors recommend, and the guidance they plan where a result is low (I.B)."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from kinerja.demo.seed import choose, pick
from kinerja.services.recommendation import Planned

CAREER = (
    _("Contoh: layak dipertimbangkan untuk jabatan setingkat lebih tinggi."),
    _("Contoh: dipertahankan dalam jabatan; hasilnya dipantau semester berikutnya."),
)
TRAINING = (
    _("Contoh: pelatihan pemanfaatan data kependudukan."),
    _("Contoh: bimbingan teknis SIAK bagi pengelola layanan."),
    _("Contoh: pelatihan kepemimpinan pengawas."),
)
GUIDANCE = _("Contoh: dibina oleh atasan langsung menurut rencana di bawah ini.")
PROPOSAL = _("Contoh: penempatan dievaluasi Menteri bila semester berikutnya tetap rendah.")
STEPS = (
    _("Contoh: menyusun rencana perbaikan capaian bersama atasan langsung"),
    _("Contoh: mengikuti bimbingan teknis di Ditjen Dukcapil"),
    _("Contoh: melaporkan kemajuan capaian setiap bulan"),
)
#: How many days after the approval a step is due; some of them are over when the demonstration is loaded.
DUE = (45, 420)
#: How many of 100 steps whose day is over were followed up.
DONE = 60
FOLLOWED = _("Contoh: dilaksanakan; laporannya disimpan sekretariat dinas.")


def parts(words: str, *, low: bool) -> dict[str, str]:
    """The parts of a recommendation that some words always give; ``low``: with guidance and a proposal."""
    training = choose(TRAINING, words, "training")
    if low:
        return {"training": training, "guidance": GUIDANCE, "proposal": PROPOSAL}
    return {"career": choose(CAREER, words, "career"), "training": training}


def plan(words: str, day: date) -> list[Planned]:
    """The steps of guidance that an approval on a day plans, each due later."""
    return [
        Planned(what, day + timedelta(days=pick(*DUE, words, place)))
        for place, what in enumerate(STEPS[: pick(1, 3, words, "steps")])
    ]


def followed_up(words: str, due: date, today: date) -> date | None:
    """When a step was done; None where that is to come, or was forgotten."""
    if due >= today or pick(1, 100, words, due, "done") > DONE:
        return None
    return due - timedelta(days=pick(0, 9, words, due, "early"))
