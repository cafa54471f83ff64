"""What the page of an appraisal offers somebody to do: the act, its form, what still stands in its way."""

from dataclasses import dataclass

from kinerja.forms import appraisal_act as forms
from kinerja.models import Appraisal, GuidanceStep
from kinerja.rules.acts import Act
from kinerja.rules.workflow import appraisal_act
from kinerja.services.appraisal_preconditions import missing

#: The acts that take work back: drawn as a caution, behind a note.
TAKES_BACK = {"return_", "reopen"}
#: The acts that are done on pages of their own.
ELSEWHERE = {"rate", "import_rating"}
#: After these the queue goes on to the next one.
GOES_ON = {"review", "return_", "approve", "sign", "close"}
FORMS: dict[str, type[forms.ActForm]] = {
    "approve": forms.ApproveForm,
    "recommend": forms.RecommendForm,
    "object": forms.WritingForm,
    "answer": forms.WritingForm,
    "decide": forms.DecideForm,
    "receive": forms.ReceiveForm,
    "sign": forms.SignForm,
    "sign_decision": forms.SignForm,
    "follow_up": forms.FollowUpForm,
}


@dataclass(frozen=True, slots=True)
class Tried:
    """An act that was just refused: its form as it was typed, and the step it was about."""

    act: str
    form: forms.ServiceForm
    step: int | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """An act that the account may do: ``reasons`` stand in its way; ``opened`` shows its form at once."""

    act: Act
    form: forms.ServiceForm
    reasons: tuple[str, ...]
    needs_note: bool
    opened: bool
    step: GuidanceStep | None = None

    @property
    def is_caution(self) -> bool:
        """Whether the act takes work back."""
        return self.act.name in TAKES_BACK

    @property
    def goes_on(self) -> bool:
        """Whether one may go on to the next in the queue with it."""
        return self.act.name in GOES_ON


def form_class(act: str) -> type[forms.ActForm]:
    """The form of an act."""
    return FORMS.get(act, forms.ActForm)


def offers(appraisal: Appraisal, acts: list[Act], tried: Tried | None = None) -> list[Offer]:
    """The forms of the acts open to an account, in the order of the workflow.

    Following up stands beside each step of the guidance plan, rating has a page of its own.

    Args:
        appraisal: as it is now.
        acts: of ``services.appraisal_acts.available_acts``.
        tried: what was just refused.
    """
    rows = [row for row in acts if row.name not in {*ELSEWHERE, "follow_up"}]
    return [_offer(row, appraisal, tried) for row in rows]


def follow_ups(appraisal: Appraisal, acts: list[Act], tried: Tried | None = None) -> dict[int, Offer]:
    """An offer for each step of guidance that is not recorded, by its id; none for who may not record."""
    row = appraisal_act("follow_up")
    if row not in acts:
        return {}
    steps = appraisal.guidance_steps.filter(done_on__isnull=True)
    return {step.pk: _follow_up(row, appraisal, step, tried) for step in steps}


def _follow_up(row: Act, appraisal: Appraisal, step: GuidanceStep, tried: Tried | None) -> Offer:
    mine = tried if tried and tried.act == row.name and tried.step == step.pk else None
    form = mine.form if mine else forms.FollowUpForm(appraisal, auto_id=f"langkah-{step.pk}-%s")
    return Offer(row, form, (), needs_note=True, opened=mine is not None, step=step)


def _offer(row: Act, appraisal: Appraisal, tried: Tried | None) -> Offer:
    silent, said = missing(row, appraisal), missing(row, appraisal, note="x")
    mine = tried if tried and tried.act == row.name else None
    form = mine.form if mine else _blank(row, appraisal)
    return Offer(row, form, tuple(said), needs_note=len(silent) > len(said), opened=mine is not None)


def _blank(row: Act, appraisal: Appraisal) -> forms.ServiceForm:
    return form_class(row.name)(appraisal, auto_id=f"{row.name}-%s")
