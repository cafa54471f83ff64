"""Evidence: checked, hashed, stored by its id, recognised when it comes again, gone with its row."""

import hashlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from kinerja.models import Evidence
from kinerja.services.errors import FigureErrors, NotPermitted
from kinerja.services.evidence import Attached, attach_evidence, remove_evidence
from officials import audit
from officials.models import AuditEntry, User
from tests.builders import make_evaluation, make_unit
from tests.kinerja.cast import Cast, refusal
from tests.kinerja.exchange.test_upload import image, pdf

LIES = "Berkas bukan seperti namanya: bernama .pdf, isinya lain."


@pytest.fixture(autouse=True)
def folder(media_root: Path) -> Path:
    """Where the bytes go."""
    return media_root / "evidence"


def attach(
    cast: Cast, content: bytes | None = None, actor: User | None = None, code: str = "", **fields: Any
) -> Attached:
    data = pdf() if content is None else content
    indicator = cast.period.indicator_set.indicators.get(code=code) if code else None
    said: dict[str, Any] = {"name": "surat.pdf", "size": len(data), "indicator": indicator}
    said |= {"evaluation": cast.kabupaten, "actor": actor or cast.operator, "file": BytesIO(data)}
    return attach_evidence(**(said | fields))


def stored(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def test_a_file_is_kept_by_its_id_with_its_hash(cast: Cast, folder: Path) -> None:
    made = attach(cast, name="../../SK Kadis.pdf", code="K1.2").evidence
    digest = hashlib.sha256(pdf()).hexdigest()
    assert stored(folder) == {str(made.pk): pdf()}
    assert (made.name, made.content_type, made.size, made.sha256, made.uploaded_by) == (
        "SK Kadis.pdf",
        "application/pdf",
        len(pdf()),
        digest,
        cast.operator,
    )
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.after) == (
        "evidence.attach",
        {
            "name": "SK Kadis.pdf",
            "content_type": "application/pdf",
            "size": len(pdf()),
            "sha256": digest,
            "indicator": "K1.2",
            "evaluation": "92.03 Fakfak",
        },
    )


def test_the_same_file_again_is_recognised(cast: Cast, folder: Path) -> None:
    first = attach(cast, code="K1.2")
    again = attach(cast, code="K1.2", name="nama lain.pdf")
    elsewhere = attach(cast, code="K1.4")
    assert (first.known, again, elsewhere.known) == (False, Attached(first.evidence, known=True), False)
    assert (Evidence.objects.count(), len(stored(folder))) == (2, 2)


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (image("PNG"), "surat.pdf", LIES),
        (b"", "surat.pdf", "Berkas ini kosong."),
        (
            pdf(),
            "surat.exe",
            "Berkas berakhiran “.exe” tidak diterima; kirim PDF, PNG, JPEG, XLSX, atau DOCX.",
        ),
    ],
)
def test_a_file_that_is_not_taken_leaves_nothing(
    cast: Cast, folder: Path, content: bytes, name: str, told: str
) -> None:
    with pytest.raises(FigureErrors) as caught:
        attach(cast, content, name=name)
    assert caught.value.errors == {"": {"file": told}}
    assert (stored(folder), Evidence.objects.count(), AuditEntry.objects.count()) == ({}, 0, 0)


def test_the_limit_is_a_setting(cast: Cast, settings: Any) -> None:
    settings.EVIDENCE_MAX_BYTES = len(pdf())
    assert attach(cast).known is False
    with pytest.raises(FigureErrors):
        attach(cast, size=len(pdf()) + 1)


def test_when_the_row_fails_the_bytes_go_again(
    cast: Cast, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise OSError("disk")

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(OSError, match="disk"):
        attach(cast)
    assert (stored(folder), Evidence.objects.count()) == ({}, 0)


def test_an_indicator_of_somebody_else(cast: Cast, folder: Path) -> None:
    with pytest.raises(FigureErrors) as caught:
        attach(cast, code="P1.4")
    assert caught.value.errors == {"": {"indicator": "P1.4 bukan indikator unit kerja ini."}}
    assert stored(folder) == {}


def test_who_and_when(cast: Cast) -> None:
    for actor in (cast.verifier, cast.dirjen, cast.admin, cast.monitor):
        with pytest.raises(NotPermitted):
            attach(cast, actor=actor)
    cast.act(cast.kabupaten, "submit")
    assert refusal(lambda: attach(cast)) == ["Isian tidak dapat diubah: keadaan penilaian ini Diajukan."]


@pytest.mark.django_db(transaction=True)
def test_removing_takes_the_bytes_once_it_is_certain(folder: Path) -> None:
    cast = Cast()
    made = attach(cast).evidence
    remove_evidence(evidence=made, actor=cast.operator)
    cast.kabupaten.refresh_from_db()
    assert (stored(folder), Evidence.objects.count(), cast.kabupaten.version) == ({}, 0, 0)
    assert AuditEntry.objects.order_by("-sequence")[0].action == "evidence.remove"
    assert refusal(lambda: remove_evidence(evidence=made, actor=cast.operator)) == [
        "Bukti ini sudah dihapus."
    ]


def test_what_was_handed_in_keeps_its_evidence(cast: Cast, folder: Path) -> None:
    made = attach(cast).evidence
    cast.act(cast.kabupaten, "submit")
    assert len(refusal(lambda: remove_evidence(evidence=made, actor=cast.operator))) == 1
    assert list(stored(folder)) == [str(made.pk)]


def test_it_is_seen_by_whoever_sees_its_evaluation(cast: Cast) -> None:
    attach(cast)
    other = make_evaluation(make_unit("91"), cast.period)
    attach(cast, evaluation=other, actor=cast.ditjen)
    seen = {user.username: Evidence.objects.visible_to(user).count() for user in (cast.operator, cast.ditjen)}
    assert seen == {"operator": 1, "ditjen": 2}
