"""Every role in every relation to an official's appraisal, and an appraisal in every state, for a matrix."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kinerja.models import Appraisal, GuidanceStep, Objection
from kinerja.models.appraisal import WITH_APPROVAL, WITH_RECEIPT, WITH_SIGNATURE, WITH_SUBMISSION
from kinerja.selectors.appraisal_input import appraisal_input
from kinerja.selectors.appraisal_seen import seen_now
from kinerja.services.appraisal import perform_act
from kinerja.services.appraisal_acting import acting
from kinerja.services.objection import answer_objection, decide_objection, file_objection
from kinerja.services.recommendation import recommend, record_follow_up
from kinerja.services.staff_rating import import_rating, save_rating
from officials.models import RoleAssignment, User
from tests.builders import LONG_AGO, make_appointment, make_region, make_user
from tests.kinerja.appraisal_cast import RATED, Appraising, Office
from tests.kinerja.parties import day_there

#: A role, and how its holder stands: the person appraised; the region of the office; another office there;
#: a kabupaten of another province; the province above; no region.
Actor = tuple[str, str]
ROLES = tuple(role.value for role in RoleAssignment.Role)
WITHOUT_REGION = ("dirjen", "menteri")
IMPORTED = {"value": None, "predikat": "Baik", "source": "BKN e-Kinerja", "document_number": "EK-1"}
#: Roles that come with a post: the post of the office of a region in whose name they act.
SEATS = {"kepala_daerah": "kepala_daerah", "atasan": "kepala_dinas", "pejabat": "kasi"}
LONG = timedelta(days=60)


class Stage:
    """Fakfak, its province, a kabupaten of another province, and one account for each role and relation."""

    def __init__(self) -> None:
        self.cast = Appraising()
        papua = make_region("91", "Papua")
        self.offices = {
            "same": self.cast.office,
            "other": Office(make_region("91.03", "Jayapura", parent=papua), self.cast.period),
            "superior": Office(self.cast.province, self.cast.period, head=self.cast.gubernur),
        }
        self.cast.open()
        self.actors: dict[Actor, User] = {}
        self.offers: dict[int, dict[str, dict[Actor, set[str]]]] = {}
        for role in ROLES:
            self._enlist(role)
        self.actors["atasan", "colleague"] = _only(self.cast.office.users["sekretaris"], "atasan")

    def _enlist(self, role: str) -> None:
        """One account for each relation that a role can stand in."""
        if role in WITHOUT_REGION:
            self.actors[role, "national"] = self.cast.dirjen if role == "dirjen" else self.cast.menteri
        else:
            for relation, office in self.offices.items():
                self.actors[role, relation] = self._in(role, relation, office)
            if role not in (*RoleAssignment.REGIONAL, *SEATS):
                self.actors[role, "national"] = make_user(role, username=f"{role}-national")
        self.actors[role, "own"] = self._own(role)

    def _in(self, role: str, relation: str, office: Office) -> User:
        if role in SEATS:
            return _only(office.users[SEATS[role]], role)
        return make_user(role, office.region, username=f"{role}-{relation}")

    def _own(self, role: str) -> User:
        """An account in a role; ``acted_by`` makes it the account of the person appraised."""
        region = None if role in WITHOUT_REGION else self.cast.fakfak
        own = make_user(username=f"{role}-own")
        tenure = make_appointment(role, region) if role in RoleAssignment.TIED_TO_POST else None
        own.roles.create(role=role, region=region, appointment=tenure, valid_from=LONG_AGO)
        return own

    def account(self, who: Actor, appraisal: Appraisal) -> User:
        """The account of an actor; that of the person appraised where it stands so."""
        user = self.actors[who]
        if who[1] == "own":
            user.official_id = appraisal.official_id
        return user


def _only(user: User, role: str) -> User:
    """An account that keeps one of its roles."""
    user.roles.exclude(role=role).delete()
    return user


class Moved:
    """Puts an appraisal into any state, as the workflow would leave it."""

    def __init__(self, stage: Stage, appraisal: Appraisal, by: User) -> None:
        self.appraisal, self.by, self.stage = appraisal, by, stage
        self.inputs = appraisal_input(appraisal).to_data()

    def put(self, state: str, act: str) -> Appraisal:
        """The appraisal in a state, at a moment at which an act is not kept by its deadline."""
        row, now = self.appraisal, timezone.now()
        received = now - LONG if act == "close" else now
        signed = {
            "submitted_at": (WITH_SUBMISSION, now),
            "submitted_by": (WITH_SUBMISSION, self.stage.cast.superior),
            "approved_at": (WITH_APPROVAL, now),
            "approved_by": (WITH_APPROVAL, self.by),
            "approved_as": (WITH_APPROVAL, {}),
            "inputs": (WITH_APPROVAL, self.inputs),
            "result": (WITH_APPROVAL, {}),
            "signed_at": (WITH_SIGNATURE, now),
            "received_at": (WITH_RECEIPT, received),
            "closed_at": (("closed",), now),
        }
        columns = {name: value if state in states else None for name, (states, value) in signed.items()}
        Appraisal.objects.filter(pk=row.pk).update(state=state, **columns)
        row.objections.all().delete()
        if state in ("objected", "answered", "decided"):
            self._object(act)
        row.refresh_from_db()
        return row

    def _object(self, act: str) -> None:
        day = day_there(self.appraisal)
        due = day - timedelta(days=1) if act == "decide" else day
        filed = {"text": "Keberatan", "filed_at": timezone.now() - LONG, "filed_by": self.by}
        Objection.objects.create(appraisal=self.appraisal, revision=1, answer_due=due, **filed)


def do(appraisal: Appraisal, act: str, actor: User, step: GuidanceStep) -> None:
    """Call the service of an act with everything that it needs."""
    who: dict[str, Any] = {"appraisal": appraisal, "actor": actor}
    match act:
        case "rate":
            save_rating(**who, origin="entered", data=RATED)
        case "import_rating":
            import_rating(**who, data=IMPORTED)
        case "recommend":
            recommend(**who, career="Dipertahankan")
        case "object":
            file_objection(**who, text="Keberatan")
        case "answer":
            answer_objection(**who, text="Jawaban")
        case "decide":
            decide_objection(**who, text="Putusan")
        case "follow_up":
            record_follow_up(step=step, actor=actor, done_on=day_there(appraisal), note="Selesai")
        case "sign" | "sign_decision":
            with acting(**who, act=act) as doing:
                doing.appraisal.signed_at = doing.now
        case _:
            seen = seen_now(appraisal) if act == "approve" else ""
            perform_act(**who, act=act, note="Alasan", seen=seen)
