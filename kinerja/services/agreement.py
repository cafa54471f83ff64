"""Perjanjian Kinerja: drafted by the office or the Ditjen, signed by the Dirjen, then binding (II.C.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.models import (
    AgreementProgram,
    Indicator,
    IndicatorSet,
    IndicatorTarget,
    NationalTarget,
    PerformanceAgreement,
    SemesterEvaluation,
)
from kinerja.permissions import may_draft_agreement, may_sign_agreement
from kinerja.rules.rounding import written
from kinerja.rules.types import Kind
from kinerja.rules.warnings import date_text
from kinerja.selectors.targets import AGREED
from kinerja.services.errors import FigureErrors, NotPermitted, Refused
from kinerja.services.locking import lock, touch
from kinerja.services.scoring import score_unit
from officials import audit
from officials.models import User, WorkUnit

DRAFTED = audit.register("agreement.draft", gettext_lazy("Perjanjian Kinerja disusun"))
SIGNED = audit.register("agreement.sign", gettext_lazy("Perjanjian Kinerja ditandatangani"))
State = PerformanceAgreement.State
MOST_INNOVATIONS, MOST_PROGRAMS = 1000, 10
NUMBER_LENGTH, PROGRAM_LENGTH = 80, 200
#: What an amount of rupiah may be at most: the state's whole budget is smaller.
MOST_RUPIAH = 10**16


@dataclass(frozen=True, slots=True)
class Planned:
    """A program of the annex, with its budget in whole rupiah."""

    name: str
    budget: int
    note: str = ""


def draft_agreement(
    *,
    unit: WorkUnit,
    year: int,
    indicator_set: IndicatorSet,
    actor: User,
    targets: Mapping[str, Decimal | None],
    number: str = "",
    national_series: str = "",
    programs: Sequence[Planned] = (),
) -> PerformanceAgreement:
    """Write the agreement of an office for a year, or change one that is not signed yet.

    Args:
        unit: the office, first party.
        year: of the agreement.
        indicator_set: the decree's tables it promises by.
        actor: an operator of the office or of the Ditjen.
        targets: by indicator code; where none is named the decree's own target serves.
        number: of the letter.
        national_series: series of national targets the parties agreed on; "" leaves it to the policy.
        programs: of the annex, in their order; at most ``MOST_PROGRAMS``.

    Raises:
        NotPermitted: the actor's roles do not reach the office.
        Refused: it is signed already.
        FigureErrors: a target that cannot be, by indicator; an unknown series.

    Source: II.C.1; R2.
    """
    if not may_draft_agreement.test(actor, unit):
        raise NotPermitted([_("Peran Anda tidak mencakup Perjanjian Kinerja unit kerja ini.")])
    with transaction.atomic():
        rows = {row.code: row for row in agreed_indicators(unit, indicator_set)}
        wanted = {code: target for code, target in targets.items() if target is not None}
        _check(wanted, rows, year, national_series)
        check_programs(programs)
        said = {"number": number.strip(), "national_series": national_series, "indicator_set": indicator_set}
        found = _locked(unit, year)
        before = None if found is None else facts(found)
        made = found or PerformanceAgreement(unit=unit, year=year)
        for name, value in said.items():
            setattr(made, name, value)
        made.save()
        made.targets.all().delete()
        IndicatorTarget.objects.bulk_create(
            IndicatorTarget(agreement=made, indicator=rows[code], target=target)
            for code, target in wanted.items()
        )
        made.programs.all().delete()
        AgreementProgram.objects.bulk_create(
            AgreementProgram(agreement=made, sequence=place, **asdict(program))
            for place, program in enumerate(programs, start=1)
        )
        audit.record(DRAFTED, actor=actor, obj=made, before=before, after=facts(made))
    return made


def sign_agreement(
    *, agreement: PerformanceAgreement, actor: User, signed_on: date, number: str = ""
) -> PerformanceAgreement:
    """Record that a drafted agreement was signed on paper; from then on its targets bind.

    Open evaluations are judged by them. Signed here and electronically: ``services.agreement_signing``.

    Args:
        agreement: a draft.
        actor: the Dirjen.
        signed_on: the day of signature.
        number: of the letter; mandatory here or in the draft.

    Raises:
        NotPermitted: the actor is not the Dirjen.
        Refused: it is signed already.
        FigureErrors: no number, or a day that has not come.

    Source: II.C.1; PermenPANRB 53/2014 (facts.md 6).
    """
    if not may_sign_agreement.test(actor, agreement.unit):
        raise NotPermitted([_("Hanya Direktur Jenderal yang menandatangani Perjanjian Kinerja.")])
    with transaction.atomic():
        row = _locked(agreement.unit, agreement.year)
        if row is None:
            raise Refused([_("Perjanjian Kinerja ini sudah tidak ada.")])
        number = number.strip() or row.number
        _check_signature(signed_on, number)
        row.state, row.signed_on, row.number = State.SIGNED, signed_on, number
        row.save(update_fields=["state", "signed_on", "number"])
        bind(row, actor)
        audit.record(SIGNED, actor=actor, obj=row, before={"state": State.DRAFT}, after=facts(row))
    return row


def bind(agreement: PerformanceAgreement, actor: User) -> None:
    """Judge the open evaluations of the year by an agreement that was just signed."""
    bound = SemesterEvaluation.objects.filter(unit=agreement.unit_id, period__year=agreement.year)
    for evaluation in bound.order_by("period"):
        locked = lock(evaluation)
        touch(locked)
        score_unit(evaluation=locked, actor=actor)


def agreed_indicators(unit: WorkUnit, indicator_set: IndicatorSet) -> list[Indicator]:
    """The indicators whose target an agreement may set for an office, in the decree's order."""
    rows = indicator_set.indicators.filter(duties=unit.duties, kind__in=[kind.value for kind in AGREED])
    return list(rows.order_by("sequence"))


def _locked(unit: WorkUnit, year: int) -> PerformanceAgreement | None:
    """The unsigned agreement of a year; the office is locked, so that two first drafts do not collide."""
    WorkUnit.objects.select_for_update().get(pk=unit.pk)
    rows = PerformanceAgreement.objects.select_for_update().filter(unit=unit, year=year)
    found: PerformanceAgreement | None = rows.first()
    if found is not None and found.state == State.SIGNED:
        raise Refused([_("Perjanjian Kinerja ini sudah ditandatangani dan tidak dapat diubah.")])
    if found is not None and found.state == State.OFFERED:
        text = _("Perjanjian Kinerja ini sudah ditandatangani pihak pertama; kembalikan dahulu.")
        raise Refused([text])
    return found


def _check(
    targets: Mapping[str, Decimal], rows: Mapping[str, Indicator], year: int, national_series: str
) -> None:
    errors: dict[str, dict[str, str]] = {}
    for code, target in targets.items():
        fault = _fault(rows.get(code), target)
        if fault:
            errors[code] = {"target": fault}
    series = NationalTarget.objects.filter(year=year, series=national_series)
    if national_series and not series.exists():
        text = _("Deret “%(series)s” tidak ada dalam daftar target nasional %(year)d.")
        errors[""] = {"national_series": text % {"series": national_series, "year": year}}
    if errors:
        raise FigureErrors(errors)


def check_programs(programs: Sequence[Planned]) -> None:
    """Refuse programs that cannot be.

    Raises:
        FigureErrors: by place, the first being 0.
    """
    errors: dict[str, dict[str, str]] = {}
    for place, row in enumerate(programs):
        if not row.name.strip() or len(row.name) > PROGRAM_LENGTH or len(row.note) > PROGRAM_LENGTH:
            fault = _("Isi nama program; nama dan keterangan paling banyak %d huruf.") % PROGRAM_LENGTH
            errors[""] = {f"program-{place}-name": fault}
        elif not 0 <= row.budget < MOST_RUPIAH:
            errors[""] = {f"program-{place}-budget": _("Anggaran harus rupiah bulat, tidak negatif.")}
    if len(programs) > MOST_PROGRAMS:
        errors[""] = {"__all__": _("Paling banyak %d program.") % MOST_PROGRAMS}
    if errors:
        raise FigureErrors(errors)


def _fault(row: Indicator | None, target: Decimal) -> str:
    """What is wrong with a target: a percentage above 0 and up to 100, or a whole number of innovations."""
    if row is None:
        return _("Target indikator ini tidak diatur dalam Perjanjian Kinerja.")
    most = MOST_INNOVATIONS if row.kind == Kind.COUNT else 100
    if not target.is_finite() or not 0 < target <= most:
        return _("Target harus lebih dari 0 dan paling banyak %s.") % written(most)
    if row.kind == Kind.COUNT and target != int(target):
        return _("Target inovasi harus bilangan bulat.")
    if target != round(target, 2):
        return _("Paling banyak 2 angka di belakang koma.")
    return ""


def _check_signature(signed_on: date, number: str) -> None:
    found = {}
    if signed_on > timezone.localdate():
        found["signed_on"] = _("Tanggal %s belum tiba.") % date_text(signed_on)
    if not number:
        found["number"] = _("Nomor perjanjian belum diisi.")
    if found:
        raise FigureErrors({"": found})


def facts(row: PerformanceAgreement) -> dict[str, Any]:
    """What the audit says of an agreement."""
    said = {name: getattr(row, name) for name in ("number", "state", "signed_on", "national_series")}
    targets = dict(row.targets.order_by("indicator__sequence").values_list("indicator__code", "target"))
    programs = list(row.programs.order_by("sequence").values_list("name", "budget", "note"))
    return said | {"indicator_set": row.indicator_set.code, "targets": targets, "programs": programs}
