"""A kabupaten with its posts and people, an official under appraisal and everybody around, for tests."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from kinerja.models import Appraisal, Period, SemesterEvaluation
from kinerja.selectors.appraisal_seen import seen_now
from kinerja.services.appraisal import perform_act
from kinerja.services.appraisal_opening import open_appraisals
from kinerja.services.attachment import Upload
from kinerja.services.recommendation import Planned, recommend
from kinerja.services.scoring import score_unit
from kinerja.services.staff_rating import save_rating
from officials.models import Appointment, Official, Position, User, WorkUnit
from regions.models import Region
from tests.builders import (
    LONG_AGO,
    give_role,
    make_agreement,
    make_designated,
    make_evaluation,
    make_figures,
    make_final,
    make_period,
    make_policy,
    make_region,
    make_unit,
    make_user,
)
from tests.kinerja.exchange.test_upload import pdf

#: Kind of post → its field; the office of a kabupaten in small.
POSTS = {
    "kepala_dinas": "",
    "sekretaris": "sekretariat",
    "kabid": "capil",
    "kasi": "capil",
    "kasubag": "sekretariat",
}
SUPERIORS = {"kepala_dinas": "kepala_daerah", "sekretaris": "kepala_dinas", "kabid": "kepala_dinas"}
SUPERIORS |= {"kasi": "kabid", "kasubag": "sekretaris"}
RATED = {"hasil_kerja": "sesuai", "perilaku": "sesuai"}
LOW = {"hasil_kerja": "di_bawah", "perilaku": "di_bawah"}


class Office:
    """An office with a holder and an account for each of its posts, and a head of its region."""

    def __init__(
        self, region: Region, period: Period, *, final: bool = True, head: User | None = None
    ) -> None:
        self.region, self.period = region, period
        self.unit: WorkUnit = make_unit(region)
        self.users: dict[str, User] = {}
        self.posts: dict[str, Position] = {}
        if head is None:
            self._seat("kepala_daerah", region=region)
        else:
            self.users["kepala_daerah"] = head
            self.posts["kepala_daerah"] = Position.objects.get(kind="kepala_daerah", region=region)
        for kind, field in POSTS.items():
            self._seat(kind, unit=self.unit, field=field, superior=self.posts[SUPERIORS[kind]])
        self.evaluation: SemesterEvaluation = make_evaluation(self.unit, period)
        make_agreement(self.evaluation, {"K1.2": 90, "K3": 2} if "." in self.evaluation.region_code else {})
        make_figures(self.evaluation)
        score_unit(evaluation=self.evaluation, actor=None)
        if final:
            self.make_final()

    def make_final(self) -> None:
        """Make the unit's result final, as scored."""
        self.evaluation.refresh_from_db()
        make_final(self.evaluation)

    def _seat(self, kind: str, **where: Any) -> None:
        post = Position.objects.create(kind=kind, title=f"{kind} {self.region.name}", **where)
        self.posts[kind] = post
        self.users[kind] = seat(post, f"{kind}-{self.region.pk}")

    def appraisal(self, kind: str = "kabid") -> Appraisal:
        """The appraisal of a post's holder as it is now."""
        return Appraisal.objects.get(period=self.period, position=self.posts[kind])


def seat(post: Position, username: str, *, kind: str = "definitif", since: date = LONG_AGO) -> User:
    """A new person in a post, with an account and the roles that the post brings."""
    official = Official.objects.create(name=f"Pejabat {username}", email=f"{username}@contoh.invalid")
    tenure = Appointment.objects.create(
        position=post,
        official=official,
        kind=kind,
        decree_number=f"SK-{post.pk}",
        decree_date=since,
        valid_from=since,
    )
    user = make_user(username=username, official=official, email=f"{username}@contoh.invalid")
    for role in roles_of(post):
        region = post.region if role == "kepala_daerah" else None
        held = {"role": role, "region": region, "appointment": tenure, "valid_from": since}
        user.roles.create(**held)
    return user


def roles_of(post: Position) -> tuple[str, ...]:
    """The roles that come with a post."""
    if post.unit_id is None:
        return (post.kind,)
    return ("pejabat", "atasan")


class Appraising:
    """Papua Barat with Fakfak, the national posts, and appraisals of Fakfak's officials opened."""

    def __init__(self, *, final: bool = True, code: str = "2025-1", **policy: Any) -> None:
        make_designated()
        self.period = make_period(code, policy=make_policy(2, **policy) if policy else None)
        self.province = make_region("92", "Papua Barat")
        self.province.timezone = Region.Zone.WIT
        self.province.save()
        self.fakfak = make_region("92.03", "Fakfak", parent=self.province)
        self.fakfak.timezone = Region.Zone.WIT
        self.fakfak.save()
        self.menteri = seat(Position.objects.create(kind="menteri", title="Menteri Dalam Negeri"), "menteri")
        self.dirjen = seat(Position.objects.create(kind="dirjen", title="Direktur Jenderal"), "dirjen")
        head = Position.objects.create(kind="kepala_daerah", title="Gubernur", region=self.province)
        self.gubernur = seat(head, "gubernur")
        self.admin = make_user("admin_pusat", username="admin")
        self.verifier = make_user("verifikator_ditjen", username="verifikator")
        self.enterer = make_user("operator_ditjen", username="ditjen")
        self.office = Office(self.fakfak, self.period, final=final)
        self.open()
        self.bupati = self.office.users["kepala_daerah"]
        self.official = self.office.users["kabid"]
        self.superior = self.office.users["kepala_dinas"]

    def open(self) -> None:
        """Open the appraisals of the period, or add what is missing."""
        open_appraisals(period=self.period, actor=self.admin)

    @property
    def kabid(self) -> Appraisal:
        """The appraisal of the Kepala Bidang, as it is now."""
        return self.office.appraisal("kabid")

    def bring(self, state: str, kind: str = "kabid", data: Any = None) -> Appraisal:
        """Bring an appraisal to a state on the way to ``received``, each act by whoever does it."""
        row = self.office.appraisal(kind)
        way = [
            ("submitted", lambda: self._submit(row, kind, data)),
            ("in_review", lambda: perform_act(appraisal=row, act="review", actor=self.assessor(kind))),
            ("approved", lambda: self._approve(row, kind)),
        ]
        for reached, act in way:
            if self.office.appraisal(kind).state == state:
                break
            act()
            if reached == state:
                break
        return self.office.appraisal(kind)

    def assessor(self, kind: str) -> User:
        """Who assesses the holder of a post of the office."""
        return self.dirjen if kind in ("kepala_dinas", "sekretaris") else self.bupati

    def rater(self, kind: str) -> User:
        """Who rates the holder of a post of the office."""
        return self.office.users[SUPERIORS[kind]]

    def _submit(self, row: Appraisal, kind: str, data: Any) -> None:
        save_rating(appraisal=row, actor=self.rater(kind), origin="entered", data=data or RATED)
        perform_act(appraisal=row, act="submit", actor=self.rater(kind))

    def recommended(self, kind: str) -> None:
        """The assessor's recommendation and plan on the holder of a post, who is in review."""
        plan = (Planned("Bimbingan", date(2100, 1, 1)),)
        row, who = self.office.appraisal(kind), self.assessor(kind)
        recommend(appraisal=row, actor=who, career="Dipertahankan", plan=plan)

    def _approve(self, row: Appraisal, kind: str) -> None:
        self.recommended(kind)
        approve(row, self.assessor(kind))


def approve(row: Appraisal, actor: User, note: str = "") -> Appraisal:
    """Approve an appraisal as it stands now, by somebody who looked at it."""
    fresh = Appraisal.objects.get(pk=row.pk)
    return perform_act(appraisal=fresh, act="approve", actor=actor, note=note, seen=seen_now(fresh))


def upload(name: str = "alasan.pdf") -> Upload:
    """A small real PDF as it arrives from a form."""
    content = pdf()
    return Upload(SimpleUploadedFile(name, content), name, len(content))


__all__ = ["LOW", "RATED", "Appraising", "Office", "approve", "give_role", "seat", "upload"]
