"""Papua Barat in 2025-1: entered, endorsed, questioned, verified and returned through the services.

Kabupaten Manokwari is left to the visitor: it has its published KTP-el figure and is a draft.
"""

from collections.abc import Mapping

from kinerja.demo import published
from kinerja.demo.semester import unit_of
from kinerja.models import Period, SemesterEvaluation
from kinerja.rules.entry import Figures
from kinerja.services.evaluation import save_figures
from kinerja.services.transition import perform
from officials.models import User, WorkUnit

PERIOD = "2025-1"
VISITOR = "92.02"
#: The acts on each kabupaten, in order, by whom and in what words.
ACTS = {
    "92.03": (("submit", ""), ("endorse", ""), ("verify", "")),
    "92.06": (("submit", ""), ("endorse", "")),
    "92.07": (("submit", ""),),
    "92.08": (("submit", ""), ("endorse", ""), ("verify", ""), ("finalise", "")),
    "92.11": (
        ("submit", ""),
        (
            "return_",
            "Contoh: jumlah SKPD berbeda dari daftar perangkat daerah; perbaiki lalu ajukan kembali.",
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
            perform(evaluation=row, act=act, actor=actors[ACTORS[act]], note=note)
            acts += 1
    return acts


def _enter(row: SemesterEvaluation, actor: User) -> None:
    save_figures(evaluation=row, actor=actor, version=row.version, figures=_figures(row))


def _figures(row: SemesterEvaluation) -> dict[str, Figures]:
    unit = unit_of(row.period, row)
    if row.duties == WorkUnit.Duties.PROVINSI:
        return unit.province()
    recorded = published.ktpel_2025()[row.region_code]
    if row.region_code == VISITOR:
        return {"K1.1a": recorded}
    return unit.kabkota() | {"K1.1a": recorded, "K1.1b": unit.printed(int(recorded.numerator or 0))}
