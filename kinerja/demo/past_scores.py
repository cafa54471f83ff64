"""Synthetic scores "given then" for a few units of 2018-1, so that differences and reasons can be seen."""

from decimal import Decimal

from kinerja.demo import SYNTHETIC
from kinerja.exchange.history_columns import HEADS, past_data
from kinerja.models import SemesterEvaluation
from kinerja.rules.readings import Outcome, outcome, readings_of
from kinerja.rules.record import UnitInput, score
from kinerja.services.locking import lock_rows
from kinerja.services.past_score import Given, record_past_scores
from officials.models import User

PERIOD = "2018-1"
#: Code of a region → the reading by which its score is made up; "" for one that nothing explains.
READ = {"15": "uncapped", "52": "target_P1.2_none", "92": "parts_apart", "92.03": ""}
NOTE = "Skor buatan untuk memperagakan perbandingan; bukan dari dokumen terbitan."
#: Percentage points by which the unexplained score is off.
OFF = Decimal("3.21")


def add_past_scores(operator: User) -> int:
    """Record them, as the operator of the Ditjen would from an old sheet.

    Returns:
        How many.
    """
    rows = SemesterEvaluation.objects.filter(period__code=PERIOD, region_code__in=READ, inputs__isnull=False)
    first = rows.select_related("period").first()
    if first is None:
        return 0
    given = {row: Given(_data(row)) for row in lock_rows(first.period, rows)}
    record_past_scores(given=given, actor=operator, note=SYNTHETIC)
    return len(given)


def _data(row: SemesterEvaluation) -> dict[str, object]:
    come = _outcome(UnitInput.from_data(row.inputs or {}), READ[row.region_code])
    grade = come.grade
    said = {
        "completion": come.percent,
        "nilai": Decimal(grade.nilai) if grade and grade.nilai else None,
        "kategori": grade.kategori if grade else "",
        "source": SYNTHETIC,
        "note": NOTE,
    }
    return past_data({HEADS[name]: value for name, value in said.items()})


def _outcome(inputs: UnitInput, code: str) -> Outcome:
    """What a unit comes to by a reading, or by none and off."""
    ours = outcome(found := score(inputs), inputs.policy)
    reading = next((row for row in readings_of(inputs, found, {}) if row.code == code), None)
    if reading is None:
        return Outcome((ours.percent or Decimal(0)) - OFF, None)
    turned = reading.turn(inputs) if reading.turn else inputs
    return outcome(score(turned), turned.policy, (reading,))
