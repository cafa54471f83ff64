"""Service reports and innovations behind the figures of some example units (K2, K3)."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from kinerja.demo import EXAMPLE
from kinerja.demo.plan import DONE, READY
from kinerja.demo.seed import pick
from kinerja.models import Innovation, Period, SemesterEvaluation, ServiceOutput, ServiceReport
from kinerja.rules.entry import Figures
from officials.models import Position, User

Field = Position.Field
IDEAS = (
    ("Jemput bola perekaman KTP-el ke sekolah", Field.DAFDUK),
    ("Akta kelahiran terbit di rumah sakit", Field.CAPIL),
    ("Antrean layanan lewat telepon", Field.PIAK),
    ("Data kependudukan untuk bantuan sosial", Field.PEMANFAATAN),
    ("Layanan pindah datang dalam satu hari", Field.DAFDUK),
)
#: Beside the provinces that are done or nearly so, this many of 100 kab/kota tell single reports and ideas.
SHARE = 8

Rows = Iterable[SemesterEvaluation]
Stored = Mapping[int, Mapping[str, Figures]]


def add_reports(period: Period, evaluations: Rows, figures: Stored, by: User) -> int:
    """Make as many reports in time as K2 of a unit says, and a late one beside them; returns how many."""
    outputs = list(
        ServiceOutput.objects.filter(
            indicator_set=period.indicator_set_id, duties="kabkota", scored_by=""
        ).order_by("sequence")
    )
    made = []
    for row in evaluations:
        said = figures[row.pk].get("K2")
        if said is not None and said.numerator is not None and _tells(row, "K2"):
            made += _reports(period, row, outputs, int(said.numerator), by)
    return len(ServiceReport.objects.bulk_create(made))


def add_innovations(evaluations: Rows, figures: Stored, actors: Mapping[str, User]) -> int:
    """Make verified innovations until the year has as many as K3 of a unit says (R6); returns how many."""
    made, before = [], _earlier(evaluations)
    for row in evaluations:
        said = figures[row.pk].get("K3")
        if said is not None and said.numerator is not None and _tells(row, "K3"):
            places = range(before.get(row.unit_id, 0), int(said.numerator))
            made += [_innovation(row, place, actors) for place in places]
    return len(Innovation.objects.bulk_create(made))


def _earlier(evaluations: Rows) -> dict[int, int]:
    """How many innovations of each office earlier semesters of the year verified."""
    row = next(iter(evaluations), None)
    if row is None:
        return {}
    period = row.period
    found = Innovation.objects.filter(
        state=Innovation.State.VERIFIED,
        evaluation__period__year=period.year,
        evaluation__period__semester__lt=period.semester,
    )
    counted = found.order_by().values_list("evaluation__unit_id").annotate(Count("pk"))
    return dict(counted)


def idea(code: str, place: int) -> tuple[str, str]:
    """Title and field of a unit's innovation."""
    title, field = IDEAS[(pick(0, 3, code, "idea") + place) % len(IDEAS)]
    return f"{title} {EXAMPLE}", field


def quantity(code: str, output: str) -> int:
    """How many documents a unit reports of an output; now and then none ("nihil")."""
    return max(0, pick(-200, 3000, code, output, "quantity"))


def _tells(row: SemesterEvaluation, indicator: str) -> bool:
    some = row.region_code[:2] in {*DONE, READY}
    return some or pick(1, 100, row.region_code, indicator, "tells") <= SHARE


def _reports(
    period: Period, row: SemesterEvaluation, outputs: list[ServiceOutput], in_time: int, by: User
) -> list[ServiceReport]:
    late = period.reports_due + timedelta(days=9)
    days = [period.cutoff + timedelta(days=pick(3, 28, row.region_code, output.code)) for output in outputs]
    return [
        ServiceReport(
            evaluation=row,
            output=output,
            reported_on=day if place < in_time else late,
            quantity=quantity(row.region_code, output.code),
            synthetic=True,
            entered_by=by,
        )
        for place, (output, day) in enumerate(zip(outputs, days, strict=True))
        if place <= in_time
    ]


def _innovation(row: SemesterEvaluation, place: int, actors: Mapping[str, User]) -> Innovation:
    title, field = idea(row.region_code, place)
    return Innovation(
        evaluation=row,
        title=title,
        field=field,
        state=Innovation.State.VERIFIED,
        decided_by=actors["verifikator_ditjen"],
        decided_at=timezone.now(),
        synthetic=True,
        entered_by=actors["operator_ditjen"],
    )
