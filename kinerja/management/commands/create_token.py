"""``manage.py create_token NAME --scope scores:read [--region 92] [--days 30]``: a token, printed once."""

from collections.abc import Iterable
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kinerja.management.base import RefusedError, ReportingCommand
from officials.tokens import SCOPES, TokenRefused, create_token, refuse_bad_terms
from regions.models import Region
from regions.selectors import RegionError, region_by_code


class Command(ReportingCommand):
    """Makes a service account with a token; the token itself is shown here and nowhere else."""

    help = _("Membuat token API dan mencetaknya satu kali.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NAMA", help=_("Aplikasi atau instansi pemakai token."))
        parser.add_argument(
            "--scope", action="append", default=[], help=_("Lingkup: %s.") % ", ".join(SCOPES)
        )
        parser.add_argument("--region", help=_("Kode wilayah; kosong: seluruh Indonesia."))
        parser.add_argument("--days", type=int, default=30, help=_("Masa berlaku dalam hari."))

    def perform(self, *args: Any, **options: Any) -> dict[str, Any]:
        """Make the token, or refuse with every reason."""
        terms = {"name": options["name"], "scopes": options["scope"], "days": options["days"]}
        region, reasons = _region(options["region"])
        try:
            refuse_bad_terms(**terms)
        except TokenRefused as refused:
            reasons = [*refused.reasons, *reasons]
        if reasons:
            raise RefusedError(reasons)
        made = create_token(**terms, region=region, actor=None)
        return {
            "token": made.text,
            "name": made.token.name,
            "account": made.token.user.username,
            "scopes": made.token.scopes.split(),
            "region": options["region"],
            "expiry": made.token.expiry,
        }

    def lines(self, outcome: dict[str, Any]) -> Iterable[str]:
        """The token on a line of its own, then what it is good for."""
        until = date_format(timezone.localtime(outcome["expiry"]), "j F Y H.i")
        yield outcome["token"]
        yield _("Simpan token ini sekarang: tidak dapat ditampilkan lagi.")
        yield _("Lingkup %(scopes)s; wilayah %(region)s; berlaku sampai %(until)s WIB.") % {
            "scopes": ", ".join(outcome["scopes"]),
            "region": outcome["region"] or _("seluruh Indonesia"),
            "until": until,
        }


def _region(code: str | None) -> tuple[Region | None, list[str]]:
    """The region that bears a code today, and why there is none."""
    if not code:
        return None, []
    try:
        return region_by_code(code, timezone.localdate()), []
    except RegionError as error:
        return None, [str(error)]
