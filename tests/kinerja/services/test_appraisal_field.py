"""A post whose bidang is not recorded: what it stops, and how the opening mends it (R8)."""

from typing import Any

import pytest

from kinerja.models import Appraisal
from kinerja.selectors.appraisal_input import appraisal_result
from kinerja.services.errors import Refused
from officials.models import AuditEntry, Position
from tests.kinerja.appraisal_cast import Appraising, approve
from tests.kinerja.services.openings import report, run, touch

pytestmark = pytest.mark.django_db
TOLD = (
    "Bidang jabatan ini belum tercatat, jadi belum diketahui hasil bidang mana yang menjadi unsur 1. "
    "Minta admin pusat mencatat bidangnya pada jabatan, lalu membuka penilaian pejabat periode ini lagi."
)


def without_field(kind: str = "kabid", **policy: Any) -> Appraising:
    """Fakfak, opened while a post's bidang was not recorded; it is recorded since."""
    cast = Appraising(**policy)
    record(cast, "", kind)
    run(cast)
    return cast


def record(cast: Appraising, field: str, kind: str = "kabid") -> None:
    """Record a bidang at a post."""
    Position.objects.filter(pk=cast.office.posts[kind].pk).update(field=field)


@pytest.mark.parametrize("kind", ["kabid", "kasi", "kasubag"])
def test_without_a_bidang_nothing_is_approved(kind: str) -> None:
    cast = without_field(kind)
    with pytest.raises(Refused) as refusal:
        cast.bring("approved", kind)
    assert (refusal.value.reasons, cast.office.appraisal(kind).state) == ([TOLD], "in_review")


@pytest.mark.parametrize("kind", ["kepala_dinas", "sekretaris"])
def test_who_carries_the_unit_needs_none(kind: str) -> None:
    cast = without_field(kind)
    cast.bring("approved", kind)
    assert cast.office.appraisal(kind).state == "approved"


def test_where_everybody_carries_the_unit_nobody_needs_one() -> None:
    cast = without_field(responsibility="unit")
    cast.bring("approved")
    assert cast.kabid.state == "approved"


def test_an_untouched_one_is_renewed_with_its_bidang() -> None:
    cast = without_field()
    record(cast, "capil")
    assert (run(cast), cast.kabid.fields) == (report(renewed=1, kept=4), ["capil"])


def test_a_touched_one_gets_the_bidang_it_lacked_and_nothing_else() -> None:
    cast = without_field()
    row = cast.bring("in_review")
    Position.objects.filter(pk=cast.office.posts["kabid"].pk).update(field="capil", title="Nama baru")
    assert run(cast) == report(renewed=2, kept=3, differing=(f"{row.name}, kabid Fakfak",))
    kept = cast.kabid
    assert (kept.pk, kept.fields, kept.title, kept.state) == (row.pk, ["capil"], row.title, "in_review")
    assert run(cast) == report(kept=5, differing=(f"{row.name}, kabid Fakfak",))


def test_filling_in_is_audited_and_changes_what_is_carried() -> None:
    cast = without_field()
    row = cast.bring("in_review")
    before = appraisal_result(row).one
    record(cast, "capil")
    assert run(cast) == report(renewed=1, kept=4)
    after = appraisal_result(cast.kabid).one
    assert (before.beside, after.beside) == (None, before.carried)
    entry = AuditEntry.objects.get(action="appraisal.fill_field")
    assert (entry.object_id, entry.before, entry.after, entry.actor) == (
        str(row.pk),
        {"fields": []},
        {"fields": ["capil"]},
        cast.admin,
    )
    cast.recommended("kabid")
    approve(cast.kabid, cast.bupati)
    assert cast.kabid.state == "approved"


def test_a_touched_one_with_a_bidang_keeps_it() -> None:
    cast = Appraising()
    row = touch(cast, "kabid")
    record(cast, "dafduk")
    assert run(cast) == report(kept=5, differing=(f"{row.name}, kabid Fakfak",))
    assert cast.kabid.fields == ["capil"]


def test_an_approved_one_stays_as_it_was_approved() -> None:
    cast = Appraising()
    cast.bring("approved")
    Appraisal.objects.filter(pk=cast.kabid.pk).update(fields=[])
    row = cast.kabid
    assert run(cast) == report(kept=5, differing=(f"{row.name}, kabid Fakfak",))
    assert cast.kabid.fields == []
