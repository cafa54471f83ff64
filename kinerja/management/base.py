"""What every management command shares: ``--json`` and the exit codes 0 done, 1 refused, 2 wrong usage.

A command of ours derives from ``ReportingCommand``, does its work in ``perform`` and tells it in ``lines``.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from kinerja.services.errors import Refused


class RefusedError(CommandError):
    """The command was understood and refused; nothing was written. Exit code 1.

    Args:
        reasons: every reason, in Indonesian, one sentence each.
    """

    def __init__(self, reasons: Iterable[object]) -> None:
        self.reasons = [str(reason) for reason in reasons]
        super().__init__("\n".join(self.reasons), returncode=1)


class WrongUsageError(CommandError):
    """The command line itself is wrong (a malformed code, a missing file). Exit code 2."""

    def __init__(self, message: object) -> None:
        super().__init__(str(message), returncode=2)


class ReportingCommand(BaseCommand, ABC):
    """A command that returns one outcome and prints it for a person or, with ``--json``, for a machine."""

    _called_from_command_line: bool  # Django sets it in run_from_argv

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """The parser of the command with ``--json`` added, whatever ``add_arguments`` does."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.add_argument("--json", action="store_true", help=_("Cetak hasil sebagai JSON."))
        return parser

    @abstractmethod
    def perform(self, *args: Any, **options: Any) -> Any:
        """Do the work and return its outcome as plain data (dict, list, text, Decimal, date).

        Raises:
            RefusedError: with every reason; nothing may have been written.
            WrongUsageError: when an argument cannot be understood.
        """

    @abstractmethod
    def lines(self, outcome: Any) -> Iterable[str]:
        """The outcome of ``perform`` as lines for a person, in Indonesian."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Perform, print, and turn a refusal into its list of reasons and exit code 1."""
        as_json = options.pop("json")
        try:
            outcome = self._performed(options)
        except RefusedError as refusal:
            self._tell_refusal(refusal, as_json)
            if self._called_from_command_line:
                raise SystemExit(refusal.returncode) from refusal
            raise
        if as_json:
            self._write_json(outcome)
            return
        for line in self.lines(outcome):
            self.stdout.write(line)

    def _performed(self, options: dict[str, Any]) -> Any:
        """The outcome of ``perform``; what a service refuses, the command refuses."""
        try:
            return self.perform(**options)
        except Refused as refusal:
            raise RefusedError(refusal.reasons) from refusal

    def _tell_refusal(self, refusal: RefusedError, as_json: bool) -> None:
        if as_json:
            self._write_json({"status": "refused", "reasons": refusal.reasons})
            return
        self.stderr.write(_("Ditolak:"))
        for reason in refusal.reasons:
            self.stderr.write(f"- {reason}")

    def _write_json(self, data: Any) -> None:
        self.stdout.write(json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
