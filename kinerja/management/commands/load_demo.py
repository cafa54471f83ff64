"""``manage.py load_demo``: example offices, people, accounts, semesters and appraisals; may be repeated."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from kinerja.demo.load import APPRAISED, PERIODS, load_demo
from kinerja.management.base import ReportingCommand


class Command(ReportingCommand):
    """Load the demonstration; what somebody changed since then stays."""

    help = "Muat data contoh: kantor, orang, akun, periode 2018-1, 2025-1, 2025-2. Boleh diulang."

    def perform(self, *args: Any, **options: Any) -> dict[str, Any]:
        return dict(load_demo())

    def lines(self, outcome: dict[str, Any]) -> Iterator[str]:
        if not any(outcome.values()):
            yield _("Data contoh sudah ada; tidak ada yang diubah.")
            return
        people = outcome["people"]
        if people:
            words = people | {"accounts": len(people["accounts"])}
            yield (
                _("Contoh: %(offices)d kantor, %(posts)d jabatan dengan pejabatnya, %(accounts)d akun.")
                % words
            )
        for role in people["left_out"] if people else ():
            yield (
                _("Akun %s tidak dibuat: nama atau jabatannya sudah dipakai, atau wilayahnya tidak ada.")
                % role
            )
        for code in PERIODS:
            if outcome[code]:
                words = outcome[code] | {"code": code}
                yield _("Periode %(code)s: %(evaluations)d unit kerja, %(realizations)d angka.") % words
        for code in APPRAISED:
            made = outcome[f"appraisals-{code}"]
            if made and made["appraisals"]:
                words = made | {"code": code}
                yield (
                    _("Penilaian pejabat %(code)s: %(appraisals)d dibuka, %(worked_on)d sudah dikerjakan.")
                    % words
                )
        acts = (outcome["appraisal-story"] or {}).get("acts")
        if acts:
            yield _("Tindakan akun contoh atas penilaian pejabat 2025-2: %d.") % acts
        issued = (outcome["documents"] or {}).get("documents")
        if issued:
            yield _("Dokumen hasil unit kerja bertanda tangan: %d.") % issued
