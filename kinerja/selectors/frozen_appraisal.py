"""What the document of an official's appraisal freezes, gathered from the register."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from kinerja.documents.appraisal_layout import outcome
from kinerja.documents.appraisal_snapshot import (
    AppraisalSnapshot,
    Guidance,
    ObjectionText,
    Person,
    RatingText,
    Recommended,
)
from kinerja.documents.code import new_code
from kinerja.documents.decision_snapshot import DecisionSnapshot, Disputed
from kinerja.documents.issuer import DITJEN, PLACE, Issuer
from kinerja.documents.kinds import read
from kinerja.documents.snapshot import PeriodText
from kinerja.models import Appraisal, Objection, Recommendation, SignedDocument
from kinerja.rules.staff.regime import regime_on
from kinerja.selectors.appraisal_input import fields_carried, rating_of, recommendation_of
from kinerja.selectors.frozen_result import CertificateSort, Tables, address_of, office_of, with_emblem
from officials.acting import Capacity, of_holder
from officials.models import Official, Position
from officials.models.official import RANKS
from officials.selectors import holder_of
from regions.zones import local_day

MINISTRY = "Kementerian Dalam Negeri"


@dataclass(frozen=True)
class Signing:
    """A signature about to be set: who signs as what, for which post, when; ``decided`` on an objection."""

    capacity: Capacity
    post: Position
    day: date
    sort: CertificateSort
    disputed: SignedDocument | None = None
    decided: bool = False


def frozen_appraisal(
    appraisal: Appraisal, tables: Tables, signing: Signing, number: str = ""
) -> AppraisalSnapshot:
    """The snapshot of an approved appraisal.

    Args:
        appraisal: with evaluation, unit, region, province and the posts above it loaded.
        tables: of its period.
        signing: who signs; with ``decided`` the objection is part of the document and closes the appraisal.
        number: the official number, free text; "" for none.

    Returns:
        Input and result are those that the approval or the decision froze; days are the office's.

    Source: facts.md 1 (items 1 to 11), R7 to R10.
    """
    code, period, rating = new_code(), tables.period, rating_of(appraisal)
    objection = appraisal.objections.order_by("-revision").first() if signing.decided else None
    kind: type[AppraisalSnapshot] = AppraisalSnapshot
    more: dict[str, Any] = {}
    if signing.decided:
        kind, more = DecisionSnapshot, {"disputed": _disputed(signing.disputed)}
    return kind(
        **more,
        code=code,
        url=address_of(code),
        number=number,
        revision=appraisal.revision,
        issued_on=signing.day.isoformat(),
        synthetic=_is_synthetic(appraisal.result or {}) or bool(rating and rating.synthetic),
        development=signing.sort.development,
        bsre=signing.sort.bsre,
        issuer=_issuer(signing.post),
        office=office_of(appraisal.evaluation),
        period=PeriodText(period.code, period.label, period.cutoff.isoformat()),
        basis=tables.basis,
        signer=_person(asdict(signing.capacity), signing.post),
        labels=tables.labels[appraisal.evaluation.duties],
        inputs=appraisal.inputs or {},
        result=appraisal.result or {},
        place=PLACE if signing.post.kind in Position.NATIONAL else "",
        assessed=_assessed(appraisal),
        tenure=appraisal.get_tenure_display(),
        superior=_superior(appraisal),
        assessor=_person(appraisal.approved_as or {}, appraisal.assessor),
        decider=_decider(appraisal, objection, signing.day),
        bidang=_bidang(appraisal),
        rating=_rating(appraisal, rating),
        acknowledgement=appraisal.acknowledgement,
        recommendation=_recommended(recommendation_of(appraisal)),
        plan=tuple(Guidance(row.what, row.due_on.isoformat()) for row in appraisal.guidance_steps.all()),
        objection=_objection(appraisal, objection) if objection else None,
        approved_on=_day(appraisal, appraisal.approved_at),
        received_on=_day(appraisal, appraisal.received_at),
        closed_on=signing.day.isoformat() if signing.decided else "",
    )


def _disputed(document: SignedDocument | None) -> Disputed | None:
    """The document that was objected to, with its result in words."""
    if document is None:
        return None
    frozen = read(document.snapshot)
    assert isinstance(frozen, AppraisalSnapshot)
    said = outcome(frozen.result)
    return Disputed(document.code, document.number, document.revision, frozen.issued_on, said)


def _issuer(post: Position) -> Issuer:
    """The letterhead of the post that signs."""
    if post.kind == Position.Kind.DIRJEN:
        return with_emblem(DITJEN, None)
    if post.kind == Position.Kind.MENTERI:
        return with_emblem(Issuer(DITJEN.ministry, post.title.upper(), "", ""), None)
    return with_emblem(Issuer(_place_of(post).upper(), post.title.upper(), "", ""), post.region)


def _place_of(post: Position | None) -> str:
    """Where a post is: the ministry, a regional government, or an office."""
    if post is None:
        return ""
    if post.region is not None:
        return _("Pemerintah %s") % post.region.full_name
    return post.unit.name if post.unit is not None else MINISTRY


def _assessed(appraisal: Appraisal) -> Person:
    """The official as the appraisal copied them when it was opened (R9)."""
    return Person(
        post=appraisal.title,
        name=appraisal.name,
        rank=_rank(appraisal.rank),
        nip=appraisal.nip,
        unit=appraisal.evaluation.unit_name,
        rank_since=appraisal.rank_since.isoformat() if appraisal.rank_since else "",
    )


def _superior(appraisal: Appraisal) -> Person | None:
    if not appraisal.superior_title:
        return None
    post = appraisal.superior
    said = {"post": appraisal.superior_title, "name": appraisal.superior_name, "nip": appraisal.superior_nip}
    return Person(**said, rank="", unit=_place_of(post))


def _decider(appraisal: Appraisal, objection: Objection | None, day: date) -> Person | None:
    """The assessor's superior: who decided, else the holder of the post on the day of the signature."""
    post = appraisal.decider
    if objection is not None and objection.decided_as:
        return _person(objection.decided_as, post)
    if post is None:
        return None
    tenure = holder_of(post, day)
    if tenure is None:
        return Person(appraisal.decider_title, "", "", "", unit=_place_of(post))
    return _person(asdict(of_holder(tenure, post)), post)


def _person(acted: Mapping[str, Any], post: Position | None) -> Person:
    """Whoever acted, from the signature that the act kept; since when is told of a rank still held."""
    official = Official.objects.filter(pk=acted.get("official") or 0).first()
    since = official.rank_since if official and acted.get("rank") == _rank(official.rank) else None
    words = {name: acted.get(name, "") for name in ("post", "name", "rank", "nip", "basis")}
    return Person(**words, unit=_place_of(post), rank_since=since.isoformat() if since else "")


def _rank(rank: str) -> str:
    return f"{RANKS[rank]} ({rank})" if rank else ""


def _bidang(appraisal: Appraisal) -> str:
    """The fields whose result the official carries, in words."""
    fields = fields_carried(appraisal)
    if fields == (Position.Field.SEKRETARIAT,):
        return str(Position.Field.SEKRETARIAT.label)
    names = _(" dan ").join(str(Position.Field(field).label) for field in fields)
    return _("Bidang %s") % names if names else ""


def _rating(appraisal: Appraisal, rating: Any) -> RatingText:
    regime = regime_on(appraisal.period.cutoff)
    if rating is None:
        return RatingText(regime.name, regime.basis, "", "", "", "")
    return RatingText(
        regime=regime.name,
        basis=regime.basis,
        origin=rating.get_origin_display(),
        by=rating.rated_by.display_name,
        on=_day(appraisal, rating.rated_at),
        reason=rating.reason,
        synthetic=rating.synthetic,
    )


def _recommended(found: Recommendation | None) -> Recommended:
    return Recommended(**{name: getattr(found, name, "") for name in Recommendation.PARTS})


def _objection(appraisal: Appraisal, found: Objection) -> ObjectionText:
    answered, decided = found.answered_as, found.decided_as
    return ObjectionText(
        text=found.text,
        filed_on=_day(appraisal, found.filed_at),
        answer=found.answer,
        answered_on=_day(appraisal, found.answered_at),
        answered_by=_person(answered, appraisal.assessor) if answered else None,
        decision=found.decision,
        outcome=found.get_outcome_display(),
        decided_on=_day(appraisal, found.decided_at),
        decided_by=_person(decided, appraisal.decider) if decided else None,
    )


def _day(appraisal: Appraisal, moment: datetime | None) -> str:
    """The day of a moment in the office's zone, as ISO text; "" where it has not come."""
    return local_day(appraisal.zone, moment).isoformat() if moment else ""


def _is_synthetic(result: Mapping[str, Any]) -> bool:
    """Whether a figure that the result was decided on is made up, whatever the unit says by now."""
    one = result.get("element_one") or {}
    scores = [score for score in (one.get("carried"), one.get("beside")) if score]
    return any(row["synthetic"] for score in scores for row in score["indicators"])
