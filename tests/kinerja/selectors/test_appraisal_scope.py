"""Two regions that must not learn of each other: lists, searches, counts, board, empty posts, advice."""

from typing import Any

import pytest

from kinerja.models import Appraisal, UnassessedPost
from kinerja.selectors.appraisal import Appraisals
from kinerja.selectors.appraisal_asked import MINE, Asked
from kinerja.selectors.board import board
from kinerja.selectors.recommendation import by_province, page_of_advice, recommended
from kinerja.services.recommendation import recommend
from officials.models import User
from tests.builders import make_user
from tests.kinerja.appraisal_cast import POSTS
from tests.kinerja.appraisal_lists import Lists, put

NATIONAL = ("admin_pusat", "operator_ditjen", "verifikator_ditjen", "auditor")
EVERYBODY = {(code, kind) for code in ("92.03", "11.72") for kind in POSTS}
FAKFAK = {row for row in EVERYBODY if row[0] == "92.03"}


@pytest.fixture(scope="module")
def lists(django_db_setup: None, django_db_blocker: Any) -> Any:
    """The world once for all of these tests: they only read it."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        made = Lists()
        for office in (made.office, made.other):
            _approve(made, office)
            _list_a_post(office)
        yield made
        transaction.set_rollback(True)


def _approve(made: Lists, office: Any) -> None:
    row = put(office.appraisal("kabid"), "in_review")
    recommend(appraisal=row, actor=office.users["kepala_daerah"], career="Dipertahankan")
    put(office.appraisal("kabid"), "approved")


def _list_a_post(office: Any) -> None:
    UnassessedPost.objects.create(
        period=office.period,
        evaluation=office.evaluation,
        position=office.posts["kepala_daerah"],
        kind="kasi",
        title=f"Kosong {office.region.name}",
        reason="empty",
    )


def account(lists: Lists, who: str) -> User:
    """An account by role, or by its seat in Fakfak's office or in its province."""
    seats = {
        "dirjen": lists.dirjen,
        "menteri": lists.menteri,
        "gubernur": lists.gubernur,
        "bupati": lists.office.users["kepala_daerah"],
        **{kind: lists.office.users[kind] for kind in POSTS},
    }
    if who in seats:
        return seats[who]
    region = {"pemantau_provinsi": lists.province, "operator_unit": lists.fakfak}.get(who)
    known = User.objects.filter(username=f"baca-{who}").first()
    return known or make_user("" if who == "nobody" else who, region, username=f"baca-{who}")


#: Whose appraisals each account sees: (code, kind of post).
SEEN: dict[str, set[tuple[str, str]]] = {
    **dict.fromkeys((*NATIONAL, "dirjen", "menteri"), EVERYBODY),
    **dict.fromkeys(("bupati", "gubernur", "pemantau_provinsi"), FAKFAK),
    "kepala_dinas": FAKFAK,
    "sekretaris": {("92.03", "sekretaris"), ("92.03", "kasubag")},
    "kabid": {("92.03", "kabid"), ("92.03", "kasi")},
    "kasi": {("92.03", "kasi")},
    "kasubag": {("92.03", "kasubag")},
    "operator_unit": set(),
    "klien_api": set(),
    "nobody": set(),
}


@pytest.mark.django_db
@pytest.mark.parametrize("who", SEEN)
def test_lists_counts_and_searches_stay_within_the_scope(lists: Lists, who: str) -> None:
    """Rows, pages, counts, provinces and a search for the other region: what is visible, and no more."""
    rows, seen = Appraisals(account(lists, who), lists.period), SEEN[who]
    page = rows.page(Asked(), 1)
    assert {(row.code, row.kind) for row in page.object_list} == seen
    assert (page.paginator.count, rows.counts().total) == (len(seen), len(seen))
    assert {code for code, _name in rows.provinces()} == {code[:2] for code, _kind in seen}
    sabang = {row for row in seen if row[0] == "11.72"}
    for asked in (Asked(text="sabang"), Asked(region="11"), Asked(region="11.72")):
        assert {(row.code, row.kind) for row in rows.page(asked, 1).object_list} == sabang
    waiting = rows.counts().mine
    assert waiting == rows.page(Asked(turn=MINE), 1).paginator.count <= len(seen)


@pytest.mark.django_db
@pytest.mark.parametrize("who", SEEN)
def test_the_board_counts_what_is_visible(lists: Lists, who: str) -> None:
    """Totals, regions and assessors of the board come from the same rows."""
    found, seen = board(Appraisals(account(lists, who), lists.period)), SEEN[who]
    offices = [(office.code, office.tally.total) for row in found.provinces for office in row.offices]
    codes = [code for code, _kind in seen]
    assert offices == [(code, codes.count(code)) for code in sorted(set(codes))]
    assert found.total.total == sum(row.tally.total for row in found.assessors) == len(seen)


@pytest.mark.django_db
@pytest.mark.parametrize("who", SEEN)
def test_posts_without_a_score_and_recommendations(lists: Lists, who: str) -> None:
    """Empty posts of the offices one looks after; recommendations on those one sees, not one's own draft."""
    rows, seen = Appraisals(account(lists, who), lists.period), SEEN[who]
    offices = {code for code, kind in seen if kind == "kepala_dinas"} if who != "kepala_dinas" else set()
    assert {row.title for row in rows.unassessed(Asked())} == {
        f"Kosong {'Fakfak' if code == '92.03' else 'Sabang'}" for code in offices
    }
    advised = {code for code, kind in seen if kind == "kabid"} if who != "kabid" else set()
    page = page_of_advice(recommended(rows), 1, rows.clock)
    assert {row.appraisal.evaluation.region_code for row in page.object_list} == advised
    assert {row.code: row.officials for row in by_province(rows)} == {code[:2]: 1 for code in advised}


@pytest.mark.django_db
def test_neighbours_stay_within_the_scope(lists: Lists) -> None:
    """Somebody else's appraisal has no neighbours, and is nobody's."""
    sabang = lists.other.appraisal("kabid")
    rows = Appraisals(lists.bupati, lists.period)
    fakfak = set(Appraisal.objects.filter(evaluation=lists.office.evaluation).values_list("pk", flat=True))
    stranger = rows.neighbours(Asked(), sabang.pk)
    assert (stranger.previous, stranger.next, stranger.place, stranger.total) == (None, None, 0, 5)
    for pk in fakfak:
        found = rows.neighbours(Asked(), pk)
        assert {found.previous, found.next} - {None} <= fakfak
