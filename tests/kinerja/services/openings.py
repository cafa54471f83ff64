"""Opening the appraisals of a cast's period, and asking what it did, for tests."""

from typing import Any

from kinerja.models import Appraisal, UnassessedPost
from kinerja.services.appraisal_opening import OpeningReport, open_appraisals
from kinerja.services.staff_rating import declare_unavailable
from officials.models import Appointment, Official
from tests.kinerja.appraisal_cast import Appraising


def run(cast: Appraising, **fields: Any) -> OpeningReport:
    """Open once more."""
    return open_appraisals(period=cast.period, actor=cast.admin, **fields)


def report(added: int = 0, renewed: int = 0, kept: int = 0, **fields: Any) -> OpeningReport:
    """A report of the cast's period."""
    words: dict[str, Any] = {"differing": (), "unassessed": 0} | fields
    return OpeningReport("2025-1", added, renewed, kept, **words)


def posts() -> dict[str, str]:
    """The posts that carry an appraisal, with who."""
    return dict(Appraisal.objects.order_by("pk").values_list("kind", "name"))


def listed() -> list[tuple[str, str, str]]:
    """The posts without a personal score, why, and who is in them."""
    return sorted(UnassessedPost.objects.values_list("kind", "reason", "name"))


def person(cast: Appraising, kind: str) -> Official:
    """Who holds a post of the office."""
    official = cast.office.users[kind].official
    assert official is not None
    return official


def tenure_of(cast: Appraising, kind: str) -> Any:
    """The tenures of a post of the office."""
    return Appointment.objects.filter(position=cast.office.posts[kind])


def touch(cast: Appraising, kind: str) -> Appraisal:
    """Say of one appraisal that element 2 is not there yet."""
    row = cast.office.appraisal(kind)
    declare_unavailable(appraisal=row, actor=cast.rater(kind), reason="SKP belum selesai")
    return row
