"""``manage.py verify_document FILE.pdf``: signature, certificate, recomputed score, standing."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kinerja.documents.appraisal_snapshot import AppraisalSnapshot
from kinerja.documents.summary import elements
from kinerja.documents.verify import MAX_BYTES, Verification, too_large, verify
from kinerja.management.base import RefusedError, ReportingCommand, WrongUsageError
from kinerja.selectors.document import Standing, standing


class Command(ReportingCommand):
    """Exit code 0: the file proves itself and nothing is known against it; 1: not; 2: no such file."""

    help = "Memeriksa keaslian dokumen hasil penilaian."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE.pdf", help=_("Berkas PDF yang diperiksa."))

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the report, whole even where a check failed, and end with the matching exit code."""
        self.refusals: list[str] = []
        super().handle(*args, **options)
        if self.refusals and self._called_from_command_line:
            raise SystemExit(1)
        if self.refusals:
            raise RefusedError(self.refusals)

    def perform(self, *, file: str, **options: Any) -> dict[str, Any]:
        """Verify the file by itself, then ask the register."""
        pdf = read(Path(file))
        found = verify(pdf)
        known = standing(pdf, found.snapshot.code) if found.valid and found.snapshot else None
        self.refusals = [check.text for check in found.checks if not check.passed]
        if known is not None and known.passed is False:
            self.refusals.append(known.text)
        return report(found, known, file, valid=not self.refusals)

    def lines(self, outcome: dict[str, Any]) -> Iterable[str]:
        """One line a check, then what the document is."""
        marks = {True: _("ya"), False: _("TIDAK"), None: "–"}
        for check in outcome["checks"]:
            yield f"[{marks[check['passed']]}] {check['text']}"
        if outcome["signer"]:
            yield _("Penanda tangan: %(signer)s, %(at)s") % {
                "signer": outcome["signer"],
                "at": _moment(outcome),
            }
        if outcome["document"]:
            yield from _lines(outcome["document"])
        yield _("SAH.") if outcome["valid"] else _("TIDAK SAH.")


def read(path: Path) -> bytes:
    """The file, unless it is too large to be a document of ours.

    Raises:
        WrongUsageError: no such file, or it cannot be read.
        RefusedError: too large; names its size.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise RefusedError([too_large(size)])
        return path.read_bytes()
    except OSError as error:
        raise WrongUsageError(_("Berkas “%s” tidak dapat dibaca.") % path) from error


def report(found: Verification, known: Standing | None, file: str, *, valid: bool) -> dict[str, Any]:
    """The outcome in plain data; ``register`` is the last of the checks."""
    checks = [{"name": row.name, "passed": row.passed, "text": row.text} for row in found.checks]
    if known is not None:
        checks.append({"name": "register", "passed": known.passed, "text": known.text})
    return {
        "file": file,
        "valid": valid,
        "checks": checks,
        "signer": found.subject,
        "root": found.root,
        "signed_at": found.signed_at,
        "development": found.development,
        "status": known.name if known else None,
        "document": _document(found),
    }


def _document(found: Verification) -> dict[str, Any] | None:
    snapshot = found.snapshot
    if snapshot is None:
        return None
    return {
        "code": snapshot.code,
        "region_code": snapshot.office.region_code,
        "region": snapshot.office.region,
        "period": snapshot.period.code,
        "revision": snapshot.revision,
        "signer": snapshot.signer.name,
        **(_personal(snapshot) if isinstance(snapshot, AppraisalSnapshot) else _graded(snapshot.result)),
    }


def _graded(score: dict[str, Any]) -> dict[str, Any]:
    return {name: score[name] for name in ("completion", "nilai", "kategori")}


def _personal(snapshot: AppraisalSnapshot) -> dict[str, Any]:
    """What an official's document adds: who in which post, and element 2 beside element 1."""
    result = snapshot.result
    two = result["element_two"]
    return {
        "name": snapshot.assessed.name,
        "post": snapshot.assessed.post,
        "signer_post": snapshot.signer.post,
        "delegation": snapshot.signer.basis,
        **_graded(result["element_one"]["carried"]),
        "element_two": two and {"value": two["value"], "predikat": two["predikat"]},
        "joined": result["composition"]["joined"],
        "elements": [f"{name}: {value}." for name, value in elements(snapshot) if value],
    }


def _lines(document: dict[str, Any]) -> Iterable[str]:
    """What the document is; of an official's also who, and both elements."""
    if "name" not in document:
        yield _("Dokumen %(code)s: %(region)s, %(period)s.") % document
        return
    yield _("Dokumen %(code)s: %(name)s, %(post)s, %(region)s, %(period)s.") % document
    yield from document["elements"]


def _moment(outcome: dict[str, Any]) -> str:
    at = outcome["signed_at"]
    return date_format(timezone.localtime(at), "j F Y H.i") if at else "–"
