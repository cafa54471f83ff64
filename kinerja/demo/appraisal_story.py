"""Appraisals of 2025-2 through the services, act by act, so that each example account finds its work today.

Who acts is whoever uses the post's powers on the day of loading: in Denpasar the Plh of the Wali Kota. All
deadlines count from that day.
"""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kinerja.demo import advice, ratings
from kinerja.demo.appraisal_fates import PATHS, Fate, fates_of
from kinerja.demo.appraisal_results import ACKNOWLEDGED
from kinerja.demo.holders import Actor, Holders
from kinerja.models import Appraisal, Period, StaffRating
from kinerja.rules.workflow import Party, appraisal_act
from kinerja.selectors.appraisal_seen import seen_now
from kinerja.selectors.red_flags import red_flags
from kinerja.services.appraisal import perform_act
from kinerja.services.appraisal_document import sign_appraisal, sign_decision
from kinerja.services.appraisal_preconditions import is_low
from kinerja.services.appraisal_receipt import sign_receipt
from kinerja.services.objection import answer_objection, decide_objection, file_objection
from kinerja.services.recommendation import recommend
from kinerja.services.staff_rating import save_rating
from officials.models import User

RETURNED = _("Contoh: bukti perilaku kerja belum sesuai; mohon dilengkapi lalu diajukan kembali.")
OBJECTION = _("Contoh: saya berkeberatan atas predikat ini; target tambahan belum diperhitungkan.")
ANSWER = _("Contoh: target tambahan sudah diperhitungkan dalam hasil kerja; predikat dipertahankan.")
UPHELD = _("Contoh: setelah memeriksa kedua pihak, predikat dinyatakan tetap.")
CHANGE = _("Contoh: target tambahan terbukti; predikat diubah menjadi Sangat Baik.")
BETTER = {"predikat": "Sangat Baik"}


def tell(period: Period) -> int:
    """Act on the appraisals that have a fate; returns how many acts.

    Args:
        period: ``appraisal_fates.PERIOD``, with its appraisals opened.
    """
    fates, holders = fates_of(period), Holders()
    related = ("period__policy", "period__indicator_set", "evaluation__unit__region", "evaluation__period")
    rows = Appraisal.objects.filter(period=period, title__in=fates, state=Appraisal.State.DRAFT)
    fresh = rows.filter(events=None, rating=None, official__is_example=True)
    return sum(
        _bring(row, fates[row.title], holders) for row in fresh.select_related(*related).order_by("pk")
    )


def _bring(row: Appraisal, fate: Fate, holders: Holders) -> int:
    acts = PATHS[fate.state]
    actors = [_actor(row, act, holders) for act in acts]
    if any(actor is None for actor in actors):  # somebody real is in one of the posts
        return 0
    for act, actor in zip(acts, actors, strict=True):
        assert actor is not None
        _do(row, act, actor.user, fate)
    return len(acts)


def _actor(row: Appraisal, act: str, holders: Holders) -> Actor | None:
    """Who does an act today: the first of the parties that the table names."""
    party, today = appraisal_act(act).roles[0], timezone.localdate()
    if party == Party.SUPERIOR:
        return holders.of_superior(row, today)
    if party == Party.OFFICIAL:
        return holders.of_official(row)
    return holders.of_post(row.decider_id if party == Party.DECIDER else row.assessor_id, today)


def _do(row: Appraisal, act: str, actor: User, fate: Fate) -> None:
    """Do one act; those that need nothing but words go through ``perform_act``."""
    if act == "decide":
        changed = BETTER if fate.changed else None
        text = CHANGE if fate.changed else UPHELD
        decide_objection(appraisal=row, actor=actor, text=text, changed=changed)
    elif act in SERVICES:
        SERVICES[act](row, actor)
    else:
        seen = seen_now(row) if act == "approve" else ""
        perform_act(appraisal=row, act=act, actor=actor, note=_note(row, act), seen=seen)


def _note(row: Appraisal, act: str) -> str:
    if act == "return_":
        return RETURNED
    return ACKNOWLEDGED if act == "approve" and red_flags(row) else ""


def _rate(row: Appraisal, actor: User) -> None:
    said = ratings.rating_of(row.title, row.period.code, StaffRating.Origin.ENTERED)
    save_rating(appraisal=row, actor=actor, origin=said.origin, data=said.data, synthetic=True)


def _recommend(row: Appraisal, actor: User) -> None:
    low = is_low(row)
    plan = advice.plan(row.title, timezone.localdate()) if low else ()
    recommend(appraisal=row, actor=actor, plan=plan, **advice.parts(row.title, low=low))


def _object(row: Appraisal, actor: User) -> None:
    file_objection(appraisal=row, actor=actor, text=OBJECTION)


def _answer(row: Appraisal, actor: User) -> None:
    answer_objection(appraisal=row, actor=actor, text=ANSWER)


def _sign(row: Appraisal, actor: User) -> None:
    sign_appraisal(appraisal=row, actor=actor)


def _sign_decision(row: Appraisal, actor: User) -> None:
    sign_decision(appraisal=row, actor=actor)


def _receive(row: Appraisal, actor: User) -> None:
    sign_receipt(appraisal=row, actor=actor)


SERVICES: dict[str, Callable[[Appraisal, User], Any]] = {
    "rate": _rate,
    "recommend": _recommend,
    "sign": _sign,
    "receive": _receive,
    "object": _object,
    "answer": _answer,
    "sign_decision": _sign_decision,
}
