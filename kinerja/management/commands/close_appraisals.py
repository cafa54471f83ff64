"""``manage.py close_appraisals 2025-1``: close received appraisals whose days to object are over (R10)."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from kinerja.management.base import RefusedError, ReportingCommand
from kinerja.management.naming import named_period
from kinerja.services.appraisal_closing import close_appraisals
from officials.access import holds
from officials.models import User


class Command(ReportingCommand):
    """Close what nobody objected to; safe to repeat, for instance every night."""

    help = "Tutup penilaian pejabat yang masa keberatannya sudah lewat. Boleh diulang."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", metavar="PERIODE", help=_("Kode periode, misalnya 2025-1."))
        parser.add_argument("--user", default="", metavar="AKUN", help=_("Akun admin pusat yang menutup."))

    def perform(self, *args: Any, code: str, user: str, **options: Any) -> dict[str, Any]:
        return asdict(close_appraisals(period=named_period(code), actor=_keeper(user)))

    def lines(self, outcome: dict[str, Any]) -> Iterator[str]:
        words = {"closed": outcome["closed"], "waiting": outcome["waiting"]}
        yield _("%(closed)d penilaian ditutup; %(waiting)d masih dalam masa keberatan.") % words
        for name, reason in outcome["refused"]:
            yield f"- {name}: {reason}"


def _keeper(username: str) -> User:
    """The account in whose name appraisals are closed: the one named, else the first national admin_pusat.

    Raises:
        RefusedError: there is none.
    """
    accounts = User.objects.filter(is_active=True).order_by("pk")
    named = accounts.filter(username=username) if username else accounts.filter(roles__role="admin_pusat")
    found = next((account for account in named.distinct() if holds(account, "admin_pusat")), None)
    if found is None:
        raise RefusedError([_("Akun admin pusat %s tidak ada.") % username])
    return found
