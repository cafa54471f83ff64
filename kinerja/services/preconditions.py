"""What is still missing before an act: one function a precondition of ``rules.workflow``, in sentences."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kinerja.models import SemesterEvaluation
from kinerja.rules import workflow
from kinerja.rules.acts import Act
from kinerja.rules.warnings import date_text
from kinerja.selectors.period import policy_of

State = SemesterEvaluation.State
#: States in which another person has checked a kab/kota's figures.
CHECKED = (State.VERIFIED, State.FINAL)


def missing(row: Act, evaluation: SemesterEvaluation, note: str = "") -> list[str]:
    """Everything that stands between an evaluation and an act; empty when the act is possible.

    Args:
        row: the act; whether the actor may do it at all is another question (``permissions.may_act``).
        evaluation: with a result that is up to date.
        note: the actor's words, stripped.

    Source: R4, R5, R6; the table in ``rules.workflow``.
    """
    reasons = []
    if row.needs_note and not note:
        reasons.append(_("Tuliskan alasannya: catatan wajib diisi untuk tindakan “%s”.") % row.label)
    for name in workflow.preconditions(row, policy_of(evaluation.period)):
        if name in CHECKS:
            reasons += CHECKS[name](evaluation, note)
    return reasons


def window(evaluation: SemesterEvaluation, on: date | None = None) -> list[str]:
    """Why figures may not be entered or submitted on a day (default: today); empty when they may.

    A returned or reopened evaluation stays editable after the window has closed (R6).
    """
    period, day = evaluation.period, on or timezone.localdate()
    if evaluation.state in (State.RETURNED, State.REOPENED) or period.accepts_entry(day):
        return []
    words = {
        "period": period.label,
        "cutoff": date_text(period.cutoff),
        "opens": date_text(period.entry_opens),
    }
    if day < period.entry_opens:
        return [
            _(
                "Pengisian %(period)s baru dibuka %(opens)s, setelah tanggal posisi %(cutoff)s; "
                "sebelum itu angka belum dapat diisi."
            )
            % (words | {"opens": date_text(period.entry_opens)})
        ]
    return [_("Pengisian %(period)s sudah ditutup; minta admin pusat memperpanjang masa pengisian.") % words]


def _window(evaluation: SemesterEvaluation, note: str) -> list[str]:
    return window(evaluation)


def _endorsed(evaluation: SemesterEvaluation, note: str) -> list[str]:
    if evaluation.province_id is None or evaluation.province_stance == SemesterEvaluation.Stance.ENDORSED:
        return []
    return [_("Pemantau provinsi belum menyetujui ajuan ini.")]


def _nothing_missing(evaluation: SemesterEvaluation, note: str) -> list[str]:
    result: dict[str, Any] = evaluation.result or {}
    rows = result.get("indicators", [])
    if not rows:
        return [_("Hasil belum dihitung: belum ada angka yang dilaporkan.")]
    reasons = []
    for row in rows:
        if row["state"] != "reported":
            reasons.append(f"{row['code']}: {row['steps'][-1]['text']}")
        elif row["code"] in result["incomplete"]:
            codes = ", ".join(row["children"]["missing"])
            reasons.append(
                _("%(code)s: belum dilaporkan oleh %(codes)s.") % {"code": row["code"], "codes": codes}
            )
    return reasons + _unchecked_children(evaluation)


def _unchecked_children(evaluation: SemesterEvaluation) -> list[str]:
    """The kab/kota whose figures go into the province's, and that nobody has verified yet (R5)."""
    if not rolled_up(evaluation):
        return []
    rows = children_of(evaluation).exclude(state__in=CHECKED).order_by("region_code")
    return [
        _("%(name)s (%(code)s) belum terverifikasi; keadaannya: %(state)s.")
        % {"name": row.full_name, "code": row.region_code, "state": row.get_state_display()}
        for row in rows
    ]


def rolled_up(evaluation: SemesterEvaluation) -> bool:
    """Whether a figure of the stored result is drawn from the kab/kota, not stood in for (R5)."""
    rows = (evaluation.result or {}).get("indicators", [])
    return any(row["children"] and not row["stands_in"] for row in rows)


def children_of(evaluation: SemesterEvaluation) -> Any:
    """The evaluations of the kab/kota that belonged to a province at the cut-off (R5)."""
    return SemesterEvaluation.objects.filter(period=evaluation.period_id, province=evaluation.unit.region_id)


def _acknowledged(evaluation: SemesterEvaluation, note: str) -> list[str]:
    flags = [flag["text"] for flag in (evaluation.result or {}).get("red_flags", [])]
    if not flags or note:
        return []
    return [
        _("Ada tanda merah (%s) Tuliskan dalam catatan bagaimana hal itu dipertimbangkan.") % " ".join(flags)
    ]


#: ``not_the_enterer`` is a question of who, not of what is missing: ``permissions.may_act`` answers it;
#: ``figure_missing`` needs the indicator: ``transition.decide_zero`` answers it.
CHECKS: dict[str, Callable[[SemesterEvaluation, str], list[str]]] = {
    workflow.WINDOW_OPEN: _window,
    workflow.PROVINCE_ENDORSED: _endorsed,
    workflow.NOTHING_MISSING: _nothing_missing,
    workflow.RED_FLAGS_ACKNOWLEDGED: _acknowledged,
}
