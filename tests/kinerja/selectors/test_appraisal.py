"""The list of appraisals: filters, orders, neighbours, what a row says, and what it costs."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from kinerja.models import Appraisal, Objection, SemesterEvaluation, StaffRating
from kinerja.models.appraisal import WITH_APPROVAL
from kinerja.rules.workflow import Party
from kinerja.selectors.appraisal import Appraisals, Neighbours, neighbours
from kinerja.selectors.appraisal_asked import MINE, Asked
from kinerja.selectors.appraisal_input import appraisal_result
from kinerja.selectors.appraisal_row import post_alone
from kinerja.selectors.element_shown import Element, completion_shown
from kinerja.services.staff_rating import declare_unavailable, save_rating
from officials.access import grants
from officials.models import Official, Position
from tests.builders import make_incident
from tests.kinerja.appraisal_cast import RATED
from tests.kinerja.appraisal_lists import NOW, STATES, Lists, put


@pytest.fixture
def lists(db: None) -> Any:
    """Fakfak and Sabang on a day in September; Fakfak's five in five states."""
    with time_machine.travel(NOW, tick=False):
        made = Lists()
        for state, kind, ago in (
            ("submitted", "kepala_dinas", 20),
            ("in_review", "sekretaris", 3),
            ("signed", "kabid", 7),
            ("objected", "kasi", 2),
        ):
            put(made.office.appraisal(kind), state, ago=ago)
        yield made


def found(lists: Lists, asked: Asked, user: Any = None) -> list[tuple[str, str]]:
    """What a list shows: (code, kind of post), in its order."""
    page = Appraisals(user or lists.admin, lists.period).page(asked, 1)
    return [(row.code, row.kind) for row in page.object_list]


F, S = "92.03", "11.72"
KINDS = ("kepala_dinas", "sekretaris", "kabid", "kasi", "kasubag")
FILTERS: dict[str, tuple[Asked, list[tuple[str, str]]]] = {
    "everything": (Asked(), [(code, kind) for code in (S, F) for kind in KINDS]),
    "state": (Asked(state="signed"), [(F, "kabid")]),
    "group": (Asked(state="penilai"), [(F, "kepala_dinas"), (F, "sekretaris")]),
    "turn of the official": (Asked(turn=Party.OFFICIAL), [(F, "kabid")]),
    "turn of the assessor": (
        Asked(turn=Party.ASSESSOR),
        [(F, "kepala_dinas"), (F, "sekretaris"), (F, "kasi")],
    ),
    "turn of the decider": (Asked(turn=Party.DECIDER), []),
    "kind": (Asked(kind="kasi"), [(S, "kasi"), (F, "kasi")]),
    "province": (Asked(region="92"), [(F, kind) for kind in KINDS]),
    "office": (Asked(region=S), [(S, kind) for kind in KINDS]),
    "province's own office": (Asked(region="92.00"), []),
    "late": (Asked(attention="terlambat"), [(F, "kepala_dinas")]),
    "late by reason": (Asked(attention="lama-di-penilai"), [(F, "kepala_dinas")]),
    "text of a post and a place": (Asked(text="kasi fakfak"), [(F, "kasi")]),
    "text of a code": (Asked(text="11.7 kabid"), [(S, "kabid")]),
    "text of nobody": (Asked(text="tidak ada"), []),
    "two at once": (Asked(region="92", state="belum"), [(F, "kasubag")]),
}


@pytest.mark.parametrize("name", FILTERS)
def test_filters(lists: Lists, name: str) -> None:
    """Each filter alone, and two together."""
    asked, rows = FILTERS[name]
    assert found(lists, asked) == rows
    assert asked.is_narrow is (name != "everything")


def test_narrowed_to_an_assessor(lists: Lists) -> None:
    """The Bupati assesses Kabid, Kasi and Kasubag of Fakfak."""
    post = lists.office.posts["kepala_daerah"]
    assert found(lists, Asked(assessor=post.pk)) == [(F, kind) for kind in KINDS[2:]]


def test_my_turn(lists: Lists) -> None:
    """The Dirjen's are the two that wait for the Dirjen; the Bupati answers the objection."""
    assert found(lists, Asked(turn=MINE), lists.dirjen) == [(F, "kepala_dinas"), (F, "sekretaris")]
    assert found(lists, Asked(turn=MINE), lists.bupati) == [(F, "kasi")]
    assert found(lists, Asked(turn=MINE), lists.official) == [(F, "kabid")]
    assert Appraisals(lists.dirjen, lists.period).waiting(1)[0] == 2
    assert [row.kind for row in Appraisals(lists.dirjen, lists.period).waiting(1)[1]] == ["kepala_dinas"]


def test_orders(lists: Lists) -> None:
    """By unit, post, name, state and age, up and down; the oldest is the one that waits longest."""
    fakfak = {"region": "92"}
    by_age = ["kepala_dinas", "kabid", "sekretaris", "kasi"]
    assert [kind for _code, kind in found(lists, Asked(order="umur", descending=True, **fakfak))][
        :4
    ] == by_age
    assert [kind for _code, kind in found(lists, Asked(order="umur", **fakfak))][1:] == by_age[::-1]
    assert found(lists, Asked(order="jabatan"))[:2] == [(F, "kepala_dinas"), (S, "kepala_dinas")]
    states = [kind for _code, kind in found(lists, Asked(order="keadaan", **fakfak))]
    assert states == ["kasubag", "kepala_dinas", "sekretaris", "kabid", "kasi"]
    names = [
        row.name for row in Appraisals(lists.admin, lists.period).page(Asked(order="nama"), 1).object_list
    ]
    assert names == sorted(names)
    assert found(lists, Asked(order="entah")) == found(lists, Asked())
    assert found(lists, Asked(descending=True))[0][0] == F


def _reach(evaluation: SemesterEvaluation, completion: str) -> None:
    """Give a unit and its bidang other results, all different."""
    SemesterEvaluation.objects.filter(pk=evaluation.pk).update(
        completion=Decimal(completion),
        fields={
            key: {**value, "completion": f"{Decimal(completion) - place:.2f}"}
            for place, (key, value) in enumerate(sorted(evaluation.fields.items()), start=1)
        },
    )


def test_order_by_completion_is_that_of_the_figures_shown(lists: Lists) -> None:
    """What is sorted by is what is shown: live, decided, and decided before the unit was reopened."""
    for office, completion in ((lists.office, "81"), (lists.other, "64.5")):
        office.evaluation.refresh_from_db()
        _reach(office.evaluation, completion)
    Appraisal.objects.filter(position=lists.other.posts["kasubag"]).update(fields=["capil", "dafduk"])
    rows = Appraisals(lists.admin, lists.period)
    for moved in (False, True):
        if moved:
            _reopen(lists.office.evaluation)
        shown = {row.pk: row.one.completion for row in rows.page(Asked(), 1).object_list}
        told = dict(rows.all.annotate(shown=completion_shown(rows.policy)).values_list("pk", "shown"))
        decided = set(rows.all.filter(state__in=WITH_APPROVAL).values_list("pk", flat=True))
        live = {pk: value for pk, value in shown.items() if pk not in decided or moved}
        assert {pk: told[pk] for pk in live} == live
        assert None in live.values()
        up = [
            row.one.completion for row in rows.page(Asked(order="capaian"), 1).object_list if row.pk in live
        ]
        known = [value for value in up if value is not None]
        assert known == sorted(known)
        assert up == [*known, *[None] * (len(up) - len(known))]


def _reopen(evaluation: SemesterEvaluation) -> None:
    SemesterEvaluation.objects.filter(pk=evaluation.pk).update(
        **dict.fromkeys(("final_at", "final_by", "inputs", "verified_at", "verified_by")),
        submitted_at=None,
        submitted_by=None,
        state="reopened",
    )


@pytest.mark.parametrize("responsibility", ["field", "unit"])
@pytest.mark.django_db
def test_element_one_in_a_row_is_that_of_the_page(responsibility: str) -> None:
    """In short what ``appraisal_result`` says in full, by either policy, live and decided (R8)."""
    lists = Lists(responsibility=responsibility)
    for state in ("draft", "approved"):
        for row in lists.all:
            put(row, state)
        shown = {
            row.pk: row.one for row in Appraisals(lists.admin, lists.period).page(Asked(), 1).object_list
        }
        assert shown == {row.pk: _in_short(row) for row in lists.all}


def _in_short(row: Appraisal) -> Element:
    carried = appraisal_result(row).one.carried
    grade = carried.grade
    return Element(
        carried.percent,
        grade.nilai if grade else None,
        grade.kategori if grade else "",
        carried.provisional,
    )


def test_element_two_in_a_row(lists: Lists) -> None:
    """Not said yet, not available yet, and a predikat: three different things, none a zero (R8)."""
    save_rating(
        appraisal=lists.other.appraisal("kasi"),
        actor=lists.other.users["kabid"],
        origin="entered",
        data=RATED,
    )
    declare_unavailable(
        appraisal=lists.other.appraisal("kabid"), actor=lists.other.users["kepala_dinas"], reason="Belum"
    )
    rows = Appraisals(lists.admin, lists.period).page(Asked(region=S), 1).object_list
    assert {row.kind: (row.two.is_told, row.two.value, row.two.predikat) for row in rows} == {
        "kepala_dinas": (False, None, ""),
        "sekretaris": (False, None, ""),
        "kabid": (True, None, ""),
        "kasi": (True, None, "Baik"),
        "kasubag": (False, None, ""),
    }
    assert StaffRating.objects.count() == 2


def test_red_flags_in_a_row(lists: Lists) -> None:
    """A breach in the register marks those that are open; what is decided shows what the approval met."""
    make_incident(lists.office.evaluation, "breach")
    decided = lists.office.appraisal("kabid")
    rows = Appraisals(lists.admin, lists.period)
    flagged = {(row.code, row.kind) for row in rows.page(Asked(), 1).object_list if row.flagged}
    assert flagged == {(F, kind) for kind in ("kepala_dinas", "sekretaris", "kasubag")}
    Appraisal.objects.filter(pk=decided.pk).update(result=decided.result | {"red_flags": ["Terbukti."]})
    assert [row.flagged for row in rows.rows([decided.pk])] == [True]


def test_age_counts_days_in_the_zone_of_the_office(lists: Lists) -> None:
    """Twenty days ago is twenty days; late in Jakarta's evening one more in Fakfak (WIT), not in Sabang."""
    put(lists.other.appraisal("kepala_dinas"), "submitted", ago=20)
    for hour, ages in ((10, {F: 20, S: 20}), (23, {F: 21, S: 20})):
        with time_machine.travel(NOW.replace(hour=hour), tick=False):
            rows = Appraisals(lists.admin, lists.period).page(Asked(state="submitted"), 1).object_list
            assert {row.code: row.age for row in rows} == ages


def test_neighbours(lists: Lists) -> None:
    """Before, after, place and total in the list asked for; one that left the filter keeps its place."""
    ids = {kind: lists.office.appraisal(kind).pk for kind in KINDS}
    admin, period, asked = lists.admin, lists.period, Asked(region="92")
    assert neighbours(admin, period, asked, ids["kepala_dinas"]) == Neighbours(None, ids["sekretaris"], 1, 5)
    assert neighbours(admin, period, asked, ids["kabid"]) == Neighbours(ids["sekretaris"], ids["kasi"], 3, 5)
    assert neighbours(admin, period, asked, ids["kasubag"]) == Neighbours(ids["kasi"], None, 5, 5)
    mine = Asked(turn=MINE)
    assert neighbours(lists.dirjen, period, mine, ids["kepala_dinas"]).total == 2
    put(lists.office.appraisal("kepala_dinas"), "signed")
    assert neighbours(lists.dirjen, period, mine, ids["kepala_dinas"]) == Neighbours(
        None, ids["sekretaris"], 1, 2
    )
    assert neighbours(admin, period, asked, 0) == Neighbours(None, None, 0, 5)


def test_counts_by_state(lists: Lists) -> None:
    """How many are in each state, and how many are one's own turn."""
    counts = Appraisals(lists.dirjen, lists.period).counts()
    some = {"submitted": 1, "in_review": 1, "signed": 1, "objected": 1, "draft": 6}
    assert (counts.by_state, counts.mine, counts.total) == ({**dict.fromkeys(STATES, 0), **some}, 2, 10)
    assert counts.of(("submitted", "signed")) == 2


def _more(lists: Lists, number: int) -> None:
    """So many more appraisals in Fakfak, copies of the Kepala Seksi's."""
    model = lists.office.appraisal("kasubag")
    for place in range(number):
        person = Official.objects.create(name=f"Tambahan {place}")
        post = Position.objects.create(kind="kasi", title=f"Seksi {place}", unit=lists.office.unit)
        model.pk, model.official, model.position, model.title = None, person, post, post.title
        model.save(force_insert=True)


@pytest.mark.parametrize("account", ["admin", "bupati", "official"])
def test_as_many_queries_for_thirty_as_for_one(
    lists: Lists, account: str, django_assert_max_num_queries: Any
) -> None:
    """One, three and thirty rows cost the same."""
    Objection.objects.all().delete()
    Appraisal.objects.exclude(pk=lists.kabid.pk).exclude(pk=lists.office.appraisal("kasubag").pk).delete()
    cost, user = [], getattr(lists, account)
    grants(user)  # read once a request, and kept
    for number in (0, 2, 27):
        _more(lists, number)
        with django_assert_max_num_queries(30) as captured:
            rows = Appraisals(user, lists.period)
            page = rows.page(Asked(order="capaian"), 1)
            assert page.paginator.count >= 1
            rows.counts(), rows.provinces(), rows.own(), list(rows.unassessed(Asked()))
        cost.append(len(captured))
    assert len(set(cost)) == 1


def test_a_page_holds_fifty(lists: Lists) -> None:
    """The list is cut in SQL; a number beyond the last leads to the last."""
    _more(lists, 45)
    rows = Appraisals(lists.admin, lists.period)
    assert [len(rows.page(Asked(), number).object_list) for number in (1, 2, 9, "x")] == [50, 5, 5, 50]
    assert rows.page(Asked(), 2).paginator.count == 55
    assert date(2025, 6, 30) == lists.period.cutoff


@pytest.mark.parametrize(
    ("title", "kind", "post"),
    [
        ("Kepala Seksi Kelahiran Disdukcapil Fakfak", "kasi", "Kepala Seksi Kelahiran"),
        ("Sekretaris, Disdukcapil Fakfak", "sekretaris", "Sekretaris"),
        ("Kepala Disdukcapil Fakfak", "kepala_dinas", "Kepala Disdukcapil Fakfak"),
        ("Kepala Bidang Capil", "kabid", "Kepala Bidang Capil"),
        ("Disdukcapil Fakfak", "kabid", "Disdukcapil Fakfak"),
    ],
)
def test_a_post_without_its_office(title: str, kind: str, post: str) -> None:
    """The office is left out where it stands at the end; something always remains."""
    assert post_alone(title, "Disdukcapil Fakfak (contoh)", kind) == post
