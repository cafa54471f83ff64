"""Files that back a figure: checked, hashed, stored by id; never served as a page of ours."""

import hashlib
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.exchange.upload import UploadError, check_upload, clean_name
from kinerja.models import Evidence, Indicator, SemesterEvaluation
from kinerja.selectors.entry import entry_indicators
from kinerja.services.errors import FigureErrors, Refused
from kinerja.services.evaluation import check_entry
from kinerja.services.locking import lock
from officials import audit
from officials.models import User

ATTACHED = audit.register("evidence.attach", gettext_lazy("Bukti dilampirkan"))
REMOVED = audit.register("evidence.remove", gettext_lazy("Bukti dihapus"))
CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of evidence; ``known`` when the very same file was there already, so that nothing was stored."""

    evidence: Evidence
    known: bool


def attach_evidence(
    *,
    evaluation: SemesterEvaluation,
    actor: User,
    file: BinaryIO,
    name: str,
    size: int,
    indicator: Indicator | None = None,
) -> Attached:
    """Keep a file with an evaluation.

    Args:
        evaluation: of the unit, editable, within the entry window.
        actor: an operator of the unit or of the Ditjen.
        file: its content, seekable.
        name: as the sender named it; shown to people, never used as a path.
        size: in bytes, at most ``EVIDENCE_MAX_BYTES``.
        indicator: what it backs; None for the evaluation as a whole.

    Raises:
        NotPermitted, Refused: as ``evaluation.save_figures``.
        FigureErrors: the file is empty, too large, of a kind not taken, broken or not what its name says; or
            the indicator is not the unit's.

    Source: II.C.1; issue 1, Bad input.
    """
    shown = clean_name(name)
    try:
        kind = check_upload(shown, file, size, settings.EVIDENCE_MAX_BYTES)
    except UploadError as error:
        raise FigureErrors({"": {"file": str(error)}}) from error
    digest = sha256_of(file)
    with transaction.atomic():
        locked = lock(evaluation)
        check_entry(locked, actor)
        if indicator is not None and indicator not in entry_indicators(locked):
            raise FigureErrors({"": {"indicator": _("%s bukan indikator unit kerja ini.") % indicator.code}})
        known = Evidence.objects.filter(evaluation=locked, indicator=indicator, sha256=digest).first()
        if known is not None:
            return Attached(known, known=True)
        said: dict[str, Any] = {"name": shown, "size": size, "sha256": digest}
        made = Evidence(
            evaluation=locked, indicator=indicator, content_type=kind.content_type, uploaded_by=actor, **said
        )
        _store(made, file, actor)
    return Attached(made, known=False)


def remove_evidence(*, evidence: Evidence, actor: User) -> None:
    """Take a file back while the evaluation is editable; its bytes go once that is certain.

    Raises:
        NotPermitted, Refused: as ``evaluation.save_figures``; or it is gone already.
    """
    with transaction.atomic():
        locked = lock(evidence.evaluation)
        check_entry(locked, actor)
        row = Evidence.objects.select_for_update(of=("self",)).filter(pk=evidence.pk).first()
        if row is None:
            raise Refused([_("Bukti ini sudah dihapus.")])
        audit.record(REMOVED, actor=actor, obj=row, before=_facts(row))
        storage, path = row.file.storage, str(row.file.name)
        row.delete()
        transaction.on_commit(lambda: storage.delete(path))


def _store(made: Evidence, file: BinaryIO, actor: User) -> None:
    """Write the bytes and the row; where the row fails, the bytes go again."""
    file.seek(0)
    made.file.save(made.name, File(file), save=False)
    try:
        made.save(force_insert=True)
        audit.record(ATTACHED, actor=actor, obj=made, after=_facts(made))
    except BaseException:
        made.file.storage.delete(str(made.file.name))
        raise


def sha256_of(file: BinaryIO) -> str:
    """The SHA-256 of a file's content, in hexadecimal."""
    file.seek(0)
    found = hashlib.sha256()
    while chunk := file.read(CHUNK):
        found.update(chunk)
    return found.hexdigest()


def _facts(row: Evidence) -> dict[str, Any]:
    code = row.indicator.code if row.indicator else None
    names = ("name", "content_type", "size", "sha256")
    return {name: getattr(row, name) for name in names} | {
        "indicator": code,
        "evaluation": str(row.evaluation),
    }
