"""The pages of kinerja."""

from django.urls import path, register_converter

from kinerja.views import (
    act,
    agreement,
    appraisal,
    appraisal_act,
    appraisals,
    appraisals_together,
    archive,
    attachment,
    audit,
    board,
    clarification,
    delegation,
    document,
    entry,
    evidence,
    home,
    imports,
    incident,
    innovation,
    job,
    notification,
    period,
    public,
    queue,
    recommendations,
    report,
    schema,
    staff_rating,
    unit,
    verify,
)


class PeriodCode:
    """``2025-1``."""

    regex = r"\d{4}-[12]"

    def to_python(self, value: str) -> str:
        """The code as it is stored."""
        return value

    def to_url(self, value: str) -> str:
        """The code as it is shown."""
        return value


class RegionCode(PeriodCode):
    """``92`` or ``92.03``."""

    regex = r"\d{2}(?:\.\d{2})?"


register_converter(PeriodCode, "period")
register_converter(RegionCode, "region")

app_name = "kinerja"
urlpatterns = [
    path("", home.home, name="home"),
    path("periode/", period.latest, name="period_latest"),
    path("periode/<period:code>/", period.period, name="period"),
    path("periode/<period:code>/rekapitulasi.xlsx", period.recapitulation, name="recapitulation"),
    path("penilaian/<period:code>/", queue.queue, name="queue"),
    path("penilaian/pejabat/", appraisals.latest, name="appraisals_latest"),
    path("penilaian/<period:code>/pejabat/", appraisals.appraisals, name="appraisals"),
    path("penilaian/<period:code>/pejabat/buka/", appraisals.open_appraisals, name="appraisals_open"),
    path(
        "penilaian/<period:code>/pejabat/bersama/", appraisals_together.together, name="appraisals_together"
    ),
    path("penilaian/<period:code>/papan/", board.board, name="board"),
    path("penilaian/<period:code>/rekomendasi/", recommendations.recommendations, name="recommendations"),
    path("penilaian/<period:period>/<region:code>/dokumen/", document.issue, name="document_issue"),
    path(
        "penilaian/<period:period>/<region:code>/rekapitulasi/",
        document.recapitulate,
        name="document_recapitulate",
    ),
    path("penilaian/<period:period>/<region:code>/<slug:name>/", act.act, name="act"),
    path("penilaian/<period:period>/pejabat/<int:pk>/unsur-2/", staff_rating.rating, name="appraisal_rating"),
    path(
        "penilaian/<period:period>/pejabat/<int:pk>/unsur-2/hitung/",
        staff_rating.live,
        name="appraisal_rating_live",
    ),
    path("penilaian/<period:period>/pejabat/<int:pk>/", appraisal.appraisal, name="appraisal"),
    path("penilaian/<period:period>/pejabat/<int:pk>/<slug:name>/", appraisal_act.act, name="appraisal_act"),
    path("lampiran/<uuid:pk>/", attachment.download, name="attachment"),
    path("klarifikasi/", clarification.clarifications, name="clarifications"),
    path("impor/", imports.imports, name="imports"),
    path("impor/templat/<slug:kind>/", imports.template, name="import_template"),
    path("impor/<uuid:pk>/", imports.detail, name="import"),
    path("impor/<uuid:pk>/terapkan/", imports.apply, name="import_apply"),
    path("impor/<uuid:pk>/batalkan/", imports.undo, name="import_undo"),
    path("impor/<uuid:pk>/masalah.xlsx", imports.faults, name="import_faults"),
    path("wilayah/<region:code>/", unit.unit, name="unit"),
    path("isian/<period:period>/<region:code>/", entry.entry, name="entry"),
    path("isian/<period:period>/<region:code>/hitung/", entry.live, name="entry_live"),
    path(
        "isian/<period:period>/<region:code>/bukti/<str:indicator>/", evidence.attach, name="evidence_attach"
    ),
    path("isian/<period:period>/<region:code>/laporan/", report.save, name="reports"),
    path("isian/<period:period>/<region:code>/inovasi/", innovation.propose, name="innovation"),
    path("inovasi/<int:pk>/tarik/", innovation.withdraw, name="innovation_withdraw"),
    path("inovasi/<int:pk>/putusan/", innovation.decide, name="innovation_decide"),
    path("bukti/<uuid:pk>/", evidence.download, name="evidence"),
    path("bukti/<uuid:pk>/hapus/", evidence.remove, name="evidence_remove"),
    path("dokumen/<uuid:pk>/", document.document, name="document"),
    path("dokumen/<uuid:pk>/berkas/", document.download, name="document_file"),
    path("perjanjian/<int:year>/<region:code>/", agreement.agreement, name="agreement"),
    path("perjanjian/<int:year>/<region:code>/<slug:way>/", agreement.sign, name="agreement_step"),
    path("kejadian/", incident.register, name="incidents"),
    path("kejadian/baru/", incident.record, name="incident_new"),
    path("kejadian/<int:pk>/", incident.incident, name="incident"),
    path("pekerjaan/<uuid:pk>/", job.job, name="job"),
    path("pekerjaan/<uuid:pk>/batal/", archive.cancel, name="job_cancel"),
    path("pekerjaan/<uuid:pk>/lanjut/", archive.resume, name="job_resume"),
    path("pekerjaan/<uuid:pk>/berkas.zip", archive.job_archive, name="job_archive"),
    path("dokumen/terbitkan/<period:period>/", archive.issue_all, name="issue_all"),
    path("dokumen/unduh/<period:period>/", archive.period_archive, name="period_archive"),
    path("pemberitahuan/", notification.notifications, name="notifications"),
    path("pemberitahuan/dibaca/", notification.read_all, name="notifications_read"),
    path("pemberitahuan/surel/", notification.email, name="notifications_email"),
    path("pemberitahuan/<int:pk>/dibaca/", notification.read, name="notification_read"),
    path("delegasi/", delegation.delegations, name="delegations"),
    path("delegasi/<int:pk>/akhiri/", delegation.end, name="delegation_end"),
    path("publik/", public.latest, name="public_latest"),
    path("publik/<period:code>/", public.results, name="public"),
    path("publik/<period:period>/<region:code>/", public.unit, name="public_unit"),
    path("verifikasi/", verify.ask, name="verification"),
    path("verifikasi/skema/", schema.schemas, name="schemas"),
    path("verifikasi/skema/<slug:name>.json", schema.schema, name="schema"),
    path("verifikasi/<str:code>/", verify.by_code, name="verification_code"),
    path("jejak-audit/", audit.trail, name="audit"),
]
