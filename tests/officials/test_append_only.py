"""The migration operation that makes a table append-only, forth and back; for the trail see test_audit."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.migrations.state import ProjectState

from officials.append_only import AppendOnly
from officials.models import Official

RULE = AppendOnly("Official", "official_stays", events=("DELETE",))


@pytest.mark.django_db(transaction=True)
def test_forth_it_refuses_and_back_it_lets_go() -> None:
    person = Official.objects.create(name="Siti")
    state = ProjectState.from_apps(apps)
    with connection.schema_editor() as editor:
        RULE.database_forwards("officials", editor, state, state)
    try:
        with pytest.raises(IntegrityError), transaction.atomic():
            person.delete()
        assert Official.objects.filter(name="Siti").update(name="Siti A.") == 1
    finally:
        with connection.schema_editor() as editor:
            RULE.database_backwards("officials", editor, state, state)
    Official.objects.all().delete()
    assert (Official.objects.count(), RULE.describe()) == (0, "Refuse DELETE on Official")
