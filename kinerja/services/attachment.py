"""Files of an appraisal: checked and hashed as evidence is, written with the act that they belong to."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from django.conf import settings
from django.core.files import File

from kinerja.exchange.upload import UploadError, check_upload, clean_name
from kinerja.models import Attachment
from kinerja.services.appraisal_acting import Doing
from kinerja.services.errors import FigureErrors
from kinerja.services.evidence import sha256_of


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
        uploads: each at most ``EVIDENCE_MAX_BYTES``.

    Raises:
        FigureErrors: a file is empty, too large, of a kind not taken, or not what its name says.
    """
    kept = [_attach(doing, purpose, upload) for upload in uploads]
    if kept:
        doing.after |= {"files": [{"name": row.name, "sha256": row.sha256} for row in kept]}
    return kept


def _attach(doing: Doing, purpose: str, upload: Upload) -> Attachment:
    shown = clean_name(upload.name)
    try:
        kind = check_upload(shown, upload.file, upload.size, settings.EVIDENCE_MAX_BYTES)
    except UploadError as error:
        raise FigureErrors({"": {"files": f"{shown}: {error}"}}) from error
    made = Attachment(
        appraisal=doing.appraisal,
        revision=doing.appraisal.revision,
        purpose=purpose,
        name=shown,
        content_type=kind.content_type,
        size=upload.size,
        sha256=sha256_of(upload.file),
        uploaded_by=doing.actor,
    )
    upload.file.seek(0)
    made.file.save(made.name, File(upload.file), save=False)
    doing.undo.append(partial(made.file.storage.delete, str(made.file.name)))
    made.save(force_insert=True)
    return made
