"""Four calls at once for one result: one document, four times the same answer."""

from functools import partial
from pathlib import Path

import pytest

from kinerja.models import SignedDocument
from kinerja.services.document import issue_document
from officials.audit_chain import verify_chain
from officials.models import AuditEntry, User
from tests.kinerja.cast import Cast
from tests.threads import at_once


@pytest.mark.django_db(transaction=True)
def test_of_four_calls_at_once_one_document_comes(media_root: Path) -> None:
    cast = Cast()
    final = cast.act(cast.kabupaten, "submit", "endorse", "verify", "finalise")

    def issue(pk: int) -> str:
        return issue_document(evaluation=final, actor=User.objects.get(pk=pk)).code

    codes = at_once([partial(issue, cast.dirjen.pk)] * 4)
    files = [path.stem for path in (media_root / "documents").iterdir()]
    [made] = SignedDocument.objects.all()
    assert codes == [made.code] * 4
    assert files == [str(made.pk)]
    entries = AuditEntry.objects.filter(action="document.issue").count()
    assert (entries, verify_chain().broken) == (1, None)
