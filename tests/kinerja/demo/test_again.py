"""A second run of ``load_demo`` leaves everything alone, whatever happened since the first."""

from decimal import Decimal
from hashlib import sha256
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import Model
from pytest_django import Settings

from kinerja.demo.load import load_demo
from kinerja.management.base import RefusedError
from kinerja.models import DesignatedVersion, Realization
from officials.models import User, WorkUnit
from tests.kinerja.demo.answers import ask

pytestmark = pytest.mark.django_db
OURS = ("regions", "officials", "kinerja")


def everything() -> dict[str, dict[Any, str]]:
    """A digest of every row of ours, so that two states can be compared without keeping both."""
    models = [model for app in OURS for model in apps.get_app_config(app).get_models()]
    return {model._meta.label: _digests(model) for model in models}


def _digests(model: type[Model]) -> dict[Any, str]:
    rows = model._default_manager.order_by("pk").values().iterator()
    key = model._meta.pk.attname
    return {row[key]: sha256(repr(row).encode()).hexdigest() for row in rows}


def test_a_second_run_changes_nothing() -> None:
    before = everything()
    assert set(load_demo().values()) == {None}
    assert everything() == before
    assert ask("load_demo") == "Data contoh sudah ada; tidak ada yang diubah.\n"


def test_a_run_after_an_edit_keeps_the_edit() -> None:
    WorkUnit.objects.filter(region__codes__code="92.03").update(name="Kantor lain", is_example=False)
    User.objects.filter(username="menteri").update(password="!", is_active=False)
    User.objects.filter(username="auditor").delete()
    Realization.objects.filter(evaluation__region_code="92.02").update(numerator=Decimal(1))
    DesignatedVersion.objects.all().delete()
    before = everything()
    load_demo()
    assert everything() == before


def test_production_is_refused(settings: Settings) -> None:
    settings.PRODUCTION = True
    with pytest.raises(RefusedError) as refused:
        call_command("load_demo", stderr=StringIO())
    assert refused.value.reasons == ["Data contoh tidak dimuat bila DEBUG=0."]
