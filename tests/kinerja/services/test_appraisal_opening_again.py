"""Opening again: nothing that a person touched changes, and what is new is added (R9)."""

from datetime import date

import pytest
from django.db.models import ProtectedError

from kinerja.models import Appraisal, Attachment, Clarification
from kinerja.services.attachment import Upload
from kinerja.services.clarification import ask_clarification
from officials.models import AuditEntry, Official, Position
from tests.kinerja.appraisal_cast import Appraising, seat, upload
from tests.kinerja.services.openings import listed, person, posts, report, run, tenure_of, touch

DURING = date(2025, 6, 1)


def asked(cast: Appraising, *files: Upload) -> Appraisal:
    """The Kepala Bidang asked about the figures; the name is corrected, as the Kasi's superior too."""
    ask_clarification(appraisal=cast.kabid, actor=cast.official, text="Angka akta?", files=files)
    Official.objects.filter(pk=person(cast, "kabid").pk).update(name="Nama yang benar")
    return cast.kabid


@pytest.fixture
def cast(db: None) -> Appraising:
    """Fakfak with five posts, all held, and its appraisals opened."""
    return Appraising()


def test_a_second_run_changes_nothing(cast: Appraising) -> None:
    touch(cast, "kabid")
    before = list(Appraisal.objects.order_by("pk").values())
    entries = AuditEntry.objects.count()
    assert run(cast) == report(kept=5)
    assert (list(Appraisal.objects.order_by("pk").values()), AuditEntry.objects.count()) == (before, entries)


def test_a_second_run_adds_what_is_new(cast: Appraising) -> None:
    post = Position.objects.create(
        kind="kasi", title="Seksi baru", unit=cast.office.unit, superior=cast.office.posts["kabid"]
    )
    seat(post, "kasi-baru")
    assert run(cast) == report(added=1, kept=5)


def test_an_untouched_one_follows_a_correction(cast: Appraising) -> None:
    Official.objects.filter(pk=person(cast, "kasi").pk).update(name="Nama yang benar")
    assert (run(cast), cast.office.appraisal("kasi").name) == (
        report(renewed=1, kept=4),
        "Nama yang benar",
    )


def test_a_touched_one_stays_and_is_named(cast: Appraising) -> None:
    row = touch(cast, "kasi")
    Official.objects.filter(pk=person(cast, "kasi").pk).update(name="Nama yang benar")
    assert run(cast) == report(kept=5, differing=(f"{row.name}, kasi Fakfak",))
    assert cast.office.appraisal("kasi").name == row.name


def test_a_draft_with_a_question_stays_and_is_named(cast: Appraising) -> None:
    """Asking about the unit's figures is no act on the appraisal, and leaves it a draft."""
    row = asked(cast)
    assert run(cast) == report(renewed=1, kept=4, differing=(f"{row.name}, kabid Fakfak",))
    assert (cast.kabid.pk, cast.kabid.name) == (row.pk, row.name)
    assert list(Clarification.objects.values_list("appraisal", "text")) == [(row.pk, "Angka akta?")]


def test_a_draft_with_a_file_stays_and_ends_no_run(cast: Appraising) -> None:
    row = asked(cast, upload())
    assert run(cast) == report(renewed=1, kept=4, differing=(f"{row.name}, kabid Fakfak",))
    assert list(Attachment.objects.values_list("appraisal", "purpose")) == [(row.pk, "clarification")]


def test_an_appraisal_with_a_question_cannot_be_deleted(cast: Appraising) -> None:
    row = asked(cast)
    with pytest.raises(ProtectedError):
        row.delete()
    assert Clarification.objects.get().appraisal_id == row.pk


def test_a_touched_one_whose_post_turns_out_empty_is_not_listed_beside(cast: Appraising) -> None:
    row = touch(cast, "kasi")
    tenure_of(cast, "kasi").update(valid_until=date(2025, 6, 29))
    assert (run(cast), listed()) == (report(kept=5, differing=(f"{row.name}, kasi Fakfak",)), [])


def test_a_person_with_two_posts_is_appraised_in_the_later_one(cast: Appraising) -> None:
    tenure_of(cast, "kasubag").update(official=person(cast, "kasi"), valid_from=DURING)
    assert run(cast) == report(renewed=1, kept=3, withdrawn=1, unassessed=1)
    assert listed() == [("kasi", "twice", person(cast, "kasi").name)]
    assert cast.office.appraisal("kasubag").official == person(cast, "kasi")


def test_a_person_whose_first_post_is_under_way_is_listed_at_the_second(cast: Appraising) -> None:
    row = touch(cast, "kasi")
    tenure_of(cast, "kasubag").update(official=person(cast, "kasi"), valid_from=DURING)
    assert run(cast) == report(kept=4, withdrawn=1, differing=(f"{row.name}, kasi Fakfak",), unassessed=1)
    assert listed() == [("kasubag", "twice", person(cast, "kasi").name)]


def test_two_people_who_changed_places_are_renewed(cast: Appraising) -> None:
    first, second = person(cast, "kasi"), person(cast, "kasubag")
    tenure_of(cast, "kasi").update(official=second)
    tenure_of(cast, "kasubag").update(official=first)
    assert (run(cast), posts()["kasi"], posts()["kasubag"]) == (
        report(renewed=2, kept=3),
        second.name,
        first.name,
    )


def test_a_touch_during_the_run_is_kept(cast: Appraising) -> None:
    """The plan was made; then the superior said something of an appraisal that was to be renewed."""
    Official.objects.filter(pk=person(cast, "kasi").pk).update(name="Nama yang benar")
    touched: list[Appraisal] = []

    def meanwhile(done: int, total: int) -> None:
        if not touched:
            touched.append(touch(cast, "kasi"))

    found = run(cast, progress=meanwhile)
    row = cast.office.appraisal("kasi")
    assert (found, row.pk, row.rating.reason) == (
        report(kept=5, differing=(f"{row.name}, kasi Fakfak",)),
        touched[0].pk,
        "SKP belum selesai",
    )
