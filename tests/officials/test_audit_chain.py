"""What somebody with the whole database in hands does to the trail, and how the walk tells."""

import json
from dataclasses import asdict
from typing import Any

import pytest
from django.db import connection, transaction

from officials import audit
from officials.audit_chain import Break, ChainReport, Head, verify_chain
from officials.models import AuditEntry, AuditHead, WorkUnit
from tests.builders import make_unit

TESTED = audit.register("test.act", "Tindakan uji")
GUARDS = ("audit_entry_stays_UPDATE", "audit_entry_stays_DELETE", "audit_head_stays_DELETE")


@pytest.fixture
def unit(db: None) -> WorkUnit:
    return make_unit("92")


@pytest.fixture
def trail(unit: WorkUnit) -> Head:
    """Five entries; the head after them."""
    add(unit, 5)
    return head()


def add(unit: WorkUnit, times: int) -> None:
    with transaction.atomic():
        for number in range(times):
            audit.record(TESTED, actor=None, obj=unit, after={"number": number})


def head() -> Head:
    row = AuditHead.objects.get()
    return Head(row.sequence, row.hash, row.mac)


def tamper(statement: str, *values: Any) -> None:
    """What the owner of the database can do: put the triggers aside, then write."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            for name in GUARDS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        cursor.execute(statement, values)


def reckon_anew(first: int, key: str, settings: Any) -> None:
    """Forge the chain from an entry on, with whatever key the forger has."""
    settings.AUDIT_KEY = key
    previous = AuditEntry.objects.filter(sequence=first - 1).values_list("hash", flat=True).first() or ""
    for entry in AuditEntry.objects.filter(sequence__gte=first).order_by("sequence"):
        entry.previous_hash = previous
        previous = audit.entry_hash(entry)
        tamper(
            "UPDATE officials_auditentry SET previous_hash = %s, hash = %s, mac = %s WHERE sequence = %s",
            *(entry.previous_hash, previous, audit.seal(previous), entry.sequence),
        )
    last = AuditEntry.objects.count()
    tamper(
        "UPDATE officials_audithead SET sequence = %s, hash = %s, mac = %s",
        *(last, previous, audit.head_seal(last, previous)),
    )


def test_an_empty_trail_is_whole(db: None) -> None:
    assert verify_chain() == ChainReport(0, Head(), None)


def test_a_whole_trail(trail: Head) -> None:
    assert verify_chain() == ChainReport(5, trail, None)


@pytest.mark.parametrize(
    "change",
    [
        "note = 'lain'",
        "actor_name = 'Orang lain'",
        "object_id = '99'",
        "action = 'test.other'",
        "at = '2020-01-01 00:00:00+00:00'",
    ],
)
def test_a_changed_entry_is_named(trail: Head, change: str) -> None:
    tamper(f"UPDATE officials_auditentry SET {change} WHERE sequence = 3")
    assert verify_chain() == ChainReport(2, trail, Break(3, "Isi entri ini berubah sejak dicatat."))


def test_a_changed_figure_is_named(trail: Head) -> None:
    tamper("UPDATE officials_auditentry SET after = %s WHERE sequence = 2", json.dumps({"number": 7}))
    assert verify_chain().broken == Break(2, "Isi entri ini berubah sejak dicatat.")


def test_a_missing_entry_is_named(trail: Head) -> None:
    tamper("DELETE FROM officials_auditentry WHERE sequence = 3")
    assert verify_chain() == ChainReport(2, trail, Break(3, "Entri ini hilang."))


def test_a_gap_closed_by_renumbering_is_named(trail: Head) -> None:
    tamper("DELETE FROM officials_auditentry WHERE sequence = 3")
    tamper("UPDATE officials_auditentry SET sequence = 3 WHERE sequence = 4")
    broken = verify_chain().broken
    assert broken == Break(3, "Entri ini tidak menyambung pada entri sebelumnya.")


def test_entries_cut_off_at_the_end_are_missed(trail: Head) -> None:
    tamper("DELETE FROM officials_auditentry WHERE sequence > 3")
    broken = Break(4, "Entri ini hilang: ujung jejak audit terpotong.")
    assert verify_chain() == ChainReport(3, trail, broken)


def test_all_entries_gone_are_missed(trail: Head) -> None:
    tamper("DELETE FROM officials_auditentry")
    broken = Break(1, "Entri ini hilang: ujung jejak audit terpotong.")
    assert verify_chain() == ChainReport(0, trail, broken)


def test_a_head_that_is_gone_is_missed(trail: Head) -> None:
    tamper("DELETE FROM officials_audithead")
    broken = Break(5, "Ujung jejak audit tidak menunjuk entri terakhir.")
    assert verify_chain() == ChainReport(5, Head(), broken)


def test_a_head_moved_back_with_its_entries_lacks_a_seal(trail: Head) -> None:
    third = AuditEntry.objects.get(sequence=3).hash
    tamper("DELETE FROM officials_auditentry WHERE sequence > 3")
    tamper("UPDATE officials_audithead SET sequence = 3, hash = %s", third)
    assert verify_chain().broken == Break(3, "Segel ujung jejak audit palsu.")


def test_a_chain_reckoned_anew_without_the_key_is_told(trail: Head, settings: Any) -> None:
    key = settings.AUDIT_KEY
    tamper("UPDATE officials_auditentry SET note = 'lain' WHERE sequence = 2")
    reckon_anew(2, "kunci penjahat", settings)
    settings.AUDIT_KEY = key
    broken = verify_chain().broken
    assert broken == Break(2, "Segel entri ini palsu: rantai dihitung ulang tanpa kunci.")


def test_an_exported_head_tells_a_roll_back_of_entries_and_head(unit: WorkUnit, trail: Head) -> None:
    add(unit, 3)
    later = head()
    tamper("DELETE FROM officials_auditentry WHERE sequence > 5")
    tamper(
        "UPDATE officials_audithead SET sequence = %s, hash = %s, mac = %s",
        *(trail.sequence, trail.hash, trail.mac),
    )
    assert verify_chain().broken is None
    broken = Break(6, "Entri ini hilang: jejak audit diputar mundur.")
    assert verify_chain(later) == ChainReport(5, trail, broken)


def test_an_exported_head_tells_a_roll_back_that_grew_again(unit: WorkUnit, trail: Head) -> None:
    add(unit, 1)
    later = head()
    tamper("DELETE FROM officials_auditentry WHERE sequence > 5")
    tamper("UPDATE officials_audithead SET sequence = 5, hash = %s, mac = %s", trail.hash, trail.mac)
    add(unit, 4)
    assert verify_chain().broken is None
    broken = Break(6, "Entri ini bukan entri yang ada saat ujung diekspor.")
    assert verify_chain(later).broken == broken


def test_a_trail_that_went_on_agrees_with_its_exported_head(unit: WorkUnit, trail: Head) -> None:
    add(unit, 2)
    assert verify_chain(trail) == ChainReport(7, head(), None)


def test_an_exported_head_of_another_key_is_refused(trail: Head) -> None:
    forged = Head(9, "0" * 64, "0" * 64)
    assert verify_chain(forged).broken == Break(9, "Ujung yang diekspor bukan buatan aplikasi ini.")


def test_an_exported_head_is_read_back(trail: Head) -> None:
    assert Head.from_data(json.loads(json.dumps(asdict(trail)))) == trail
    with pytest.raises(ValueError, match="not an exported head"):
        Head.from_data({"sequence": "5"})
