"""What the page says after an act, in a sentence: what happened, and what comes next."""

from typing import Any

from django.utils.translation import gettext_lazy as _

#: Of a unit's evaluation, by the acts of ``rules.workflow.ACTS``.
OF_UNIT: dict[str, Any] = {
    "submit": _("Isian diajukan dan menunggu verifikasi."),
    "endorse": _("Ajuan disetujui sebagai pemantau provinsi."),
    "question": _("Pertanyaan disampaikan kepada operator unit kerja."),
    "verify": _("Isian terverifikasi dan menunggu penetapan Direktur Jenderal."),
    "return_": _("Isian dikembalikan kepada operator unit kerja dengan catatan Anda."),
    "decide_zero": _("Indikator ditetapkan nol dengan alasan Anda."),
    "finalise": _("Hasil ditetapkan final; dokumennya dapat diterbitkan."),
    "reopen": _("Hasil dibuka kembali dan dapat diubah operator unit kerja."),
}
#: Of an official's appraisal, by the acts of ``rules.workflow.APPRAISAL_ACTS`` and those beside them.
OF_APPRAISAL: dict[str, Any] = {
    "submit": _("Penilaian diajukan kepada pejabat penilai."),
    "review": _("Pemeriksaan dimulai; tulis rekomendasi, lalu setujui atau kembalikan."),
    "recommend": _("Rekomendasi ditulis."),
    "return_": _("Penilaian dikembalikan kepada atasan langsung dengan catatan Anda."),
    "approve": _("Penilaian disetujui; tinggal ditandatangani."),
    "sign": _("Penilaian ditandatangani; dokumennya sudah terbit."),
    "receive": _("Hasil diterima; tanda terimanya ada di dalam berkas."),
    "object": _("Keberatan diajukan dan menunggu jawaban pejabat penilai."),
    "answer": _("Keberatan dijawab dan menunggu putusan."),
    "decide": _("Keberatan diputus; tinggal ditandatangani."),
    "sign_decision": _("Putusan ditandatangani dan mengikat; dokumennya sudah terbit."),
    "close": _("Penilaian ditutup."),
    "reopen": _("Penilaian dibuka kembali untuk diperiksa; hasil sebelumnya tidak berlaku lagi."),
    "follow_up": _("Tindak lanjut dicatat."),
    "clarify": _("Permintaan klarifikasi data disampaikan kepada Ditjen."),
    "clarify_answer": _("Klarifikasi data dijawab."),
    "withdraw": _("Penilaian ditarik."),
}
RECEIVED_UNSIGNED = _("Hasil diterima tanpa tanda tangan; penerimaannya tercatat di register.")
