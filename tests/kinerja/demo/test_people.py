"""The posts of the demonstration, the chain of superiors, and who holds them."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from django.db.models import Count, F, Min, Q
from django.db.models.functions import Length
from django.utils import timezone

from officials.models import Appointment, Official, Position, WorkUnit
from officials.models.appointment import AppointmentQuerySet
from officials.models.position import PositionQuerySet

pytestmark = pytest.mark.django_db
CUTOFF = date(2025, 6, 30)
QUIET = ("92", "51.71", "34.71")


def empty_in(held: AppointmentQuerySet) -> PositionQuerySet:
    """The posts that nobody holds in some tenures."""
    return Position.objects.exclude(pk__in=held.values("position"))


def test_every_region_and_office_has_all_its_posts() -> None:
    assert Counter(WorkUnit.objects.values_list("type", flat=True)) == {"A": 437, "B": 61, "C": 54}
    assert Counter(Position.objects.values_list("kind", flat=True)) == {
        "menteri": 1,
        "dirjen": 1,
        "kepala_daerah": 552,
        "kepala_dinas": 552,
        "sekretaris": 552,
        "kabid": 437 * 4 + 61 * 3 + 54 * 2,
        "kasi": (437 * 4 + 61 * 3 + 54 * 2) * 3,
        "kasubag": 437 * 3 + (61 + 54) * 2,
    }
    sizes = WorkUnit.objects.annotate(size=Count("positions")).values_list("type", "size")
    assert set(sizes) == {("A", 21), ("B", 16), ("C", 12)}


def test_the_chain_of_superiors_is_that_of_r7() -> None:
    assert set(Position.objects.values_list("kind", "superior__kind")) == {
        ("menteri", None),
        ("dirjen", None),
        ("kepala_daerah", None),
        ("kepala_dinas", "kepala_daerah"),
        ("sekretaris", "kepala_dinas"),
        ("kabid", "kepala_dinas"),
        ("kasubag", "sekretaris"),
        ("kasi", "kabid"),
    }
    below = Position.objects.exclude(superior=None)
    strangers = below.exclude(superior__unit=F("unit")).exclude(superior__region=F("unit__region"))
    assert strangers.count() == 0


def test_merged_bidang_carry_two_fields() -> None:
    bidang = Position.objects.filter(kind="kabid").values_list("unit__type", "field", "second_field")
    assert Counter(bidang) == {
        ("A", "dafduk", ""): 437,
        ("A", "capil", ""): 437,
        ("A", "piak", ""): 437,
        ("A", "pemanfaatan", ""): 437,
        ("B", "dafduk", ""): 61,
        ("B", "capil", ""): 61,
        ("B", "piak", "pemanfaatan"): 61,
        ("C", "dafduk", "capil"): 54,
        ("C", "piak", "pemanfaatan"): 54,
    }
    assert Position.objects.exclude(kind="kabid").exclude(second_field="").count() == 0
    secretariat = Position.objects.filter(field="sekretariat").values_list("kind", flat=True)
    assert set(secretariat) == {"sekretaris", "kasubag"}


def test_titles_fit_and_tell_posts_apart() -> None:
    titles = Position.objects.aggregate(all=Count("pk"), different=Count("title", distinct=True))
    assert titles["all"] == titles["different"]
    assert Position.objects.annotate(length=Length("title")).filter(length__gt=160).count() == 0


def test_everybody_in_an_office_has_a_nip_of_their_own_and_a_rank_for_the_level() -> None:
    nips = list(Official.objects.exclude(nip=None).values_list("nip", flat=True))
    assert len(nips) == len(set(nips)) > 10_000
    held = Appointment.objects.filter(kind__in=Appointment.OWN, position__unit__isnull=False)
    assert held.filter(Q(official__nip=None) | Q(official__rank_since=None)).count() == 0
    ranks = set(held.values_list("position__kind", "official__rank"))
    assert ranks == {
        *(("kepala_dinas", rank) for rank in ("IV/b", "IV/c")),
        *((kind, rank) for kind in ("sekretaris", "kabid") for rank in ("III/d", "IV/a")),
        *((kind, rank) for kind in ("kasi", "kasubag") for rank in ("III/c", "III/d")),
    }


def test_in_2018_every_post_of_a_region_of_then_was_held() -> None:
    empty = empty_in(Appointment.objects.on(date(2018, 6, 30)))
    codes = empty.values_list("unit__region__codes__code", "region__codes__code")
    assert {code[:2] for pair in codes for code in pair if code} == {"93", "94", "95", "96"}
    assert empty.exclude(region__kind="provinsi").exclude(unit__region__kind="provinsi").count() == 0


@pytest.mark.parametrize("day", [CUTOFF, date(2025, 12, 31), None])
def test_some_posts_are_empty_or_acted_in(day: date | None) -> None:
    held = Appointment.objects.on(day or timezone.localdate())
    kinds = Counter(held.values_list("kind", flat=True))
    empty = empty_in(held)
    in_offices = Position.objects.filter(unit__isnull=False).count()
    assert 0.025 < empty.count() / in_offices < 0.035
    assert 0.012 < kinds["plt"] / in_offices < 0.018
    assert (10 < kinds["plh"] < 50, 5 < kinds["pj"] < 30) == (True, True)
    assert set(empty.values_list("kind", flat=True)) == {"sekretaris", "kabid", "kasi", "kasubag"}
    pj = held.filter(kind="pj").values_list("position__kind", flat=True)
    assert set(pj) == {"kepala_daerah", "kepala_dinas"}


def test_every_post_is_held_once_at_a_time_and_every_person_has_one_of_their_own() -> None:
    today = Appointment.objects.on(timezone.localdate())
    own = Counter(today.filter(kind__in=Appointment.OWN).values_list("official", flat=True))
    assert set(own.values()) == {1}
    assert set(Counter(today.values_list("position", flat=True)).values()) == {1}
    assert Position.objects.filter(appointments=None).count() == 0
    dates: dict[int, list[tuple[date, date]]] = {}
    for post, since, until in Appointment.objects.values_list("position", "valid_from", "valid_until"):
        dates.setdefault(post, []).append((since, until or date.max))
    spans = [sorted(rows) for rows in dates.values()]
    assert [rows for rows in spans if any(a[1] >= b[0] for a, b in pairwise(rows))] == []


def test_who_acts_is_a_colleague_with_a_post_of_their_own() -> None:
    acting = Appointment.objects.filter(kind__in=("plt", "plh"))
    colleague = Q(
        official__appointments__kind="definitif",
        official__appointments__valid_until=None,
        official__appointments__position__unit=F("position__unit"),
    )
    assert acting.count() > 150
    assert acting.exclude(pk__in=acting.filter(colleague).values("pk")).count() == 0


def test_some_left_after_the_cut_off_a_wali_kota_among_them() -> None:
    late = Appointment.objects.filter(valid_from__gt=CUTOFF)
    assert 24 < late.count() < 100
    assert set(late.values_list("kind", flat=True)) == {"definitif"}
    former = Appointment.objects.filter(valid_until__gte=CUTOFF)
    assert sorted(former.values_list("position", flat=True)) == sorted(
        late.values_list("position", flat=True)
    )
    assert list(former.filter(position__kind="kepala_daerah").values_list("position__title", flat=True)) == [
        "Wali Kota Makassar"
    ]


def test_offices_of_sign_ins_are_settled_but_for_two_posts() -> None:
    for code in QUIET:
        posts = Position.objects.filter(Q(unit__region__codes__code=code) | Q(region__codes__code=code))
        held = Appointment.objects.filter(position__in=posts)
        assert (set(held.values_list("kind", "valid_until")), held.count()) == ({("definitif", None)}, 22)
    now = Appointment.objects.on(timezone.localdate())
    posts = Position.objects.filter(unit__region__codes__code="92.02")
    acting = now.exclude(kind="definitif").filter(position__in=posts)
    assert list((posts & empty_in(now)).values_list("kind", "field")) == [("kasi", "pemanfaatan")]
    assert list(acting.values_list("position__kind", "kind")) == [("kasubag", "plt")]


def test_the_people_of_new_provinces_began_with_them() -> None:
    posts = Position.objects.filter(unit__region__codes__code__in=("93", "96"))
    began = posts.annotate(first=Min("appointments__valid_from"))
    assert set(began.values_list("unit__region__codes__code", "first")) == {
        ("93", date(2022, 7, 25)),
        ("96", date(2022, 12, 8)),
    }
