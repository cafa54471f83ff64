"""Who is told what: a row for each act of an appraisal, a clarification, an evaluation, an agreement.

Read a row aloud: "when it is submitted, the assessor is told …". Nobody is told of their own act.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kinerja.rules.workflow import Party
from kinerja.selectors.recipients import FIRST_PARTY

VERIFIER, OPERATOR, SECOND_PARTY = "verifikator_ditjen", "operator_unit", "dirjen"


@dataclass(frozen=True, slots=True)
class Event:
    """What an act tells.

    ``to`` names parties to the appraisal or the agreement, or roles at its office; empty where the act tells
    nobody. ``one`` is said of one row, ``many`` of several at once; they may name ``subject``, ``period``,
    ``n``, ``until``.
    """

    label: Any
    to: tuple[str, ...] = ()
    one: Any = ""
    many: Any = ""


EVENTS: dict[str, Event] = {
    "appraisal.rate": Event(_("Unsur 2 diisi")),
    "appraisal.import_rating": Event(_("Unsur 2 diimpor")),
    "appraisal.submit": Event(
        _("Penilaian diajukan"),
        (Party.ASSESSOR,),
        _("Penilaian %(period)s atas nama %(subject)s diajukan dan menunggu pemeriksaan Anda."),
        _("%(n)d penilaian %(period)s diajukan dan menunggu pemeriksaan Anda."),
    ),
    "appraisal.review": Event(_("Pemeriksaan dimulai")),
    "appraisal.recommend": Event(_("Rekomendasi ditulis")),
    "appraisal.return": Event(
        _("Penilaian dikembalikan"),
        (Party.SUPERIOR,),
        _("Penilaian %(period)s atas nama %(subject)s dikembalikan; perbaiki, lalu ajukan kembali."),
        _("%(n)d penilaian %(period)s dikembalikan; perbaiki, lalu ajukan kembali."),
    ),
    "appraisal.approve": Event(_("Penilaian disetujui")),
    "appraisal.sign": Event(
        _("Hasil penilaian ditandatangani"),
        (Party.OFFICIAL,),
        _("Hasil penilaian %(period)s atas nama %(subject)s sudah ditandatangani; baca, lalu terima."),
        _("%(n)d hasil penilaian %(period)s sudah ditandatangani; baca, lalu terima."),
    ),
    "appraisal.receive": Event(
        _("Hasil penilaian diterima"),
        (Party.ASSESSOR,),
        _("Hasil penilaian %(period)s diterima oleh %(subject)s; keberatan dapat diajukan sampai %(until)s."),
        _("%(n)d hasil penilaian %(period)s sudah diterima."),
    ),
    "appraisal.object": Event(
        _("Keberatan diajukan"),
        (Party.ASSESSOR, Party.DECIDER),
        _(
            "Keberatan atas penilaian %(period)s diajukan oleh %(subject)s; "
            "pejabat penilai menjawab paling lambat %(until)s."
        ),
        _("%(n)d keberatan atas penilaian %(period)s diajukan."),
    ),
    "appraisal.answer": Event(
        _("Keberatan dijawab"),
        (Party.OFFICIAL, Party.DECIDER),
        _("Keberatan %(subject)s atas penilaian %(period)s sudah dijawab dan menunggu putusan."),
        _("%(n)d keberatan atas penilaian %(period)s sudah dijawab dan menunggu putusan."),
    ),
    "appraisal.decide": Event(
        _("Keberatan diputus"),
        (Party.OFFICIAL, Party.ASSESSOR),
        _("Keberatan %(subject)s atas penilaian %(period)s sudah diputus."),
        _("%(n)d keberatan atas penilaian %(period)s sudah diputus."),
    ),
    "appraisal.sign_decision": Event(
        _("Putusan keberatan ditandatangani"),
        (Party.OFFICIAL,),
        _("Putusan atas keberatan %(subject)s, penilaian %(period)s, sudah ditandatangani dan mengikat."),
        _("%(n)d putusan keberatan atas penilaian %(period)s sudah ditandatangani dan mengikat."),
    ),
    "appraisal.close": Event(
        _("Penilaian selesai"),
        (Party.OFFICIAL,),
        _("Penilaian %(period)s atas nama %(subject)s selesai: masa keberatan sudah lewat."),
        _("%(n)d penilaian %(period)s selesai: masa keberatan sudah lewat."),
    ),
    "appraisal.reopen": Event(
        _("Penilaian dibuka kembali"),
        (Party.ASSESSOR, Party.OFFICIAL),
        _("Penilaian %(period)s atas nama %(subject)s dibuka kembali; hasil sebelumnya tidak berlaku lagi."),
        _("%(n)d penilaian %(period)s dibuka kembali; hasil sebelumnya tidak berlaku lagi."),
    ),
    "appraisal.follow_up": Event(_("Tindak lanjut dicatat")),
    "clarification.ask": Event(
        _("Klarifikasi data diminta"),
        (VERIFIER,),
        _("%(subject)s meminta klarifikasi data unsur 1 %(period)s; jawab paling lambat %(until)s."),
        _("%(n)d klarifikasi data unsur 1 %(period)s diminta."),
    ),
    "clarification.answer": Event(
        _("Klarifikasi data dijawab"),
        (Party.OFFICIAL,),
        _("Klarifikasi data unsur 1 %(period)s atas nama %(subject)s sudah dijawab Ditjen."),
        _("%(n)d klarifikasi data unsur 1 %(period)s sudah dijawab Ditjen."),
    ),
    "evaluation.return": Event(
        _("Isian unit dikembalikan"),
        (OPERATOR,),
        _("Isian %(subject)s, periode %(period)s, dikembalikan; perbaiki, lalu ajukan kembali."),
    ),
    "evaluation.question": Event(
        _("Pertanyaan dari pemantau provinsi"),
        (OPERATOR,),
        _("Pemantau provinsi mengajukan pertanyaan atas isian %(subject)s, periode %(period)s."),
    ),
    "agreement.offer": Event(
        _("Perjanjian Kinerja menunggu tanda tangan"),
        (SECOND_PARTY,),
        _(
            "Perjanjian Kinerja %(period)s %(subject)s sudah ditandatangani pihak pertama dan menunggu "
            "tanda tangan Anda."
        ),
    ),
    "agreement.return": Event(
        _("Perjanjian Kinerja dikembalikan"),
        (OPERATOR, FIRST_PARTY),
        _("Perjanjian Kinerja %(period)s %(subject)s dikembalikan menjadi konsep; baca alasannya, perbaiki."),
    ),
}


def event_name(act: str) -> str:
    """The event of an act: "return_" is "appraisal.return", "clarification.ask" stands for itself.

    Raises:
        LookupError: nobody decided who is told of this act.
    """
    name = act if "." in act else f"appraisal.{act.rstrip('_')}"
    if name not in EVENTS:
        raise LookupError(f"no event for the act {act!r}")
    return name
