"""Which rows each role sees of two provinces whose people bear the same names: the exact ids (R12)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from kinerja.models import Appraisal, Attachment, Job, Notification, SignedDocument
from officials.models import Appointment, Delegation, Official, User
from regions.models import Region
from tests.builders import LONG_AGO, make_region, make_user
from tests.kinerja.appraisal_cast import POSTS, Appraising, Office

pytestmark = pytest.mark.django_db

#: Province ``a`` with kabupaten ``a1`` and ``a2``, province ``b`` with ``b1``.
PLACES = ("a", "a1", "a2", "b", "b1")
PROVINCE_A = ("a", "a1", "a2")


class Country:
    """Five offices with all their appraisals, each with a file and a document; names occur five times."""

    def __init__(self) -> None:
        cast = Appraising()
        self.cast = cast
        papua = make_region("91", "Papua")
        self.offices = {
            "a": Office(cast.province, cast.period, head=cast.gubernur),
            "a1": cast.office,
            "a2": Office(make_region("92.02", "Fakfak", parent=cast.province), cast.period),
            "b": Office(papua, cast.period),
            "b1": Office(make_region("91.03", "Fakfak", parent=papua), cast.period),
        }
        for kind in POSTS:
            posts = [office.posts[kind] for office in self.offices.values()]
            Official.objects.filter(appointments__position__in=posts).update(name=f"Budi {kind}")
        cast.open()
        self.rows = {
            (place, kind): office.appraisal(kind) for place, office in self.offices.items() for kind in POSTS
        }
        for number, (who, row) in enumerate(self.rows.items()):
            self._file(row)
            self._document("appraisal", number, appraisal=row)
            Notification.objects.create(recipient=self.holder(*who), event="appraisal.sign", text="Sama")
        for number, office in enumerate(self.offices.values()):
            self._document("unit_result", 100 + number, evaluation=office.evaluation)

    def _file(self, row: Appraisal) -> None:
        words = {"name": "alasan.pdf", "content_type": "application/pdf", "size": 1, "sha256": "0" * 64}
        Attachment.objects.create(
            appraisal=row, revision=1, purpose="rating", file="x", uploaded_by=self.cast.admin, **words
        )

    def _document(self, kind: str, number: int, **about: Any) -> None:
        words = {"snapshot": "{}", "snapshot_sha256": "", "sha256": "", "size": 1, "signer_name": "Budi"}
        SignedDocument.objects.create(
            code=f"KODE-{number}",
            kind=kind,
            revision=1,
            file="x",
            certificate="",
            issued_by=self.cast.admin,
            issued_at=timezone.now(),
            **words,
            **about,
        )

    def holder(self, place: str, kind: str) -> User:
        """The account of a post's holder, asked anew."""
        return User.objects.get(pk=self.offices[place].users[kind].pk)

    def region(self, place: str) -> Region | None:
        """The region of a place; none of "" (all Indonesia)."""
        return self.offices[place].region if place else None


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Country]:
    """The country of the whole module, in one transaction that is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Country()
        transaction.set_rollback(True)


@pytest.fixture
def _django_db_helper(country: Country, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Each test in a savepoint of the country, in place of pytest-django's own transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


Who = set[tuple[str, str]]


def of(*places: str) -> Who:
    """Everybody at some places."""
    return {(place, kind) for place in places for kind in POSTS}


def at(place: str, *kinds: str) -> Who:
    """Some people of one place."""
    return {(place, kind) for kind in kinds}


def seen(country: Country, user: Any) -> Who:
    """Whose appraisals an account sees; their files and documents must be the same people's."""
    people = {row.pk: who for who, row in country.rows.items()}
    found = {people[pk] for pk in Appraisal.objects.visible_to(user).values_list("pk", flat=True)}
    files = {people[pk] for pk in Attachment.objects.visible_to(user).values_list("appraisal", flat=True)}
    documents = SignedDocument.objects.visible_to(user).filter(kind="appraisal")
    printed = {people[pk] for pk in documents.values_list("appraisal", flat=True)}
    assert (files, printed) == (found, found)
    return found


OVERSEERS = ("admin_pusat", "auditor", "operator_ditjen", "verifikator_ditjen")
BY_ROLE = [
    *((role, "", of(*PLACES)) for role in (*OVERSEERS, "dirjen", "menteri")),
    *((role, "a", of(*PROVINCE_A)) for role in (*OVERSEERS, "kepala_daerah", "pemantau_provinsi")),
    *((role, "a1", of("a1")) for role in (*OVERSEERS, "kepala_daerah")),
    ("kepala_daerah", "b", of("b", "b1")),
    ("kepala_daerah", "b1", of("b1")),
    *(("operator_unit", place, set()) for place in PLACES),
    *(("klien_api", place, set()) for place in ("", *PLACES)),
]


@pytest.mark.parametrize(("role", "place", "expected"), BY_ROLE)
def test_what_a_role_sees(country: Country, role: str, place: str, expected: Who) -> None:
    assert seen(country, make_user(role, country.region(place))) == expected


@pytest.mark.parametrize(
    ("place", "kind", "expected"),
    [
        ("a1", "kepala_dinas", of("a1")),
        ("a1", "sekretaris", at("a1", "sekretaris", "kasubag")),
        ("a1", "kabid", at("a1", "kabid", "kasi")),
        ("a1", "kasi", at("a1", "kasi")),
        ("a1", "kasubag", at("a1", "kasubag")),
        ("a", "kepala_dinas", of("a")),
        ("b1", "kepala_dinas", of("b1")),
        ("b1", "kabid", at("b1", "kabid", "kasi")),
    ],
)
def test_an_official_sees_their_own_and_those_below(
    country: Country, place: str, kind: str, expected: Who
) -> None:
    assert seen(country, country.holder(place, kind)) == expected


def test_without_the_role_of_a_superior_only_their_own(country: Country) -> None:
    user = country.holder("a1", "kepala_dinas")
    user.roles.filter(role="atasan").delete()
    assert seen(country, user) == at("a1", "kepala_dinas")


def test_a_former_superior_sees_their_own_and_nobody_below(country: Country) -> None:
    user = country.holder("a1", "kepala_dinas")
    yesterday = timezone.localdate() - timedelta(days=1)
    Appointment.objects.filter(official=user.official).update(valid_until=yesterday)
    user.roles.create(role="auditor", region=country.region("b1"), valid_from=LONG_AGO, valid_until=yesterday)
    assert seen(country, user) == at("a1", "kepala_dinas")


@pytest.mark.parametrize("role", ["", "operator_unit", "operator_ditjen", "klien_api"])
def test_everybody_sees_their_own_in_whatever_role(country: Country, role: str) -> None:
    user = country.holder("a1", "kasi")
    user.roles.all().delete()
    if role:
        user.roles.create(role=role, region=country.region("b1"), valid_from=LONG_AGO)
    assert seen(country, user) == at("a1", "kasi") | (of("b1") if role == "operator_ditjen" else set())


def test_who_moved_to_another_region_sees_those_below_there_and_their_own_here(country: Country) -> None:
    user = country.holder("a1", "kabid")
    today = timezone.localdate()
    Appointment.objects.filter(official=user.official).update(valid_until=today - timedelta(days=1))
    post = country.offices["b1"].posts["kabid"]
    Appointment.objects.filter(position=post).update(valid_until=today - timedelta(days=1))
    words = {"decree_number": "SK-2", "decree_date": today, "valid_from": today}
    tenure = Appointment.objects.create(position=post, official=user.official, **words)
    for role in ("pejabat", "atasan"):
        user.roles.create(role=role, appointment=tenure, valid_from=today)
    assert seen(country, user) == at("a1", "kabid") | at("b1", "kasi")


@pytest.mark.parametrize(("days", "expected"), [(0, of("a1")), (-1, at("a1", "sekretaris", "kasubag"))])
def test_a_plh_sees_what_the_holder_sees_while_it_lasts(country: Country, days: int, expected: Who) -> None:
    user = country.holder("a1", "sekretaris")
    delegate(country, user, timezone.localdate() + timedelta(days=days))
    assert seen(country, user) == expected


def delegate(country: Country, user: User, until: date, place: str = "a1") -> Delegation:
    """Let an account's person act for the head of a region until a day."""
    return Delegation.objects.create(
        position=country.offices[place].posts["kepala_daerah"],
        delegate=user.official,
        decree_number="SK-9",
        decree_date=LONG_AGO,
        valid_from=LONG_AGO,
        valid_until=until,
        recorded_by=country.cast.admin,
    )


def test_a_visitor_and_a_switched_off_account_see_nothing(country: Country) -> None:
    off = country.holder("a1", "kepala_daerah")
    off.is_active = False
    assert (seen(country, AnonymousUser()), seen(country, off), seen(country, make_user())) == (set(),) * 3


def test_two_roles_see_both_and_no_more(country: Country) -> None:
    user = make_user("verifikator_ditjen", country.region("a2"))
    user.roles.create(role="auditor", region=country.region("b1"), valid_from=LONG_AGO)
    assert seen(country, user) == of("a2", "b1")


def test_a_unit_s_document_is_not_its_officials(country: Country) -> None:
    operator = make_user("operator_unit", country.region("a1"))
    found = SignedDocument.objects.visible_to(operator)
    assert list(found) == [SignedDocument.objects.get(evaluation=country.offices["a1"].evaluation)]


@pytest.mark.parametrize("who", [("a1", "kabid"), ("b1", "kabid")])
def test_messages_are_seen_by_whom_they_are_for(country: Country, who: tuple[str, str]) -> None:
    user = country.holder(*who)
    assert list(Notification.objects.visible_to(user)) == [Notification.objects.get(recipient=user)]


def test_nobody_sees_another_s_messages(country: Country) -> None:
    others = (
        country.cast.admin,
        make_user("auditor"),
        AnonymousUser(),
        country.holder("a1", "kepala_daerah"),
    )
    assert [list(Notification.objects.visible_to(user)) for user in others] == [[], [], [], []]


@pytest.mark.parametrize(
    ("role", "place", "expected"),
    [
        ("admin_pusat", "", {"own", "other"}),
        ("auditor", "", {"own", "other"}),
        ("auditor", "a1", {"own"}),
        ("operator_ditjen", "", {"own"}),
        ("kepala_daerah", "a", {"own"}),
        ("klien_api", "", {"own"}),
    ],
)
def test_who_sees_which_jobs(country: Country, role: str, place: str, expected: set[str]) -> None:
    user = make_user(role, country.region(place))
    for key, owner in (("own", user), ("other", make_user("dirjen"))):
        Job.objects.create(kind="open_appraisals", key=key, owner=owner)
    found = set(Job.objects.visible_to(user).values_list("key", flat=True))
    assert (found, list(Job.objects.visible_to(AnonymousUser()))) == (expected, [])


@pytest.mark.parametrize(
    ("role", "place", "expected"),
    [
        ("admin_pusat", "", {"a", "a1", "b1"}),
        ("auditor", "", {"a", "a1", "b1"}),
        ("kepala_daerah", "a", {"a", "a1"}),
        ("kepala_daerah", "a2", set()),
        ("kepala_daerah", "b", {"b1"}),
        ("verifikator_ditjen", "a1", {"a1"}),
        ("klien_api", "", set()),
        ("klien_api", "a1", set()),
    ],
)
def test_who_sees_which_delegations(country: Country, role: str, place: str, expected: set[str]) -> None:
    delegate_kinds = {"a": "kasi", "a1": "kasi", "b1": "kasubag"}
    made = {
        delegate(country, country.holder(where, kind), date(2100, 1, 1), where).pk: where
        for where, kind in delegate_kinds.items()
    }
    found = Delegation.objects.visible_to(make_user(role, country.region(place)))
    assert {made[pk] for pk in found.values_list("pk", flat=True)} == expected


def test_a_plh_sees_their_own_delegation_from_elsewhere(country: Country) -> None:
    plh = country.holder("b1", "kasi")
    made = delegate(country, plh, date(2020, 1, 1), "a1")
    assert (
        list(Delegation.objects.visible_to(plh)),
        list(Delegation.objects.visible_to(AnonymousUser())),
    ) == (
        [made],
        [],
    )
