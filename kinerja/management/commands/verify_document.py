"""``manage.py verify_document FILE.pdf``: signature, certificate, recomputed score, standing."""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kinerja.documents.appraisal_snapshot import AppraisalSnapshot
from kinerja.documents.parts import part_text
from kinerja.documents.recapitulation_snapshot import RecapitulationSnapshot
from kinerja.documents.snapshot import Frozen, Judged
from kinerja.documents.summary import elements, period_text
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
        if outcome["signer"] and not outcome["signatures"]:
            yield _("Penanda tangan: %s") % outcome["signer"]
        for row in outcome["signatures"]:
            words = {"signer": row["subject"], "part": row["part"], "at": _moment(row), "level": row["level"]}
            yield _("Penanda tangan: %(signer)s, %(part)s, %(at)s, PAdES %(level)s") % words
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
        "signatures": _signatures(found),
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
        "format": snapshot.form[0],
        "period": snapshot.period.code if isinstance(snapshot, Judged) else None,
        "about": period_text(snapshot),
        "revision": snapshot.revision,
        "signer": snapshot.signer.name,
        **_result(snapshot),
    }


def _result(snapshot: Frozen) -> dict[str, Any]:
    """What a document of its kind results in; nothing for an agreement."""
    match snapshot:
        case AppraisalSnapshot():
            return _personal(snapshot)
        case RecapitulationSnapshot():
            counts = {name: snapshot.result[name] for name in ("counts", "final")}
            return _graded(snapshot.result["province"]) | counts
        case Judged():
            return _graded(snapshot.result)
    return {}


def _signatures(found: Verification) -> list[dict[str, Any]]:
    return [asdict(row) | {"part": part_text(row.field), "level": row.level} for row in found.signatures]


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
        yield _("Dokumen %(code)s: %(region)s, %(about)s.") % document
        return
    yield _("Dokumen %(code)s: %(name)s, %(post)s, %(region)s, %(about)s.") % document
    yield from document["elements"]


def _moment(signature: dict[str, Any]) -> str:
    return date_format(timezone.localtime(signature["signed_at"]), "j F Y H.i")
