"""``manage.py open_period 2025-1``: create and open a semester, or add to an open one what is missing.

The appraisals of officials come with it once the cut-off has passed.
"""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from kinerja.management.base import ReportingCommand, WrongUsageError
from kinerja.rules.warnings import date_text
from kinerja.services.appraisal_opening import open_appraisals
from kinerja.services.errors import Refused
from kinerja.services.period import OpenedPeriod, open_period, parse_code

SHOWN = 10


class Command(ReportingCommand):
    """Open a period; repeat it whenever offices, posts or tenures were added."""

    help = "Buka periode penilaian; kebijakan dan set indikatornya dibekukan. Boleh diulang."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", metavar="PERIODE", help=_("Kode periode, misalnya 2025-1."))
        parser.add_argument(
            "--policy", type=int, metavar="N", help=_("Versi kebijakan penilaian (bawaan: tertinggi).")
        )
        parser.add_argument(
            "--indicator-set",
            metavar="KODE",
            help=_("Set indikator (bawaan: yang terakhir ditetapkan sampai tanggal posisi)."),
        )
        parser.add_argument(
            "--entry-opens",
            type=date.fromisoformat,
            metavar="TTTT-BB-HH",
            help=_("Pengisian mulai (bawaan: sehari setelah tanggal posisi)."),
        )
        parser.add_argument(
            "--entry-closes",
            type=date.fromisoformat,
            metavar="TTTT-BB-HH",
            help=_("Pengisian berakhir (bawaan: sampai periode ditutup)."),
        )

    def perform(self, *args: Any, code: str, **options: Any) -> dict[str, Any]:
        try:
            parse_code(code)
        except Refused as wrong:
            raise WrongUsageError(wrong) from wrong
        opened = open_period(
            code=code,
            policy_version=options["policy"],
            indicator_set=options["indicator_set"],
            actor=None,
            entry_opens=options["entry_opens"],
            entry_closes=options["entry_closes"],
        )
        return _outcome(opened) | {"appraisals": _appraisals(opened)}

    def lines(self, outcome: dict[str, Any]) -> Iterator[str]:
        yield (
            _("Periode %(period)s dibuka.") if outcome["created"] else _("Periode %(period)s sudah terbuka.")
        ) % outcome
        yield _("Tanggal posisi %(cutoff)s, pengisian mulai %(opens)s, sampai %(closes)s.") % {
            "cutoff": date_text(outcome["cutoff"]),
            "opens": date_text(outcome["entry_opens"]),
            "closes": date_text(outcome["entry_closes"]) if outcome["entry_closes"] else _("ditutup"),
        }
        yield _("Kebijakan versi %(policy)s, set indikator %(indicator_set)s (dibekukan).") % outcome
        yield _("Penilaian: %(added)d ditambah, %(kept)d sudah ada.") % outcome
        yield from _told(outcome)
        yield from _without_office(outcome["without_office"])


def _appraisals(opened: OpenedPeriod) -> dict[str, Any] | None:
    """The appraisals of officials, opened or added to; None before the cut-off has passed (R9)."""
    if timezone.localdate() <= opened.period.cutoff:
        return None
    return asdict(open_appraisals(period=opened.period, actor=None))


def _told(outcome: dict[str, Any]) -> Iterator[str]:
    """What became of the appraisals of officials."""
    report = outcome["appraisals"]
    if report is None:
        text = _("Penilaian pejabat dibuka sesudah %s: jalankan perintah ini sekali lagi saat itu.")
        yield text % date_text(outcome["cutoff"])
        return
    yield (
        _(
            "Penilaian pejabat: %(added)d ditambah, %(renewed)d diperbarui, %(kept)d sudah ada; "
            "%(unassessed)d jabatan tanpa nilai pribadi (kosong, Plt, Plh)."
        )
        % report
    )
    for name in report["differing"][:SHOWN]:
        yield _("Perhatian: %s sudah dikerjakan dan tetap, walau catatan jabatannya kini berbeda.") % name
    more = len(report["differing"]) - SHOWN
    if more > 0:
        yield _("Perhatian: %d penilaian lain juga berbeda dari catatan jabatan kini.") % more


def _outcome(opened: OpenedPeriod) -> dict[str, Any]:
    period = opened.period
    return {
        "period": period.code,
        "created": opened.created,
        "cutoff": period.cutoff,
        "entry_opens": period.entry_opens,
        "entry_closes": period.entry_closes,
        "reports_due": period.reports_due,
        "policy": str(period.policy.version),
        "indicator_set": period.indicator_set.code,
        "added": opened.added,
        "kept": opened.kept,
        "without_office": [region._asdict() for region in opened.without_office],
    }


def _without_office(regions: list[dict[str, str]]) -> Iterator[str]:
    if not regions:
        return
    names = ", ".join(f"{region['name']} ({region['code']})" for region in regions[:SHOWN])
    more = len(regions) - SHOWN
    yield _(
        "Perhatian: %(count)d wilayah belum mempunyai unit kerja dan belum dinilai: %(names)s%(more)s. "
        "Catat unit kerjanya, lalu jalankan perintah ini lagi."
    ) % {
        "count": len(regions),
        "names": names,
        "more": _(", dan %d lagi") % more if more > 0 else "",
    }
