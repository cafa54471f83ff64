"""A further signature in the file of a document: made outside any lock, then file and rows at once."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.documents.parts import Part
from kinerja.documents.produce import Produced
from kinerja.documents.snapshot import SignerText
from kinerja.models import DocumentSignature, SignedDocument
from kinerja.selectors.document import DamagedFileError, content
from kinerja.services.errors import Refused
from kinerja.services.signing import Session, add
from officials import audit
from officials.models import User

ADDED = audit.register("document.countersign", gettext_lazy("Tanda tangan ditambahkan pada dokumen"))


@dataclass(frozen=True)
class Addition:
    """A file with one signature more than the stored one, not stored yet."""

    document: SignedDocument
    person: SignerText
    made: Produced


def further_signature(document: SignedDocument, part: Part, person: SignerText, session: Session) -> Addition:
    """Sign the stored file of a document once more; no lock is held, ``store_addition`` looks again.

    Args:
        document: as it is stored now.
        part: in which part the person signs.
        person: who signs, as the register knows them.
        session: with their certificate.

    Raises:
        Refused: the stored file is damaged, nothing was signed, or what was signed does not verify.
    """
    try:
        signed = content(document)
    except DamagedFileError as error:
        raise Refused([str(error)]) from error
    return Addition(document, person, add(signed, part, person, session))


@contextmanager
def file_added(addition: Addition) -> Iterator[None]:
    """Keep the longer file beside the stored one, and take it away again where its rows are not stored.

    The transaction that ``store_addition`` needs is opened inside of this block. The older file goes once
    everything is committed.
    """
    document = addition.document
    older = document.file.name
    document.file.save("hasil.pdf", ContentFile(addition.made.pdf), save=False)
    try:
        yield
    except BaseException:
        document.file.delete(save=False)
        document.file.name = older
        raise


def store_addition(*, addition: Addition, actor: User) -> DocumentSignature:
    """Store a further signature inside the transaction of its act and inside of ``file_added``.

    Raises:
        Refused: the file got another signature meanwhile, or the document is withdrawn.
    """
    document, made = addition.document, addition.made
    rows = SignedDocument.objects.select_for_update(of=("self",)).filter(pk=document.pk)
    stored = rows.exclude(status=SignedDocument.Status.WITHDRAWN).values("sha256", "file").first()
    if stored is None or stored["sha256"] != document.sha256:
        raise Refused([_("Dokumen ini berubah selagi ditandatangani; ulangi sekali lagi.")])
    facts = file_facts(made)
    SignedDocument.objects.filter(pk=document.pk).update(file=document.file.name, **_sized(facts))
    place = document.signatures.count() + 1
    row = signature_row(document, made, addition.person, actor, place)
    row.save(force_insert=True)
    before, after = {"sha256": document.sha256}, {"part": row.part, "place": place, "sha256": row.sha256}
    for name, value in _sized(facts).items():
        setattr(document, name, value)
    # Robust: what fails here must not make ``file_added`` take away the file that the rows name by now.
    transaction.on_commit(lambda: document.file.storage.delete(stored["file"]), robust=True)
    audit.record(ADDED, actor=actor, obj=document, before=before, after=after | {"signer": row.signer_name})
    return row


def file_facts(made: Produced) -> dict[str, Any]:
    """What the row of a document says of its file."""
    found = made.signature
    return {
        "size": len(made.pdf),
        "sha256": hashlib.sha256(made.pdf).hexdigest(),
        "certificate": found.certificate[:300],
    }


def signature_row(
    document: SignedDocument, made: Produced, person: SignerText, actor: User, place: int
) -> DocumentSignature:
    """The row of the last signature of a file, not stored yet."""
    found = made.signature
    return DocumentSignature(
        document=document,
        place=place,
        part=found.field[:40],
        signer_name=person.name,
        post=person.post[:300],
        serial=found.serial,
        expires_at=found.not_after,
        level=found.level,
        signed_at=found.signed_at,
        timestamped_at=found.timestamped_at,
        signed_by=actor,
        **file_facts(made),
    )


def _sized(facts: dict[str, Any]) -> dict[str, Any]:
    """What changes with a further signature: the certificate of the first one stays."""
    return {name: facts[name] for name in ("size", "sha256")}
