"""Perjanjian Kinerja: drafted by the office or the Ditjen, signed by the Dirjen, then binding (II.C.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
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
    PerformanceAgreement,
    SemesterEvaluation,
)
from kinerja.permissions import may_draft_agreement, may_sign_agreement
from kinerja.rules.warnings import date_text
from kinerja.selectors.agreement import promised, series_of
from kinerja.services.agreement_faults import (
    Planned,
    check_programs,
    closed_fault,
    number_fault,
    series_fault,
    target_fault,
)
from kinerja.services.errors import FigureErrors, NotPermitted, Refused
from kinerja.services.locking import lock, touch
from kinerja.services.scoring import score_unit
from officials import audit
from officials.models import User, WorkUnit

DRAFTED = audit.register("agreement.draft", gettext_lazy("Perjanjian Kinerja disusun"))
REMOVED = audit.register("agreement.remove", gettext_lazy("Konsep Perjanjian Kinerja dihapus"))
SIGNED = audit.register("agreement.sign", gettext_lazy("Perjanjian Kinerja ditandatangani"))
State = PerformanceAgreement.State


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
    note: str = "",
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
        note: for the trail.

    Raises:
        NotPermitted: the actor's roles do not reach the office.
        Refused: it is signed already.
        FigureErrors: a target that cannot be, by indicator; an unknown series; a number too long.

    Source: II.C.1; R2.
    """
    _require_drafter(actor, unit)
    with transaction.atomic():
        rows = {row.code: row for row in agreed_indicators(unit, indicator_set)}
        wanted = {code: target for code, target in targets.items() if target is not None}
        number = number.strip()
        said = {"number": number, "national_series": national_series, "indicator_set": indicator_set}
        _check(wanted, rows, year, national_series, number)
        check_programs(programs)
        found = _locked(unit, year)
        before = None if found is None else facts(found)
        made = found or PerformanceAgreement(unit=unit, year=year)
        for name, value in said.items():
            setattr(made, name, value)
        made.save()
        _replace(made, {rows[code]: target for code, target in wanted.items()}, programs)
        audit.record(DRAFTED, actor=actor, obj=made, before=before, after=facts(made), note=note)
    return made


def remove_draft(*, unit: WorkUnit, year: int, actor: User, note: str) -> None:
    """Delete the draft of an office for a year, as when its making is undone.

    Args:
        unit, year: of the draft.
        actor: an operator of the office or of the Ditjen.
        note: why, for the trail.

    Raises:
        NotPermitted: the actor's roles do not reach the office.
        Refused: there is none, it is signed, or it was signed once by its first party and has a document.
    """
    _require_drafter(actor, unit)
    with transaction.atomic():
        row = _locked(unit, year)
        if row is None:
            raise Refused([_("Perjanjian Kinerja ini sudah tidak ada.")])
        if row.documents.exists():
            raise Refused([_("Perjanjian Kinerja ini sudah pernah ditandatangani pihak pertama.")])
        before, pk = facts(row), row.pk
        row.delete()
        row.pk = pk
        audit.record(REMOVED, actor=actor, obj=row, before=before, note=note)


def _require_drafter(actor: User, unit: WorkUnit) -> None:
    if not may_draft_agreement.test(actor, unit):
        raise NotPermitted([_("Peran Anda tidak mencakup Perjanjian Kinerja unit kerja ini.")])


def _replace(
    made: PerformanceAgreement, targets: Mapping[Indicator, Decimal], programs: Sequence[Planned]
) -> None:
    """Put other targets and programs in the place of those of a draft."""
    made.targets.all().delete()
    IndicatorTarget.objects.bulk_create(
        IndicatorTarget(agreement=made, indicator=indicator, target=target)
        for indicator, target in targets.items()
    )
    made.programs.all().delete()
    AgreementProgram.objects.bulk_create(
        AgreementProgram(agreement=made, sequence=place, **asdict(program))
        for place, program in enumerate(programs, start=1)
    )


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
    return promised(indicator_set, unit.duties)


def _locked(unit: WorkUnit, year: int) -> PerformanceAgreement | None:
    """The unsigned agreement of a year; the office is locked, so that two first drafts do not collide."""
    WorkUnit.objects.select_for_update().get(pk=unit.pk)
    rows = PerformanceAgreement.objects.select_for_update().filter(unit=unit, year=year)
    found: PerformanceAgreement | None = rows.first()
    if found is not None and found.state != State.DRAFT:
        raise Refused([closed_fault(found.state)])
    return found


def _check(
    targets: Mapping[str, Decimal], rows: Mapping[str, Indicator], year: int, series: str, number: str
) -> None:
    faults = {code: target_fault(rows.get(code), target) for code, target in targets.items()}
    errors = {code: {"target": fault} for code, fault in faults.items() if fault}
    known = series_of(year) if series else ()
    letter = {"national_series": series_fault(series, year, known), "number": number_fault(number)}
    found = {name: fault for name, fault in letter.items() if fault}
    if found:
        errors[""] = found
    if errors:
        raise FigureErrors(errors)


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
