"""Files of an appraisal: checked and hashed as evidence is, written with the act that they belong to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files import File
from django.utils.translation import gettext as _

from kinerja.exchange.upload import FileKind, UploadError, check_upload, clean_name
from kinerja.models import Appraisal, Attachment
from kinerja.services.appraisal_acting import Doing
from kinerja.services.errors import FigureErrors
from kinerja.services.evidence import sha256_of
from officials.models import User

#: Files that go with one act.
MOST_FILES = 5


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrives: its content, seekable; the sender's name for it; its size in bytes."""

    file: BinaryIO
    name: str
    size: int


def attach(doing: Doing, purpose: str, uploads: Iterable[Upload]) -> list[Attachment]:
    """Keep files with an act; where the act fails in the end, their bytes go again.

    Args:
        doing: the act under way.
        purpose: of ``Attachment.Purpose``.
        uploads: as ``keep_files``.

    Raises:
        FigureErrors: as ``keep_files``.
    """
    kept = keep_files(
        appraisal=doing.appraisal, purpose=purpose, uploads=uploads, actor=doing.actor, undo=doing.undo
    )
    if kept:
        doing.after |= files_data(kept)
    return kept


def keep_files(
    *,
    appraisal: Appraisal,
    purpose: str,
    uploads: Iterable[Upload],
    actor: User,
    undo: list[Callable[[], object]],
) -> list[Attachment]:
    """Keep files with an appraisal, inside the transaction of the act that they belong to.

    Args:
        appraisal: locked.
        purpose: of ``Attachment.Purpose``.
        uploads: at most ``MOST_FILES``, each at most ``EVIDENCE_MAX_BYTES``.
        actor: who sends them.
        undo: takes what deletes the bytes again, for whoever has to when the act fails in the end.

    Raises:
        FigureErrors: there are too many, or some are empty, too large, of a kind not taken, or not what their
            names say; every one is named, and nothing is stored.
    """
    rows = list(uploads)
    kinds = _checked(rows)
    return [
        _store(Attachment(appraisal=appraisal, purpose=purpose, uploaded_by=actor), upload, kind, undo)
        for upload, kind in zip(rows, kinds, strict=True)
    ]


def files_data(kept: Iterable[Attachment]) -> dict[str, Any]:
    """What the audit says of files."""
    return {"files": [{"name": row.name, "sha256": row.sha256} for row in kept]}


def _checked(uploads: list[Upload]) -> list[FileKind]:
    """The kinds of files that are all right; else every fault at once, each with its file's name."""
    kinds, faults = [], []
    if len(uploads) > MOST_FILES:
        faults.append(_("Paling banyak %d berkas sekali kirim.") % MOST_FILES)
    for upload in uploads:
        shown = clean_name(upload.name)
        try:
            kinds.append(check_upload(shown, upload.file, upload.size, settings.EVIDENCE_MAX_BYTES))
        except UploadError as error:
            faults.append(f"{shown}: {error}")
    if faults:
        raise FigureErrors({"": {"files": " ".join(faults)}})
    return kinds


def _store(made: Attachment, upload: Upload, kind: FileKind, undo: list[Callable[[], object]]) -> Attachment:
    made.revision = made.appraisal.revision
    made.name, made.content_type = clean_name(upload.name), kind.content_type
    made.size, made.sha256 = upload.size, sha256_of(upload.file)
    upload.file.seek(0)
    made.file.save(made.name, File(upload.file), save=False)
    undo.append(partial(made.file.storage.delete, str(made.file.name)))
    made.save(force_insert=True)
    return made
