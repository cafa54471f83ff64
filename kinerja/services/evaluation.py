"""Entering the figures of a semester: who may, lock, merge or refuse what two people changed (R4, R6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kinerja.models import Indicator, SemesterEvaluation
from kinerja.permissions import is_ditjen_operator, may_enter
from kinerja.rules.entry import Figures, faults
from kinerja.rules.types import Kind
from kinerja.selectors.entry import entry_indicators, registered, rules_indicator, stored_figures
from kinerja.services.errors import FigureErrors, NotPermitted, Refused
from kinerja.services.locking import lock
from kinerja.services.preconditions import window
from kinerja.services.realization import ENTERED, store
from kinerja.services.stale import mine_only
from officials.models import User


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did.

    ``changed`` are the codes it wrote; ``theirs`` those that others had written since the form was opened
    and that stay as they left them.
    """

    evaluation: SemesterEvaluation
    changed: tuple[str, ...]
    theirs: tuple[str, ...] = ()


def save_figures(
    *, evaluation: SemesterEvaluation, actor: User, version: int, figures: Mapping[str, Figures]
) -> Saved:
    """Store the figures of an entry form and judge the unit anew.

    Args:
        evaluation: of the unit; read again under a lock.
        actor: an operator of the unit or of the Ditjen.
        version: ``evaluation.version`` when the form was opened.
        figures: by indicator code; untouched ones may be among them, an empty one takes a figure back.

    Returns:
        What changed. Nothing is written, no version is used up, where nothing changed.

    Raises:
        NotPermitted: the actor does not enter for this unit.
        Refused: the window is closed, the state does not allow it, or a figure comes from a register.
        FigureErrors: a figure cannot be stored; by indicator and field.
        StaleEntry: somebody changed the same figure in between; carries both.

    Source: II.C.1; R2, R4, R6.
    """
    with transaction.atomic():
        locked = lock(evaluation)
        check_entry(locked, actor)
        indicators = {row.code: row for row in entry_indicators(locked)}
        _refuse_unknown(figures, indicators)
        stored = stored_figures(locked)
        changed, theirs = mine_only(locked, version, mine=figures, stored=stored, nothing=Figures())
        wanted = {indicators[code]: figure for code, figure in changed.items()}
        check_figures(locked, actor, wanted)
        if wanted:
            locked = store(evaluation=locked, actor=actor, action=ENTERED, figures=wanted)
    return Saved(locked, tuple(changed), theirs)


def check_entry(evaluation: SemesterEvaluation, actor: Any) -> None:
    """Refuse an actor who does not enter for the unit, a state that is not editable, a closed window.

    Raises:
        NotPermitted, Refused.
    """
    if not may_enter.test(actor, evaluation):
        raise NotPermitted([_("Peran Anda tidak mencakup pengisian unit kerja ini.")])
    if not evaluation.is_editable:
        state = evaluation.get_state_display()
        raise Refused([_("Isian tidak dapat diubah: keadaan penilaian ini %s.") % state])
    closed = window(evaluation)
    if closed:
        raise Refused(closed)


def entry_refused(evaluation: SemesterEvaluation, actor: Any) -> list[str]:
    """What ``check_entry`` would refuse, after the name of the unit: for acts on many; empty when it may."""
    try:
        check_entry(evaluation, actor)
    except Refused as refusal:
        return [f"{evaluation}: {' '.join(refusal.reasons)}"]
    return []


def check_figures(evaluation: SemesterEvaluation, actor: Any, figures: Mapping[Indicator, Figures]) -> None:
    """Refuse figures that cannot be stored, every one with its field.

    Raises:
        FigureErrors: an impossible figure, one that a register decides (K2, K3), or a number of innovations
            by the unit itself, which names them one by one so that the Ditjen can verify them (R2).
    """
    errors = figure_errors(evaluation, actor, figures, registered(evaluation))
    if errors:
        raise FigureErrors(errors)


def figure_errors(
    evaluation: SemesterEvaluation,
    actor: Any,
    figures: Mapping[Indicator, Figures],
    decided: Mapping[str, str],
) -> dict[str, dict[str, str]]:
    """What ``check_figures`` would refuse, by indicator code and field; ``decided`` as ``registered``."""
    period = evaluation.period
    errors: dict[str, dict[str, str]] = {}
    for row, figure in figures.items():
        found = faults(figure, rules_indicator(row, evaluation.duties), period.starts, period.cutoff)
        if row.kind in decided:
            found = {"": decided[row.kind]}
        elif row.kind == Kind.COUNT and figure.numerator and not is_ditjen_operator.test(actor, evaluation):
            found = {"numerator": _("Daftarkan inovasi satu per satu; di sini hanya 0 bila tidak ada.")}
        if found:
            errors[row.code] = found
    return errors


def _refuse_unknown(figures: Mapping[str, Figures], indicators: Mapping[str, Indicator]) -> None:
    unknown = [code for code in figures if code not in indicators]
    if unknown:
        raise Refused(_("%s bukan indikator unit kerja ini.") % code for code in unknown)
