"""The stages of the demonstration, each once: what somebody changed or removed afterwards stays that way."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.demo import appraisal_fates, appraisal_story, past_scores, story
from kinerja.demo.accounts import add_accounts
from kinerja.demo.appraisals import add_appraisals
from kinerja.demo.documents import add_documents
from kinerja.demo.emblems import add_emblems
from kinerja.demo.history import ACTORS
from kinerja.demo.offices import add_offices
from kinerja.demo.people import add_people
from kinerja.demo.promises import add_promises
from kinerja.demo.registers import add_registers
from kinerja.demo.semester import add_semester
from kinerja.demo.signins import SIGN_INS
from kinerja.models import IndicatorSet, Period
from kinerja.services.errors import Refused
from officials import audit
from officials.models import AuditEntry, User, WorkUnit
from regions.models import Region

LOAD = audit.register("demo.load", gettext_lazy("Memuat data contoh"))
PERIODS = ("2018-1", "2025-1", "2025-2")
#: Those whose officials are appraised.
APPRAISED = ("2025-1", "2025-2")
#: What a stage made, by name.
Made = dict[str, Any]


def load_demo() -> dict[str, Made | None]:
    """Run the stages that have not run yet.

    Returns:
        By stage what it made; None for one that ran before, or whose period was there already.

    Raises:
        Refused: in production, without the reference data, or where an account of an example's name is real.
    """
    if settings.PRODUCTION:
        raise Refused([_("Data contoh tidak dimuat bila DEBUG=0.")])
    if not (Region.objects.exists() and IndicatorSet.objects.exists()):
        raise Refused([_("Data acuan belum ada; jalankan load_reference dahulu.")])
    stages: dict[str, Callable[[], Made]] = {
        "people": _people,
        "registers": lambda: {"registers": add_registers()},
        **{code: _semester_of(code) for code in PERIODS},
        "documents": _documents,
        **{f"appraisals-{code}": _appraisals_of(code) for code in APPRAISED},
        "appraisal-story": _story_of_appraisals,
        "promises": _promises,
        "past-scores": _past_scores,
    }
    return {name: _once(name, stage) for name, stage in stages.items()}


def _once(name: str, stage: Callable[[], Made]) -> Made | None:
    """Run a stage unless the audit trail knows it, or its period is there; all of it or nothing."""
    with transaction.atomic():
        if _ran(name) or Period.objects.filter(code=name).exists():
            return None
        made = stage()
        about = ContentType.objects.get_for_model(Period if name in PERIODS else WorkUnit)
        audit.record(LOAD, actor=None, obj=about, after={"stage": name, **made})
    return made


def _ran(name: str) -> bool:
    """Whether the audit trail knows that a stage ran."""
    return AuditEntry.objects.filter(action=LOAD, after__stage=name).exists()


def _people() -> Made:
    offices, posts = add_offices(), add_people()
    accounts, left_out = add_accounts()
    add_emblems()
    return {"offices": offices, "posts": posts, "accounts": accounts, "left_out": left_out}


def _semester_of(code: str) -> Callable[[], Made]:
    def stage() -> Made:
        actors = _actors()
        made = add_semester(code, actors)
        if code == story.PERIOD:
            made["acts"] = story.tell(Period.objects.get(code=code), actors)
        return made

    return stage


def _appraisals_of(code: str) -> Callable[[], Made]:
    def stage() -> Made:
        if not _ran(code):
            return {"appraisals": 0}
        return dict(add_appraisals(Period.objects.get(code=code), _actors()))

    return stage


def _story_of_appraisals() -> Made:
    if not _ran(appraisal_fates.PERIOD):
        return {"acts": 0}
    return {"acts": appraisal_story.tell(Period.objects.get(code=appraisal_fates.PERIOD))}


def _documents() -> Made:
    ours = [code for code in PERIODS if _ran(code)]
    return {"documents": add_documents(ours, _actors()["dirjen"]) if ours else 0}


def _promises() -> Made:
    if not _ran(story.PERIOD):  # without its people there is nobody to promise anything
        return {"offered": 0, "signed": 0}
    actors = _actors()
    return dict(add_promises(actors["operator_ditjen"], actors["dirjen"]))


def _past_scores() -> Made:
    if not _ran(past_scores.PERIOD):
        return {"past_scores": 0}
    return {"past_scores": past_scores.add_past_scores(_actors()["operator_ditjen"])}


def _actors() -> Mapping[str, User]:
    """The example accounts that act, by name."""
    needed = {*ACTORS.values(), *story.ACTORS.values()}
    found = {user.username: user for user in User.objects.filter(is_example=True, username__in=needed)}
    missing = [row.name for row in SIGN_INS if row.name in needed - found.keys()]
    if missing:
        text = _("Akun contoh %s tidak ada, jadi periode contoh tidak dapat dimuat.")
        raise Refused([text % ", ".join(missing)])
    return found
