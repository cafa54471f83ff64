"""The register of incidents: recorded by one person of the Ditjen, decided by another (K1.5, P2.a, P2.b)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.models import Incident, SemesterEvaluation
from kinerja.permissions import may_decide_incident, may_record_incident
from kinerja.rules.warnings import date_text
from kinerja.services.errors import FigureErrors, NotPermitted, Refused
from kinerja.services.locking import lock, touch
from kinerja.services.scoring import score_unit
from officials import audit
from officials.models import User, WorkUnit

RECORDED = audit.register("incident.record", gettext_lazy("Kejadian dicatat"))
DECIDED = audit.register("incident.decide", gettext_lazy("Kejadian diputuskan"))
State = Incident.State
SOURCE_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Decided:
    """An incident after its decision.

    ``rescored`` are the evaluations of its day that were judged anew; ``final`` those that keep their result:
    somebody must reopen one before the incident counts in it.
    """

    incident: Incident
    rescored: tuple[SemesterEvaluation, ...]
    final: tuple[SemesterEvaluation, ...]


def record_incident(
    *,
    unit: WorkUnit,
    kind: str,
    happened_on: date,
    description: str,
    source: str,
    actor: User,
    synthetic: bool = False,
) -> Incident:
    """Enter an incident into the register; it counts once another person has found it proven.

    Args:
        unit: the office it concerns.
        kind: "levy" or "breach".
        happened_on: the day it happened, which decides the semester.
        description: what happened.
        source: the verdict, letter or report that it is known from.
        actor: an operator or verifier of the Ditjen.
        synthetic: made up for the demonstration.

    Raises:
        NotPermitted: the actor's roles do not reach the unit.
        FigureErrors: a field is empty, too long, or dated tomorrow.

    Source: R2 (register of incidents).
    """
    if not may_record_incident.test(actor, unit):
        raise NotPermitted([_("Peran Anda tidak mencakup pencatatan kejadian pada unit kerja ini.")])
    said = {"description": description.strip(), "source": source.strip()}
    _check(kind, happened_on, **said)
    with transaction.atomic():
        made = Incident.objects.create(
            unit=unit, kind=kind, happened_on=happened_on, recorded_by=actor, synthetic=synthetic, **said
        )
        audit.record(RECORDED, actor=actor, obj=made, after=_facts(made))
    return made


def decide_incident(*, incident: Incident, actor: User, proven: bool, note: str = "") -> Decided:
    """Find an incident proven or not; every evaluation of its day that is not final is judged anew.

    Args:
        incident: as recorded, or decided before (a court may overturn it).
        actor: a verifier of the Ditjen who did not record it.
        proven: whether it counts.
        note: the reason; mandatory where nothing was proven and where an earlier decision changes.

    Raises:
        NotPermitted: the actor's roles do not reach it, or the actor recorded it.
        Refused: the decision is already so, or no reason is given.

    Source: R2 ("verified by the Ditjen").
    """
    words, wanted = note.strip(), (State.VERIFIED if proven else State.REJECTED)
    with transaction.atomic():
        row = Incident.objects.select_for_update(of=("self",)).select_related("unit").get(pk=incident.pk)
        _check_may_decide(row, actor)
        if row.state == wanted:
            raise Refused([_("Kejadian ini sudah diputuskan demikian.")])
        if not words and (not proven or row.state != State.REPORTED):
            raise Refused([_("Tuliskan alasannya: catatan wajib diisi untuk putusan ini.")])
        before, counts = _facts(row), State.VERIFIED in {row.state, wanted}
        row.state, row.decided_by, row.decided_at = wanted, actor, timezone.now()
        row.save(update_fields=["state", "decided_by", "decided_at"])
        affected = [lock(each) for each in _affected(row)]
        for evaluation in affected if counts else ():
            touch(evaluation)
        open_ = [each for each in affected if each.state != SemesterEvaluation.State.FINAL]
        for evaluation in open_:
            score_unit(evaluation=evaluation, actor=actor)
        audit.record(DECIDED, actor=actor, obj=row, before=before, after=_facts(row), note=words)
    return Decided(row, tuple(open_), tuple(each for each in affected if each not in open_))


def _check(kind: str, happened_on: date, description: str, source: str) -> None:
    found = {}
    if kind not in Incident.Kind.values:
        found["kind"] = _("Pilih jenis kejadian.")
    if happened_on > timezone.localdate():
        found["happened_on"] = _("Tanggal %s belum tiba.") % date_text(happened_on)
    if not description:
        found["description"] = _("Uraian kejadian belum diisi.")
    if not source:
        found["source"] = _("Sumber atau bukti belum diisi, misalnya nomor putusan.")
    elif len(source) > SOURCE_LENGTH:
        found["source"] = _("Terlalu panjang: paling banyak %d huruf.") % SOURCE_LENGTH
    if found:
        raise FigureErrors({"": found})


def _check_may_decide(incident: Incident, actor: User) -> None:
    if not may_decide_incident.test(actor, incident.unit):
        raise NotPermitted([_("Peran Anda tidak mencakup putusan atas kejadian pada unit kerja ini.")])
    if incident.recorded_by_id == actor.pk:
        raise NotPermitted([_("Anda yang mencatat kejadian ini; orang lain yang harus memutuskannya.")])


def _affected(incident: Incident) -> list[SemesterEvaluation]:
    """The evaluations of the unit whose semester holds the day of the incident."""
    day = incident.happened_on
    rows = SemesterEvaluation.objects.filter(unit=incident.unit_id, period__cutoff__gte=day)
    return [row for row in rows.select_related("period") if row.period.starts <= day]


def _facts(row: Incident) -> dict[str, Any]:
    names = ("kind", "unit_id", "happened_on", "description", "source", "state")
    return {name: getattr(row, name) for name in names}
