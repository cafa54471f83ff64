"""Every act in one sealed chain: what an entry says, what it refuses, and that writers never fork it."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy

from officials import audit
from officials.audit_chain import verify_chain
from officials.models import AuditEntry, AuditHead, Official, RoleAssignment, User, WorkUnit
from tests.builders import make_unit, make_user
from tests.threads import at_once

TESTED = audit.register("test.act", "Tindakan uji")


@pytest.fixture
def unit(db: None) -> WorkUnit:
    return make_unit("92", name="Disdukcapil Papua Barat")


def said(entry: AuditEntry) -> dict[str, object]:
    names = ("sequence", "action", "actor_name", "object_type", "object_id", "object_name")
    return {name: getattr(entry, name) for name in (*names, "before", "after", "note")}


def test_an_entry_says_everything_in_plain_text(unit: WorkUnit) -> None:
    person = Official.objects.create(name="Yohana Rumbiak")
    actor = make_user(username="operator", official=person)
    entry = audit.record(
        TESTED,
        actor=actor,
        obj=unit,
        before={"numerator": None},
        after={"numerator": Decimal("336569.50"), "cutoff": date(2025, 6, 30), "codes": ("K1.1a", "K2")},
        note="Diperbaiki",
    )
    assert said(AuditEntry.objects.get(pk=entry.pk)) == {
        "sequence": 1,
        "action": "test.act",
        "actor_name": "Yohana Rumbiak (operator)",
        "object_type": "officials.workunit",
        "object_id": str(unit.pk),
        "object_name": "Disdukcapil Papua Barat",
        "before": {"numerator": None},
        "after": {"numerator": "336569.50", "cutoff": "2025-06-30", "codes": ["K1.1a", "K2"]},
        "note": "Diperbaiki",
    }


def test_the_system_acts_under_its_own_name(unit: WorkUnit) -> None:
    assert audit.record(TESTED, actor=None, obj=unit).actor_name == "Sistem"


def test_an_account_without_a_person_is_named_once(unit: WorkUnit) -> None:
    assert audit.record(TESTED, actor=make_user(username="admin_pusat"), obj=unit).actor_name == "admin_pusat"


def test_each_entry_is_linked_to_the_one_before(unit: WorkUnit) -> None:
    first, second = (audit.record(TESTED, actor=None, obj=unit) for _ in range(2))
    head = AuditHead.objects.get()
    assert (first.previous_hash, second.previous_hash) == ("", first.hash)
    assert (head.sequence, head.hash, head.mac) == (2, second.hash, audit.head_seal(2, second.hash))


def test_an_unknown_action_raises(unit: WorkUnit) -> None:
    with pytest.raises(audit.UnknownActionError):
        audit.record("test.typo", actor=None, obj=unit)
    assert AuditEntry.objects.count() == 0


def test_one_action_has_one_label() -> None:
    assert audit.register("test.act", "Tindakan uji") == "test.act"
    with pytest.raises(ValueError, match="registered twice"):
        audit.register("test.act", "Label lain")
    assert (audit.label_of("test.act"), audit.label_of("test.gone")) == ("Tindakan uji", "test.gone")


@pytest.mark.django_db(transaction=True)
def test_an_entry_needs_the_transaction_of_its_act() -> None:
    unit = make_unit("92")
    with pytest.raises(RuntimeError, match="transaction"):
        audit.record(TESTED, actor=None, obj=unit)
    assert AuditEntry.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_entry() -> None:
    unit = make_unit("92")

    @transaction.atomic
    def fail() -> None:
        audit.record(TESTED, actor=None, obj=unit)
        raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert (AuditEntry.objects.count(), verify_chain().broken) == (0, None)


def test_a_binary_float_is_refused(unit: WorkUnit) -> None:
    with pytest.raises(TypeError, match="float"):
        audit.record(TESTED, actor=None, obj=unit, after={"completion": 90.47})


def test_every_value_has_one_plain_form() -> None:
    jayapura = datetime(2026, 11, 22, 9, 30, tzinfo=ZoneInfo("Asia/Jayapura"))
    values = {
        "small": Decimal("1E-7"),
        "big": Decimal("1E+3"),
        "fraction": Fraction(1, 3),
        "at": jayapura,
        "id": UUID(int=7),
        "label": gettext_lazy("Final"),
        "role": WorkUnit.Duties.PROVINSI,
        "on": True,
        1: [None, ("a",)],
    }
    assert audit.plain(values) == {
        "small": "0.0000001",
        "big": "1000",
        "fraction": "1/3",
        "at": "2026-11-22T09:30:00+09:00",
        "id": "00000000-0000-0000-0000-000000000007",
        "label": "Final",
        "role": "provinsi",
        "on": True,
        "1": [None, ["a"]],
    }


def test_the_models_refuse_to_change_or_delete(unit: WorkUnit) -> None:
    entry = audit.record(TESTED, actor=None, obj=unit)
    for act in (entry.save, entry.delete, AuditEntry.objects.all().delete):
        with pytest.raises(TypeError, match="append-only"):
            act()
    with pytest.raises(TypeError, match="append-only"):
        AuditEntry.objects.update(note="lain")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE officials_auditentry SET note = 'lain'",
        "DELETE FROM officials_auditentry",
        "DELETE FROM officials_audithead",
    ],
)
def test_the_database_refuses_to_change_or_delete(unit: WorkUnit, statement: str) -> None:
    audit.record(TESTED, actor=None, obj=unit)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verify_chain().broken is None


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("auditor", 2),
        ("admin_pusat", 2),
        ("operator_ditjen", 0),
        ("verifikator_ditjen", 0),
        ("dirjen", 0),
        ("pemantau_provinsi", 0),
        ("operator_unit", 0),
        ("klien_api", 0),
    ],
)
def test_only_auditor_and_admin_read_the_trail(unit: WorkUnit, role: str, seen: int) -> None:
    for _ in range(2):
        audit.record(TESTED, actor=None, obj=unit)
    regional = role in RoleAssignment.REGIONAL
    user = make_user(role, unit.region if regional else None)
    assert AuditEntry.objects.visible_to(user).count() == seen


def test_an_auditor_of_a_region_does_not_read_what_happens_elsewhere(unit: WorkUnit) -> None:
    audit.record(TESTED, actor=None, obj=unit)
    assert AuditEntry.objects.visible_to(make_user("auditor", unit.region)).count() == 0


@pytest.mark.django_db(transaction=True)
def test_eight_writers_never_fork_the_chain() -> None:
    unit = make_unit("92")
    actors = [make_user(username=f"penulis{number}") for number in range(8)]

    def write(actor: User) -> None:
        for number in range(60):
            with transaction.atomic():
                audit.record(TESTED, actor=actor, obj=unit, after={"number": number})

    at_once([partial(write, actor) for actor in actors])
    report = verify_chain()
    by_actor = {
        actor.username: [
            entry.after["number"] for entry in AuditEntry.objects.filter(actor=actor).order_by("sequence")
        ]
        for actor in actors
    }
    assert (report.entries, report.broken) == (480, None)
    assert by_actor == {actor.username: list(range(60)) for actor in actors}
