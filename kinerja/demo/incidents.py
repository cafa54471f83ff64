"""Example incidents in the register: of 2025-1 two proven, one not, one undecided; of 2025-2 two proven.

None of them happened.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kinerja.demo import SYNTHETIC
from kinerja.models import Incident, Period, SemesterEvaluation
from kinerja.services.incident import decide_incident, record_incident
from officials.models import User


@dataclass(frozen=True, slots=True)
class Example:
    """An incident; ``proven`` None leaves it undecided."""

    code: str
    kind: str
    day: date
    text: str
    proven: bool | None


EXAMPLES = (
    Example("92.12", Incident.Kind.LEVY, date(2025, 4, 15), "pungutan pada penerbitan KTP-el", True),
    Example("92.11", Incident.Kind.BREACH, date(2025, 3, 10), "mutasi pejabat tanpa keputusan Menteri", True),
    Example("92.06", Incident.Kind.BREACH, date(2025, 2, 20), "pengangkatan pejabat tanpa usulan", False),
    Example("92.07", Incident.Kind.LEVY, date(2025, 5, 6), "pungutan pada penerbitan kartu keluarga", None),
    Example("34.71", Incident.Kind.BREACH, date(2025, 9, 15), "mutasi pejabat tanpa keputusan Menteri", True),
    Example("75.71", Incident.Kind.LEVY, date(2025, 10, 7), "pungutan pada penerbitan akta kelahiran", True),
)


def add_incidents(period: Period, actors: Mapping[str, User]) -> int:
    """Record a period's incidents and decide on them; returns how many acts that were."""
    examples = [one for one in EXAMPLES if period.starts <= one.day <= period.cutoff]
    rows = SemesterEvaluation.objects.filter(period=period).select_related("unit")
    units = {row.region_code: row.unit for row in rows.filter(region_code__in=[one.code for one in examples])}
    for one in examples:
        made = record_incident(
            unit=units[one.code],
            kind=one.kind,
            happened_on=one.day,
            description=f"Contoh, bukan peristiwa nyata: {one.text}.",
            source=SYNTHETIC,
            actor=actors["operator_ditjen"],
            synthetic=True,
        )
        if one.proven is not None:
            note = "" if one.proven else "Contoh: usulannya ternyata ada."
            decide_incident(incident=made, actor=actors["verifikator_ditjen"], proven=one.proven, note=note)
    return len(examples) + sum(one.proven is not None for one in examples)
