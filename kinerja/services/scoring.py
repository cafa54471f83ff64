"""Scores kept up to date: read everything at once, judge by the rules, write only what changed (R1 to R6).

A final result is never scored again; whoever must correct one reopens it. Rows are locked in the order of
``services.locking`` (kab/kota, then provinces), so that no figure moves under the score being reckoned.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import chain
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from kinerja.models import Period, SemesterEvaluation
from kinerja.rules.appraisal import outputs_data, score_field
from kinerja.rules.element import OwnOutputs
from kinerja.rules.record import UnitInput, result_data, score
from kinerja.rules.types import FigureError, UnitScore
from kinerja.rules.unfit import without_unfit
from kinerja.selectors.inputs import ScoringInput, scoring_inputs
from kinerja.selectors.outputs import field_key
from officials import audit
from officials.models import User, WorkUnit

SCORED = audit.register("period.score", gettext_lazy("Menghitung ulang skor periode"))
FINAL = SemesterEvaluation.State.FINAL
#: What judging decides; nothing else writes these columns.
RESULT = (
    *("completion", "nilai", "kategori", "provisional", "reported", "required", "synthetic"),
    *("result", "result_digest", "fields", "updated_at"),
)
#: Rows written by one statement; the first SELECT, of no row, gives the values the types of their columns.
ROWS = 100
_WRITE = """
UPDATE kinerja_semesterevaluation AS stored SET
  completion = fresh.completion, nilai = fresh.nilai, kategori = fresh.kategori,
  provisional = fresh.provisional, reported = fresh.reported, required = fresh.required,
  synthetic = fresh.synthetic, result = fresh.result, result_digest = fresh.result_digest,
  fields = fresh.fields, updated_at = fresh.updated_at
FROM (
  SELECT id, completion, nilai, kategori, provisional, reported, required, synthetic, result, result_digest,
    fields, updated_at
  FROM kinerja_semesterevaluation WHERE 1 = 0
  {rows}
) AS fresh
WHERE stored.id = fresh.id AND stored.state <> 'final'
"""
_ROW = "UNION ALL SELECT %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s\n"


@dataclass(frozen=True, slots=True)
class ScoringReport:
    """What a scoring run did, by region code.

    ``changed`` got another result, ``final`` were left alone, ``unfit`` have a figure that cannot be judged:
    it counts as not reported, and the sentence says what is wrong with it.
    """

    period: str
    judged: int
    changed: tuple[str, ...]
    final: int
    unfit: tuple[tuple[str, str], ...] = ()


class _Judged(NamedTuple):
    """A result ready to be stored: its data, as text, and what tells it from another one."""

    pk: int
    code: str
    data: dict[str, Any]
    text: str
    fields: str
    digest: str


def score_period(
    *, period: Period, actor: User | None, evaluations: Iterable[SemesterEvaluation] | None = None
) -> ScoringReport:
    """Score a period anew.

    Args:
        period: with its policy and set.
        actor: who asked for it; None for the system itself.
        evaluations: only these and the provinces that are drawn from them; None for all.

    Returns:
        Which results changed. With a change there is one audit entry over all of them, else none.

    Source: R2 to R6.
    """
    only = None if evaluations is None else [row.pk for row in evaluations]
    with transaction.atomic():
        report = _score(period, only)
        if report.changed:
            after = {"judged": report.judged, "changed": list(report.changed)}
            audit.record(SCORED, actor=actor, obj=period, after=after)
    return report


def rescore_open(*, actor: User | None) -> list[ScoringReport]:
    """Score every open period anew, after a register changed that they are judged by.

    Args:
        actor: the keeper of the register; each period that changes gets its own audit entry.

    Source: R2 (national targets, the designated version).
    """
    return [score_period(period=period, actor=actor) for period in Period.objects.filter(state="open")]


def score_unit(*, evaluation: SemesterEvaluation, actor: User | None) -> ScoringReport:
    """Score one unit and the province that is drawn from it, inside the act that changed a figure.

    Args:
        evaluation: the unit's; its result is brought up to date on the object too.
        actor: who acts. The act itself is audited by its own service, so there is no entry here.

    Returns:
        Which of the two changed.
    """
    with transaction.atomic():
        report = _score(evaluation.period, [evaluation.pk])
    if report.changed:
        evaluation.refresh_from_db(fields=RESULT)
    return report


def score_units(*, period: Period, evaluations: Collection[int], actor: User | None) -> ScoringReport:
    """Score some units and the provinces drawn from them, inside the act that changed their figures.

    Args:
        period: theirs.
        evaluations: their ids.
        actor: who acts. The act itself is audited by its own service, so there is no entry here.
    """
    with transaction.atomic():
        return _score(period, evaluations)


def _score(period: Period, only: Collection[int] | None) -> ScoringReport:
    wanted = lock_units(period, only)
    found = scoring_inputs(period, None if only is None else wanted)
    open_ = [row for row in found if row.row.state != FINAL]
    judged, unfit = [], []
    for row in open_:
        result, faults = _judge(row)
        judged.append((row, result))
        unfit += [(row.row.code, fault) for fault in faults]
    changed = [result for row, result in judged if result.digest != row.row.digest]
    _write(changed, timezone.now())
    codes = tuple(result.code for result in changed)
    return ScoringReport(period.code, len(open_), codes, len(found) - len(open_), tuple(unfit))


def lock_units(period: Period, only: Collection[int] | None) -> list[int]:
    """Lock what is to be scored, kab/kota before provinces; the provinces of some kab/kota come with them.

    Args:
        period: theirs.
        only: ids of evaluations; None for all of the period.

    Returns:
        The ids that are locked until the transaction ends.
    """
    rows = SemesterEvaluation.objects.filter(period=period)
    if only is not None:
        above = rows.filter(pk__in=list(only), province__isnull=False).values("province")
        rows = rows.filter(Q(pk__in=list(only)) | Q(unit__in=WorkUnit.objects.filter(region__in=above)))
    ordered = rows.order_by(F("province").asc(nulls_last=True), "pk").select_for_update()
    return list(ordered.values_list("pk", flat=True))


def _judge(found: ScoringInput) -> tuple[_Judged, list[str]]:
    """Judge one unit; a figure that cannot be judged never keeps the others from being scored."""
    inputs = found.inputs
    faults: list[str] = []
    try:
        result = score(inputs)
    except FigureError:
        inputs, faults = without_unfit(inputs)
        result = score(inputs)
    data = result_data(inputs, result)
    text = _text(data)
    own = {field_key(named): _bidang(named, outputs, inputs, result) for named, outputs in found.bidang}
    fields = _text(own)
    digest = hashlib.sha256((text + fields).encode()).hexdigest()
    return _Judged(found.row.pk, found.row.code, data, text, fields, digest), faults


def _text(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _bidang(
    fields: tuple[str, ...], outputs: OwnOutputs, inputs: UnitInput, whole: UnitScore
) -> dict[str, Any]:
    """The result of one bidang in short, with what tells it from the unit's (R8)."""
    own = score_field(fields, inputs, whole, outputs)
    return {
        "outputs": outputs_data(outputs),
        "completion": None if own.percent is None else str(own.percent),
        "nilai": own.grade.nilai if own.grade else None,
        "kategori": own.grade.kategori if own.grade else "",
        "provisional": own.provisional,
        "reported": own.reported,
        "required": own.required,
        "synthetic": any(row.synthetic for row in own.completions),
    }


def _write(changed: Sequence[_Judged], now: datetime) -> None:
    """Store the changed results, many in one statement."""
    with connection.cursor() as cursor:
        for start in range(0, len(changed), ROWS):
            rows = [_columns(row, now) for row in changed[start : start + ROWS]]
            cursor.execute(_WRITE.format(rows=_ROW * len(rows)), list(chain.from_iterable(rows)))


def _columns(row: _Judged, now: datetime) -> list[Any]:
    """One row of ``_WRITE``, as the database wants it."""
    data = row.data
    values = {
        "completion": None if data["completion"] is None else Decimal(data["completion"]),
        "nilai": data["nilai"],
        "kategori": data["kategori"] or "",
        "provisional": data["provisional"],
        "reported": data["reported"],
        "required": data["required"],
        "synthetic": any(indicator["synthetic"] for indicator in data["indicators"]),
        "updated_at": now,
    }
    stored = {name: _field(name).get_db_prep_save(value, connection) for name, value in values.items()}
    stored |= {"result": row.text, "result_digest": row.digest, "fields": row.fields}
    return [row.pk, *(stored[name] for name in RESULT)]


def _field(name: str) -> Any:
    return SemesterEvaluation._meta.get_field(name)
