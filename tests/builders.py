"""Objects for tests, each with working defaults: say only what the test is about.

Every builder writes to the database and returns the model. Codes, names and dates may be given; nothing here
knows a rule of the decree beyond the tables in ``fixtures/``.
"""

import csv
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

from django.utils import timezone

from kinerja.models import (
    DesignatedVersion,
    Incident,
    Indicator,
    IndicatorSet,
    IndicatorTarget,
    Innovation,
    NationalTarget,
    PerformanceAgreement,
    Period,
    Realization,
    ScoringPolicy,
    SemesterEvaluation,
    ServiceOutput,
)
from kinerja.selectors.inputs import unit_input
from officials.models import Appointment, Official, Position, RoleAssignment, User, WorkUnit
from regions.models import Region, RegionCode

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
SET_CODE = "100-1077/2017"
SIAK = "7.4.3"
LONG_AGO = date(2000, 1, 1)
DUTIES = {Region.Kind.PROVINSI: WorkUnit.Duties.PROVINSI}
STAFF_POSTS = {
    "dirjen": Position.Kind.DIRJEN,
    "menteri": Position.Kind.MENTERI,
    "kepala_daerah": Position.Kind.KEPALA_DAERAH,
    "pejabat": Position.Kind.KABID,
    "atasan": Position.Kind.KABID,
}
_number = count(1)

#: A complete semester of a kab/kota and of a province: every indicator reported, the target met.
KABKOTA_FIGURES: dict[str, Any] = {
    "K1.1a": (9_200, 10_000),
    "K1.1b": (9_200, 9_200),
    "K1.2": (4_500, 5_000),
    "K1.3": SIAK,
    "K1.4": (20, 20),
    "K1.5": "0",
    "K1.6": (95, 100),
    "K2": (22, 22),
    "K3": 2,
    "P2.b": "0",
}
PROVINCE_FIGURES: dict[str, Any] = {"P1.4": (30, 30), "P1.5": (96, 100), "P2.a": "0"}


def make_region(
    code: str,
    name: str = "",
    *,
    parent: Region | None = None,
    kind: str = "",
    valid_from: date | None = None,
    valid_until: date | None = None,
) -> Region:
    """A region with one code; ``92`` is a province, ``92.03`` a kabupaten, ``92.71`` a kota."""
    made = Region.objects.create(name=name or f"Wilayah {code}", kind=kind or _kind_of(code))
    dates = {"valid_from": valid_from, "valid_until": valid_until}
    RegionCode.objects.create(region=made, code=code, parent=parent, **dates)
    return made


def _kind_of(code: str) -> str:
    if "." not in code:
        return Region.Kind.PROVINSI
    return Region.Kind.KOTA if code.split(".")[1] >= "71" else Region.Kind.KABUPATEN


def make_unit(region: Region | str = "92", *, parent: Region | None = None, **fields: Any) -> WorkUnit:
    """The office of a region, or of a new region with this code."""
    where = make_region(region, parent=parent) if isinstance(region, str) else region
    words = {"name": f"Disdukcapil {where.name}", "duties": DUTIES.get(where.kind, WorkUnit.Duties.KABKOTA)}
    return WorkUnit.objects.create(region=where, **(words | fields))


def make_user(role: str = "", region: Region | None = None, *, username: str = "", **fields: Any) -> User:
    """An account that holds a role from long ago on, with the post that the role needs."""
    user = User(username=username or f"{role or 'akun'}-{next(_number)}", **fields)
    user.set_unusable_password()
    user.save()
    if role:
        give_role(user, role, region)
    return user


def give_role(user: User, role: str, region: Region | None = None, **dates: Any) -> RoleAssignment:
    """Give an account a role; ``valid_from`` and ``valid_until`` may be named."""
    appointment = make_appointment(role, region) if role in STAFF_POSTS else None
    held = {"user": user, "role": role, "region": region, "appointment": appointment}
    return RoleAssignment.objects.create(**held, **({"valid_from": LONG_AGO} | dates))


def make_appointment(role: str, region: Region | None = None, **fields: Any) -> Appointment:
    """The tenure of the post that a role is tied to: the one there is, else a new one from long ago."""
    post = make_position(STAFF_POSTS[role], region)
    held = post.appointments.first()
    if held:
        return held
    official = Official.objects.create(name=f"Pejabat {next(_number)}")
    tenure = {"decree_number": "SK-1", "decree_date": LONG_AGO, "valid_from": LONG_AGO}
    return Appointment.objects.create(position=post, official=official, **(tenure | fields))


def make_position(kind: str, region: Region | None = None) -> Position:
    """A new post in the office of a region; of Menteri, Dirjen and a Kepala Daerah there is only one."""
    title = f"Jabatan {next(_number)}"
    if kind in Position.NATIONAL:
        return Position.objects.get_or_create(kind=kind, defaults={"title": title})[0]
    if kind == Position.Kind.KEPALA_DAERAH:
        return Position.objects.get_or_create(kind=kind, region=region, defaults={"title": title})[0]
    unit = WorkUnit.objects.filter(region=region).first() or make_unit(region or f"{next(_number):02}")
    return Position.objects.create(kind=kind, unit=unit, title=title, field=Position.Field.DAFDUK)


def make_policy(version: int = 1, **data: Any) -> ScoringPolicy:
    """A policy version; keys given override the defaults of the reading rules."""
    found = ScoringPolicy.objects.filter(version=version).first()
    return found or ScoringPolicy.objects.create(version=version, name=f"Kebijakan {version}", data=data)


def make_set(code: str = SET_CODE, *, decided_on: date | None = None) -> IndicatorSet:
    """The decree's tables from ``fixtures/``; under another code a successor with the same rows."""
    found = IndicatorSet.objects.filter(code=code).first()
    if found:
        return found
    raw = json.loads((FIXTURES / "indicator_sets" / "100-1077-2017.json").read_text(encoding="utf-8"))
    indicators, outputs = raw.pop("indicators"), raw.pop("outputs")
    words = raw | {"code": code, "decided_on": decided_on or date.fromisoformat(raw["decided_on"])}
    made = IndicatorSet.objects.create(**words)
    _make_indicators(made, indicators)
    ServiceOutput.objects.bulk_create(ServiceOutput(indicator_set=made, **row) for row in outputs)
    return made


def _make_indicators(indicator_set: IndicatorSet, rows: list[dict[str, Any]]) -> None:
    parents = {row["code"]: row.pop("parent") for row in rows}
    whole = [Indicator(indicator_set=indicator_set, **row) for row in rows if not parents[row["code"]]]
    ids = {row.code: row for row in Indicator.objects.bulk_create(whole)}
    parts = [row for row in rows if parents[row["code"]]]
    Indicator.objects.bulk_create(
        Indicator(indicator_set=indicator_set, parent=ids[parents[row["code"]]], **row) for row in parts
    )


def make_national_targets() -> None:
    """The register of national targets from ``fixtures/``."""
    with (FIXTURES / "national_targets.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    NationalTarget.objects.bulk_create(
        (
            NationalTarget(
                measure=row["indicator"],
                year=int(row["year"]),
                series=row["series"],
                target=Decimal(row["target_percent"]),
                source=row["source"],
            )
            for row in rows
        ),
        ignore_conflicts=True,
    )


def make_designated(version: str = SIAK, valid_from: date = date(2017, 1, 1)) -> DesignatedVersion:
    """The SIAK version designated from a day on."""
    return DesignatedVersion.objects.create(version=version, valid_from=valid_from, source="Surat Dirjen")


def make_period(code: str = "2018-1", *, policy: ScoringPolicy | None = None, **fields: Any) -> Period:
    """A period of the decree's set under policy 1, with targets; its entry window is open."""
    year, semester = (int(part) for part in code.split("-"))
    first = semester == 1
    dates = {
        "cutoff": date(year, 6, 30) if first else date(year, 12, 31),
        "entry_opens": date(year, 7, 1) if first else date(year + 1, 1, 1),
        "reports_due": date(year, 7, 31) if first else date(year + 1, 1, 31),
    }
    make_national_targets()
    kept = {"policy": policy or make_policy(), "indicator_set": make_set()}
    return Period.objects.create(code=code, year=year, semester=semester, **(dates | kept | fields))


def make_evaluation(unit: WorkUnit, period: Period | None = None, **fields: Any) -> SemesterEvaluation:
    """The evaluation of a unit, with code, name and province as they were at the cut-off."""
    period = period or Period.objects.first() or make_period()
    code = RegionCode.objects.on(period.cutoff).get(region=unit.region)
    frozen = {
        "region_code": code.code,
        "region_name": unit.region.name,
        "region_kind": unit.region.kind,
        "province": code.parent,
        "duties": unit.duties,
        "unit_name": unit.name,
    }
    return SemesterEvaluation.objects.create(period=period, unit=unit, **(frozen | fields))


def make_agreement(
    evaluation: SemesterEvaluation, targets: Mapping[str, Any] | None = None, **fields: Any
) -> PerformanceAgreement:
    """The signed agreement of the evaluation's unit and year; K3 promises two innovations by default."""
    period = evaluation.period
    signed = {"state": PerformanceAgreement.State.SIGNED, "signed_on": date(period.year, 1, 15)}
    rows = {"indicator_set": period.indicator_set, "number": f"PK/{next(_number)}/{period.year}"}
    made = PerformanceAgreement.objects.create(
        unit=evaluation.unit, year=period.year, **(rows | signed | fields)
    )
    for code, target in ({"K3": 2} if targets is None else targets).items():
        indicator = period.indicator_set.indicators.get(code=code)
        IndicatorTarget.objects.create(agreement=made, indicator=indicator, target=Decimal(str(target)))
    return made


def make_figures(
    evaluation: SemesterEvaluation,
    figures: Mapping[str, Any] | None = None,
    *,
    by: User | None = None,
    **fields: Any,
) -> list[Realization]:
    """Figures by indicator code: ``(n, d)`` counts, ``"text"`` a value, ``Decimal`` a published percentage,
    an ``int`` a numerator alone; a mapping names the model's own fields. Default: a complete semester.
    """
    if figures is None:
        figures = PROVINCE_FIGURES if evaluation.duties == WorkUnit.Duties.PROVINSI else KABKOTA_FIGURES
    entered_by = by or User.objects.filter(username="pengisi").first() or make_user(username="pengisi")
    ids = dict(evaluation.period.indicator_set.indicators.values_list("code", "id"))
    return Realization.objects.bulk_create(
        Realization(
            evaluation=evaluation,
            indicator_id=ids[code],
            entered_by=entered_by,
            **({"source": "Laporan unit"} | _figure(given) | fields),
        )
        for code, given in figures.items()
    )


def _figure(given: Any) -> dict[str, Any]:
    match given:
        case (numerator, denominator):
            return {"numerator": Decimal(str(numerator)), "denominator": Decimal(str(denominator))}
        case str():
            return {"value": given}
        case Decimal():
            return {"percent": given}
        case int():
            return {"numerator": Decimal(given)}
    return dict(given)


def make_incident(evaluation: SemesterEvaluation, kind: str = "levy", **fields: Any) -> Incident:
    """A verified incident of the evaluation's unit, dated at the cut-off."""
    by = make_user("verifikator_ditjen")
    words = {
        "description": "Kejadian",
        "source": "Putusan",
        "recorded_by": by,
        "state": Incident.State.VERIFIED,
    }
    decided = {"decided_by": by, "decided_at": timezone.now(), "happened_on": evaluation.period.cutoff}
    if fields.get("state") == Incident.State.REPORTED:
        decided |= {"decided_by": None, "decided_at": None}
    return Incident.objects.create(kind=kind, unit=evaluation.unit, **(words | decided | fields))


def make_innovation(evaluation: SemesterEvaluation, state: str = "verified", **fields: Any) -> Innovation:
    """An innovation of a unit in a state of its decision."""
    by = make_user("operator_unit", evaluation.unit.region)
    decided: dict[str, Any] = {}
    if state != Innovation.State.PROPOSED:
        decided = {"decided_by": make_user("verifikator_ditjen"), "decided_at": timezone.now()}
    words = {"title": f"Inovasi {next(_number)}", "field": "dafduk", "entered_by": by}
    return Innovation.objects.create(evaluation=evaluation, state=state, **(words | decided | fields))


def make_final(evaluation: SemesterEvaluation, **fields: Any) -> SemesterEvaluation:
    """Put an evaluation into the final state with all its signatures, without the workflow."""
    now, by = timezone.now(), make_user("dirjen")
    signed = {
        f"{act}_{what}": value
        for act in ("submitted", "verified", "final")
        for what, value in (("at", now), ("by", by))
    }
    inputs = unit_input(evaluation).to_data()
    settled = {"state": SemesterEvaluation.State.FINAL, "provisional": False, "inputs": inputs}
    for name, value in (settled | signed | fields).items():
        setattr(evaluation, name, value)
    evaluation.save()
    return evaluation
