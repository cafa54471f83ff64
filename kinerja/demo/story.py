"""Papua Barat in 2025-1: entered, endorsed, questioned, verified and returned through the services.

Kabupaten Manokwari is left to the visitor: it has its published KTP-el figure and is a draft.
"""

from collections.abc import Mapping
from datetime import timedelta

from kinerja.demo import figures as made_up
from kinerja.demo import published
from kinerja.demo.extras import idea, quantity
from kinerja.demo.semester import unit_of
from kinerja.models import Period, SemesterEvaluation
from kinerja.rules.entry import Figures
from kinerja.rules.reports import Report
from kinerja.selectors.report import required_outputs
from kinerja.services.evaluation import save_figures
from kinerja.services.innovation import decide_innovation, propose_innovation
from kinerja.services.report import save_reports
from kinerja.services.transition import perform
from officials.models import User, WorkUnit

PERIOD = "2025-1"
VISITOR = "92.02"
#: Who tells each service output and each innovation, so that K2 and K3 follow from registers.
REPORTS, INNOVATES = "92.08", ("92.07", "92.08")
#: The act that decides on innovations, beside those of the workflow.
DECIDE = "decide"
#: The acts on each kabupaten, in order, with the words that go with them.
ACTS = {
    "92.03": (("submit", ""), ("endorse", ""), ("verify", "")),
    "92.06": (("submit", ""), ("endorse", "")),
    "92.07": (("submit", ""),),
    "92.08": (("submit", ""), ("endorse", ""), (DECIDE, ""), ("verify", ""), ("finalise", "")),
    "92.11": (
        ("submit", ""),
        (
            "return_",
            "Contoh: jumlah SKPD berbeda dari daftar perangkat daerah; mohon diperbaiki.",
        ),
    ),
    "92.12": (
        ("submit", ""),
        ("question", "Contoh: mengapa perekaman jauh di bawah kabupaten lain? Mohon penjelasan."),
    ),
}
ACTORS = {
    "submit": "operator_ditjen",
    "endorse": "pemantau_provinsi",
    "question": "pemantau_provinsi",
    DECIDE: "verifikator_ditjen",
    "verify": "verifikator_ditjen",
    "return_": "verifikator_ditjen",
    "finalise": "dirjen",
}


def tell(period: Period, actors: Mapping[str, User]) -> int:
    """Enter the figures of Papua Barat and act on its kabupaten; returns how many acts."""
    rows = SemesterEvaluation.objects.filter(period=period, region_code__startswith="92")
    acts = 0
    for row in rows.select_related("period", "unit__region").order_by("-region_code"):
        _enter(row, actors["operator_ditjen"])
        for act, note in ACTS.get(row.region_code, ()):
            _act(row, act, note, actors[ACTORS[act]])
            acts += 1
    return acts


def _act(row: SemesterEvaluation, act: str, note: str, actor: User) -> None:
    if act != DECIDE:
        perform(evaluation=row, act=act, actor=actor, note=note)
        return
    for innovation in row.innovations.all():
        decide_innovation(innovation=innovation, actor=actor, accept=True)


def _enter(row: SemesterEvaluation, actor: User) -> None:
    """Enter what a unit reports: figures first, then the registers, which decide their own figures."""
    unit = unit_of(row.period, row)
    figures = _figures(row, unit)
    kept = figures.keys() - ({"K2"} if row.region_code == REPORTS else set())
    kept -= {"K3"} if row.region_code in INNOVATES else set()
    said = {code: figures[code] for code in kept}
    saved = save_figures(evaluation=row, actor=actor, version=row.version, figures=said).evaluation
    if row.region_code == REPORTS:
        reports = _reports(row, int(figures["K2"].numerator or 0))
        save_reports(evaluation=saved, actor=actor, version=saved.version, reports=reports)
    if row.region_code in INNOVATES:
        for place in range(max(1, unit.innovations())):
            title, field = idea(row.region_code, place)
            propose_innovation(evaluation=saved, actor=actor, title=title, field=field, synthetic=True)


def _figures(row: SemesterEvaluation, unit: made_up.Unit) -> dict[str, Figures]:
    if row.duties == WorkUnit.Duties.PROVINSI:
        return unit.province()
    recorded = published.ktpel_2025()[row.region_code]
    if row.region_code == VISITOR:
        return {"K1.1a": recorded}
    return unit.kabkota() | {"K1.1a": recorded, "K1.1b": unit.printed(int(recorded.numerator or 0))}


def _reports(row: SemesterEvaluation, in_time: int) -> dict[str, Report]:
    """Reports in time on as many outputs, and late ones on the others."""
    due = row.period.reports_due
    return {
        output.code: Report(
            due if place < in_time else due + timedelta(days=9), quantity(row.region_code, output.code), True
        )
        for place, output in enumerate(required_outputs(row))
    }
