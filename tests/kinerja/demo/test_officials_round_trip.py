"""All officials of the demonstration as a workbook: sent in as it is, it changes nothing and says so."""

from io import BytesIO

import pytest

from kinerja.services.books import BOOKS
from kinerja.services.imports import plan_file
from officials.models import Appointment, Position
from tests.builders import make_user

pytestmark = pytest.mark.django_db


def test_the_template_of_all_that_is_stored_changes_nothing() -> None:
    admin = make_user("admin_pusat")
    content = BOOKS["officials"].template(None, "", admin)
    file = {"file": BytesIO(content), "name": "pejabat.xlsx", "size": len(content)}
    plan = plan_file(kind="officials", period=None, actor=admin, **file)
    empty = Position.objects.filter(appointments=None).count()
    assert (plan.rows, plan.errors) == ((), ())
    assert plan.same == Appointment.objects.count() + empty
