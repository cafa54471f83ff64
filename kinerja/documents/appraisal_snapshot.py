"""What the document of an official's appraisal says, frozen: items 1 to 11 of the form (facts.md 1).

Beside what every document freezes it holds the people of both chains, in which capacity each of them acted,
and what they wrote. ``inputs`` and ``result`` are those of ``rules.appraisal``, frozen with the approval;
``result`` also holds the red flags as sentences.
"""

from dataclasses import dataclass
from typing import ClassVar

from kinerja.documents.snapshot import Judged, SignerText
from kinerja.rules.proof import APPRAISAL


@dataclass(frozen=True, slots=True)
class Person(SignerText):
    """A person in a post. ``unit`` is where the post is, ``rank_since`` a date or "".

    ``basis`` names the decision of a delegation, "" for the holder of the post.
    """

    unit: str = ""
    rank_since: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class RatingText:
    """Whence element 2 comes: under which rules, from whom and when; ``reason`` why it is not available.

    ``synthetic``: the rating is an example, nobody gave it.
    """

    regime: str
    basis: str
    origin: str
    by: str
    on: str
    reason: str
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Recommended:
    """Item 8; at least one of the four is written."""

    career: str
    training: str
    guidance: str
    proposal: str


@dataclass(frozen=True, slots=True)
class Guidance:
    """A step of the guidance plan and the day until which it is followed up."""

    what: str
    due_on: str


@dataclass(frozen=True, slots=True)
class ObjectionText:
    """Items 5 to 7, each with its date; ``answer`` is empty where the days to answer passed without one."""

    text: str
    filed_on: str
    answer: str
    answered_on: str
    answered_by: Person | None
    decision: str
    outcome: str
    decided_on: str
    decided_by: Person | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalSnapshot(Judged):
    """The result of an official, frozen; dates that have not come yet are "".

    ``signer`` may be another person than the ``assessor`` who approved: the decider, or somebody acting.
    ``bidang`` names the fields whose result the official carries or has beside them, "" where there is none.
    """

    form: ClassVar[tuple[str, int]] = APPRAISAL

    signer: Person
    place: str
    assessed: Person
    tenure: str
    superior: Person | None
    assessor: Person
    decider: Person | None
    bidang: str
    rating: RatingText
    acknowledgement: str
    recommendation: Recommended
    plan: tuple[Guidance, ...]
    objection: ObjectionText | None
    approved_on: str
    received_on: str
    closed_on: str
