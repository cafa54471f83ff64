"""What the commands that take a workbook over have in common: plan, refusal with every fault, or applied."""

import os
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from kinerja.exchange.fault import Fault
from kinerja.management.base import RefusedError, ReportingCommand, WrongUsageError
from kinerja.management.files import account, opened, why, write
from kinerja.management.naming import named_period
from kinerja.models import Period
from kinerja.services.books import BOOKS
from kinerja.services.import_plan import Plan
from kinerja.services.imports import ImportRefused, apply_import, faults_of, keep_import, plan_file


class ImportCommand(ReportingCommand):
    """Check every row and print the plan; with ``--apply`` write all of it, or nothing."""

    def take_over(
        self, kind: str, file: str, period: str, *, apply: bool, errors: str, user: str
    ) -> dict[str, Any]:
        """Plan or import; a fault of any row is a refusal, and nothing is written."""
        found, actor = period_of(kind, period), account(user, BOOKS[kind].role)
        try:
            with opened(file) as content:
                said: dict[str, Any] = {"file": content, "name": Path(file).name}
                said["size"] = os.fstat(content.fileno()).st_size
                whose: dict[str, Any] = {"kind": kind, "period": found, "actor": actor}
                plan = plan_file(**whose, **said)
                if errors and plan.faults:
                    write(errors, faults_of(plan=plan, **said))
                _refuse(plan.errors)
                if apply and plan.rows:
                    plan = apply_import(run=keep_import(**whose, **said), actor=actor)
        except ImportRefused as refusal:
            _refuse(refusal.faults)
        except OSError as error:
            words = {"path": error.filename or settings.MEDIA_ROOT, "why": why(error)}
            raise RefusedError([_("Impor terhenti pada “%(path)s”: %(why)s") % words]) from error
        return {
            "applied": apply and bool(plan.rows),
            "units": len(plan.rows),
            "figures": plan.figures,
            "same": plan.same,
            "rows": self.rows(plan),
            "remarks": [str(fault) for fault in plan.remarks],
        }

    @abstractmethod
    def rows(self, plan: Plan) -> list[dict[str, Any]]:
        """The rows of a plan in plain data."""

    @abstractmethod
    def told(self, row: dict[str, Any]) -> str:
        """One of them as a line."""

    def lines(self, outcome: dict[str, Any]) -> Iterator[str]:
        """What changes row by row, what is odd, and whether it was done."""
        yield _("%(units)d baris mengubah %(figures)d isian, %(same)d baris sama.") % outcome
        yield from map(self.told, outcome["rows"])
        yield from outcome["remarks"]
        if not outcome["rows"]:
            yield _("Tidak ada yang berubah, jadi tidak ada yang disimpan.")
        else:
            yield _("Tersimpan.") if outcome["applied"] else _("Rencana saja; simpan dengan --apply.")


def period_of(kind: str, code: str) -> Period | None:
    """The period that a workbook of a kind is for.

    Raises:
        WrongUsageError: it is for one, and none is named.
    """
    if not BOOKS[kind].has_period:
        return None
    if not code:
        raise WrongUsageError(_("Sebutkan periodenya: --period 2025-1."))
    return named_period(code)


def _refuse(faults: Sequence[Fault]) -> None:
    if faults:
        raise RefusedError(faults)
