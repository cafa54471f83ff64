"""Element 2 entered by the direct superior, or taken over from where it was decided (II.C.2, R8)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kinerja.models import Appraisal, Attachment, StaffRating
from kinerja.rules.appraisal import staff_data
from kinerja.rules.rounding import written
from kinerja.rules.staff.regime import judge, regime_on
from kinerja.rules.staff.types import StaffError
from kinerja.services.appraisal_acting import Doing, acting
from kinerja.services.attachment import Upload, attach
from kinerja.services.errors import FigureErrors, Refused
from officials.models import User

Origin = StaffRating.Origin


class StaleRatingError(Refused):
    """Somebody saved element 2 after a form was opened; nothing was written.

    Args:
        rating: as it is stored now, with who saved it.
    """

    def __init__(self, rating: StaffRating) -> None:
        self.rating = rating
        words = {
            "by": rating.rated_by.display_name,
            "at": timezone.localtime(rating.rated_at).strftime("%H.%M"),
            "now": said_by(rating),
        }
        super().__init__(
            [_("Unsur 2 diubah oleh %(by)s pukul %(at)s WIB; yang tersimpan sekarang: %(now)s.") % words]
        )


def version_of(rating: StaffRating | None) -> str:
    """What tells one save of a rating from the next: a form carries it, a save compares it."""
    return "" if rating is None else rating.rated_at.isoformat()


def said_by(rating: StaffRating) -> str:
    """A rating in a few words: where it comes from, its value and its predikat, or why there is none."""
    figure = "" if rating.value is None else written(rating.value, 2)
    told = [rating.get_origin_display(), figure, rating.predikat, rating.reason]
    return ", ".join(str(part) for part in told if part)


def save_rating(
    *,
    appraisal: Appraisal,
    actor: User,
    origin: str,
    data: Mapping[str, Any],
    files: tuple[Upload, ...] = (),
    version: str | None = None,
    synthetic: bool = False,
) -> StaffRating:
    """Store element 2 as the superior says it.

    Args:
        appraisal: a draft, or returned.
        actor: the holder of the nearest occupied post above, or who acts for them.
        origin: ``entered`` here, or decided ``elsewhere`` (BKN e-Kinerja), with its source and document.
        data: what was entered, in plain JSON types, as ``rules.staff`` of the period's regime reads it.
        files: documents of the rating, kept with the appraisal.
        version: ``version_of`` the rating that a form showed; None where nothing was shown.
        synthetic: whether the rating is made up, for a demonstration.

    Returns:
        The rating with its result.

    Raises:
        NotPermitted, Refused: as ``acting``.
        StaleRatingError: another save came in between.
        FigureErrors: fields that cannot be judged, all at once, or a file; nothing is stored.

    Source: II.C.2; R8; facts.md 1 and 2.
    """
    regime = regime_on(appraisal.period.cutoff).key
    values = _judged(regime, origin, data) | {"synthetic": synthetic}
    with acting(appraisal=appraisal, act="rate", actor=actor) as doing:
        _refuse_stale(doing, version)
        attach(doing, Attachment.Purpose.RATING, files)
        return store_rating(doing, values)


def declare_unavailable(
    *, appraisal: Appraisal, actor: User, reason: str, version: str | None = None
) -> StaffRating:
    """Say that element 2 is not available yet, and why; it is shown so, never as 0 (R8).

    Args:
        appraisal: a draft, or returned.
        actor: as for ``save_rating``.
        reason: in words.
        version: ``version_of`` the rating that a form showed; None where nothing was shown.

    Raises:
        NotPermitted, Refused: as ``acting``; or no reason is given.
        StaleRatingError: another save came in between.
    """
    words = reason.strip()
    if not words:
        raise Refused([_("Tuliskan mengapa unsur 2 belum tersedia.")])
    values = _unavailable(regime_on(appraisal.period.cutoff).key, words)
    with acting(appraisal=appraisal, act="rate", actor=actor) as doing:
        _refuse_stale(doing, version)
        return store_rating(doing, values)


def import_rating(
    *, appraisal: Appraisal, actor: User, data: Mapping[str, Any], note: str = ""
) -> StaffRating:
    """Take over one result decided elsewhere, by an operator of the Ditjen.

    Args:
        appraisal: a draft, or returned.
        actor: an operator_ditjen.
        data: ``value``, ``predikat``, ``source``, ``document_number``.
        note: where it comes from, for the audit trail.

    Raises:
        NotPermitted, Refused, FigureErrors: as ``save_rating``.
    """
    values = _judged(regime_on(appraisal.period.cutoff).key, Origin.ELSEWHERE, data) | {"synthetic": False}
    with acting(appraisal=appraisal, act="import_rating", actor=actor, note=note, told=False) as doing:
        return store_rating(doing, values)


def put_back_rating(*, appraisal: Appraisal, actor: User, facts: Mapping[str, Any] | None, note: str) -> None:
    """Undo what an import took over: the rating as it was, who had given it and when.

    Args:
        appraisal: a draft, or returned.
        actor: an operator_ditjen.
        facts: ``_asal``, ``_isian``, ``_alasan``, ``_sintetis``, ``_oleh`` and ``_pada`` of the rating; None
            for none.
        note: of which import, for the audit trail.

    Raises:
        NotPermitted, Refused: as ``acting``.
    """
    with acting(appraisal=appraisal, act="import_rating", actor=actor, note=note, told=False) as doing:
        if facts is None:
            old = StaffRating.objects.get(appraisal=doing.appraisal)
            doing.before |= {"rating": _facts(old)}
            doing.after |= {"rating": None}
            old.delete()
            return
        regime, origin = regime_on(appraisal.period.cutoff).key, facts["_asal"]
        if origin == Origin.UNAVAILABLE:
            values = _unavailable(regime, facts["_alasan"])
        else:
            values = _judged(regime, origin, facts["_isian"]) | {"synthetic": facts["_sintetis"]}
        made = store_rating(doing, values, User.objects.get(pk=facts["_oleh"]))
        at = datetime.fromisoformat(facts["_pada"])
        StaffRating.objects.filter(pk=made.pk).update(rated_at=at)  # saving stamps it


def store_rating(doing: Doing, values: Mapping[str, Any], by: User | None = None) -> StaffRating:
    """Write a rating inside an act, with what it was and is for the audit; ``by`` had given it before."""
    old = StaffRating.objects.filter(appraisal=doing.appraisal).first()
    doing.before |= {"rating": old and _facts(old)}
    rating = old or StaffRating(appraisal=doing.appraisal)
    for name, value in values.items():
        setattr(rating, name, value)
    rating.rated_by = by or doing.actor
    rating.save()
    doing.after |= {"rating": _facts(rating)}
    return rating


def _unavailable(regime: str, reason: str) -> dict[str, Any]:
    """The columns of a rating that is not there yet."""
    empty: dict[str, Any] = {"data": {}, "result": None, "value": None, "predikat": "", "synthetic": False}
    return empty | {"regime": regime, "origin": Origin.UNAVAILABLE, "reason": reason}


def _refuse_stale(doing: Doing, version: str | None) -> None:
    rating = StaffRating.objects.select_related("rated_by").filter(appraisal=doing.appraisal).first()
    if version is not None and rating is not None and version_of(rating) != version:
        raise StaleRatingError(rating)


def _judged(regime: str, origin: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a rating, judged by the rules of its regime."""
    try:
        result = judge(regime, origin, data)
    except StaffError as error:
        raise FigureErrors({"": error.errors}) from error
    return {
        "regime": regime,
        "origin": origin,
        "data": dict(data),
        "result": staff_data(result),
        "value": result.value,
        "predikat": result.predikat,
        "reason": "",
    }


def decided_rating(regime: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a rating that a decision on an objection sets (R10).

    Raises:
        FigureErrors: value and predikat do not fit the regime.
    """
    return _judged(regime, Origin.DECISION, data)


def _facts(rating: StaffRating) -> dict[str, Any]:
    return {name: getattr(rating, name) for name in ("origin", "value", "predikat", "reason", "data")}
