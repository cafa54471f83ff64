"""``manage.py close_appraisals``: closes what is due, row by row, and says what is left."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from kinerja.management.base import RefusedError
from kinerja.models import Appraisal
from officials.models import AuditEntry
from tests.kinerja.appraisal_cast import Appraising

pytestmark = pytest.mark.django_db


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("close_appraisals", "2025-1", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def received(cast: Appraising, kind: str, days_ago: int) -> Appraisal:
    """An appraisal that the official received some days ago."""
    row = cast.bring("approved", kind)
    at = timezone.now() - timedelta(days=days_ago)
    Appraisal.objects.filter(pk=row.pk).update(state="received", signed_at=at, received_at=at)
    return row


def test_what_is_due_is_closed_and_audited_by_itself() -> None:
    cast = Appraising()
    due, waits = received(cast, "kabid", 15), received(cast, "kasi", 14)
    assert said() == "1 penilaian ditutup; 1 masih dalam masa keberatan.\n"
    states = dict(Appraisal.objects.filter(pk__in=[due.pk, waits.pk]).values_list("pk", "state"))
    assert states == {due.pk: "closed", waits.pk: "received"}
    entries = AuditEntry.objects.filter(action="appraisal.close")
    assert list(entries.values_list("object_id", "actor__username")) == [(str(due.pk), "admin")]
    assert json.loads(said("--json")) == {"closed": 0, "waiting": 1, "refused": []}


def test_an_account_that_keeps_nothing_is_refused() -> None:
    Appraising()
    with pytest.raises(RefusedError) as refused:
        said("--user", "verifikator")
    assert refused.value.reasons == ["Akun admin pusat verifikator tidak ada."]
