"""``manage.py send_digest``: one e-mail an account with everything it was not mailed yet."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kinerja.management.base import RefusedError, ReportingCommand
from kinerja.services.digest import send_digest


class Command(ReportingCommand):
    """Mail the digests; what fails waits for the next run and ends this one with exit code 1."""

    help = "Kirim satu surel per akun berisi semua pemberitahuan yang belum dikirim. Boleh diulang."

    def perform(self, *args: Any, **options: Any) -> dict[str, int]:
        """Send; every mail that can go has gone before a failure is told."""
        report = send_digest(now=timezone.now())
        if report.failed:
            raise RefusedError(
                _("Surel kepada %(account)s gagal: %(reason)s") % {"account": account, "reason": reason}
                for account, reason in report.failed
            )
        return {"mailed": report.mailed, "messages": report.messages, "skipped": report.skipped}

    def lines(self, outcome: dict[str, int]) -> Iterator[str]:
        """What went out, and what nobody wants mailed."""
        yield _("%(mailed)d surel terkirim, memuat %(messages)d pemberitahuan.") % outcome
        if outcome["skipped"]:
            yield (
                _("%(skipped)d pemberitahuan tidak dikirim (surel dimatikan, atau akun tanpa surel).")
                % outcome
            )
