"""Several people open the same period at the same moment: it is created once, with one evaluation a unit."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from kinerja.models import Period, SemesterEvaluation
from kinerja.services.period import open_period
from officials.models import AuditEntry
from tests.builders import make_policy, make_region, make_set, make_unit

TOGETHER = 4


@pytest.mark.django_db(transaction=True)
def test_a_period_is_created_once() -> None:
    make_set()
    make_policy()
    province = make_unit(make_region("92")).region
    make_unit(make_region("92.03", parent=province))
    start, told = Barrier(TOGETHER), []

    def open_it() -> None:
        start.wait()
        try:
            opened = open_period(code="2025-1", actor=None)
            told.append((opened.created, opened.added, opened.kept))
        finally:
            connection.close()

    threads = [Thread(target=open_it) for _ in range(TOGETHER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [(False, 0, 2)] * (TOGETHER - 1) + [(True, 2, 0)]
    assert (Period.objects.count(), SemesterEvaluation.objects.count()) == (1, 2)
    assert AuditEntry.objects.filter(action="period.open").count() == 1
