"""An office with the people of both chains (R7) and the appraisals of two, for tests of who is told."""

from datetime import UTC, date, datetime
from typing import Any

from kinerja.models import Appraisal, SemesterEvaluation
from kinerja.models.appraisal import WITH_APPROVAL, WITH_RECEIPT, WITH_SIGNATURE, WITH_SUBMISSION
from officials.models import Appointment, Delegation, Official, Position, RoleAssignment, User
from regions.models import Region
from tests.builders import (
    LONG_AGO,
    make_evaluation,
    make_period,
    make_position,
    make_region,
    make_unit,
    make_user,
)

DECREE = {"decree_number": "SK-1", "decree_date": LONG_AGO, "valid_from": LONG_AGO}
#: Noon in Jakarta, when it is the same day in every zone.
NOON = datetime(2025, 7, 10, 5, tzinfo=UTC)


class Chain:
    """Fakfak in Papua Barat: Kasi, Kabid, Kepala Dinas; Bupati, Gubernur, Dirjen, Menteri; the Ditjen."""

    def __init__(self, *, entry_closes: date | None = None) -> None:
        self.province = make_region("92", "Papua Barat")
        self.region = make_region("92.03", "Fakfak", parent=self.province)
        Region.objects.update(timezone="WIT")
        self.period = make_period("2025-1", entry_closes=entry_closes)
        self.evaluation = make_evaluation(make_unit(self.region), self.period)
        self.menteri = self.seat("menteri", "menteri")
        self.dirjen = self.seat("dirjen", "dirjen")
        self.gubernur = self.seat("gubernur", "kepala_daerah", self.province)
        self.bupati = self.seat("bupati", "kepala_daerah", self.region)
        self.kadis = self.seat("kadis", "kepala_dinas", self.region, roles=("pejabat", "atasan"))
        self.kabid = self.seat("kabid", "kabid", self.region, roles=("pejabat", "atasan"), under=self.kadis)
        self.kasi = self.seat("kasi", "kasi", self.region, roles=("pejabat",), under=self.kabid)
        self.verifier = make_user("verifikator_ditjen", username="verifikator", email="verifikator@contoh.id")
        self.operator = make_user("operator_unit", self.region, username="operator", email="op@contoh.id")
        self.of_kabid = self.appraisal(self.kabid)
        self.of_kasi = self.appraisal(self.kasi)

    def seat(
        self,
        name: str,
        kind: str,
        region: Region | None = None,
        *,
        roles: tuple[str, ...] = (),
        under: User | None = None,
    ) -> User:
        """An account whose person holds a new post of a kind since long ago, with the roles of that post."""
        post = make_position(kind, region)
        Position.objects.filter(pk=post.pk).update(title=name.capitalize(), superior=under and post_of(under))
        person = Official.objects.create(name=f"Nama {name}")
        tenure = Appointment.objects.create(position=post, official=person, **DECREE)
        account = make_user(username=name, email=f"{name}@contoh.id", official=person)
        for role in roles or (kind,):
            where = region if role == "kepala_daerah" else None
            RoleAssignment.objects.create(
                user=account, role=role, region=where, appointment=tenure, valid_from=LONG_AGO
            )
        return account

    def appraisal(self, account: User, state: str = "draft", **fields: Any) -> Appraisal:
        """The appraisal of an account's person in its post: the Bupati assesses, the Gubernur decides."""
        post = post_of(account)
        frozen = {
            "appointment": Appointment.objects.get(position=post),
            "official": account.official,
            "name": account.official.name if account.official else "",
            "kind": post.kind,
            "title": post.title,
            "tenure": "definitif",
            "superior": post.superior,
            "assessor": post_of(self.bupati),
            "decider": post_of(self.gubernur),
            "zone": "WIT",
        }
        made = Appraisal(period=self.period, evaluation=self.evaluation, position=post, **(frozen | fields))
        return self.move(made, state, NOON)

    def move(self, appraisal: Appraisal, state: str, at: datetime) -> Appraisal:
        """Put an appraisal into a state since a moment, with the signatures that belong to it."""
        signed = {"submitted_at": (WITH_SUBMISSION, at), "submitted_by": (WITH_SUBMISSION, self.kadis)}
        signed |= {"approved_at": (WITH_APPROVAL, at), "approved_by": (WITH_APPROVAL, self.bupati)}
        signed |= {name: (WITH_APPROVAL, {}) for name in ("approved_as", "inputs", "result")}
        signed |= {"signed_at": (WITH_SIGNATURE, at), "received_at": (WITH_RECEIPT, at)}
        signed |= {"closed_at": (("closed",), at)}
        for name, (states, value) in signed.items():
            setattr(appraisal, name, value if state in states else None)
        appraisal.state, appraisal.state_since = state, at
        appraisal.save()
        return appraisal

    def many(self, count: int) -> list[Appraisal]:
        """More appraisals of the same office, each of a Kepala Seksi under the Kepala Bidang."""
        first = User.objects.count()
        seats = [
            self.seat(f"seksi{number}", "kasi", self.region, roles=("pejabat",), under=self.kabid)
            for number in range(first, first + count)
        ]
        return [self.appraisal(seat) for seat in seats]

    def delegate(self, holder: User, to: User, first: date, last: date) -> Delegation:
        """Somebody acts for a holder between two days."""
        return Delegation.objects.create(
            position=post_of(holder),
            delegate=to.official,
            decree_number="SK-2",
            decree_date=first,
            valid_from=first,
            valid_until=last,
            recorded_by=to,
        )

    def another_unit(self, code: str, name: str) -> SemesterEvaluation:
        """The evaluation of another kabupaten of the province."""
        return make_evaluation(make_unit(make_region(code, name, parent=self.province)), self.period)


def post_of(account: User) -> Position:
    """The post that an account's person holds."""
    return Position.objects.get(appointments__official=account.official)
