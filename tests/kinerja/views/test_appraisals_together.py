"""Several appraisals on one page: what it shows, and approving only what was seen there."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client

from kinerja.models import Appraisal, GuidanceStep, Recommendation
from kinerja.rules.workflow import appraisal_act
from kinerja.selectors.appraisal import Appraisals
from kinerja.selectors.appraisal_input import appraisal_result
from kinerja.selectors.appraisal_together import in_review, page_together, submitted
from kinerja.services.appraisal_preconditions import missing
from kinerja.services.recommendation import recommend
from kinerja.services.staff_rating import save_rating
from officials.models import AuditEntry, User
from tests.builders import make_incident
from tests.kinerja.appraisal_cast import LOW, Appraising
from tests.kinerja.appraisal_lists import NOW, Lists
from tests.kinerja.views.conftest import SignedIn

PAGE = "/penilaian/2025-1/pejabat/bersama/"
KINDS = ("kabid", "kasi", "kasubag")


@pytest.fixture
def lists(db: None) -> Any:
    """The Bupati has three of Fakfak in review, and so has Sabang's Wali Kota."""
    with time_machine.travel(NOW, tick=False):
        made = Lists()
        for kind in KINDS:
            made.bring("in_review", kind)
        yield made


def advise(lists: Lists, *kinds: str) -> None:
    for kind in kinds:
        recommend(appraisal=lists.office.appraisal(kind), actor=lists.bupati, career="Dipertahankan")


def shown(client: Client) -> dict[str, str]:
    """What the page carries: the hidden digests by their names."""
    html = client.get(PAGE).content.decode()
    return dict(re.findall(r'name="(dilihat-\d+)" value="(\w+)"', html))


def post(client: Client, act: str, rows: list[int], **more: str) -> Any:
    return client.post(PAGE, {"tindakan": act, "pilih": rows} | more)


def states(lists: Lists) -> dict[str, str]:
    return {kind: lists.office.appraisal(kind).state for kind in KINDS}


def pks(lists: Lists, *kinds: str) -> list[int]:
    return [lists.office.appraisal(kind).pk for kind in kinds or KINDS]


def approvals() -> list[str]:
    return [row.object_name for row in AuditEntry.objects.filter(action="appraisal.approve").order_by("pk")]


def test_approves_what_was_ticked_and_seen(lists: Lists, signed_in: SignedIn) -> None:
    """Two ticked of three: two approved, each with its own audit entry; one stays."""
    advise(lists, *KINDS)
    client = signed_in(lists.bupati)
    response = post(client, "setujui", pks(lists, "kabid", "kasi"), **shown(client))
    assert (response.status_code, response.headers["Location"]) == (302, PAGE)
    assert states(lists) == {"kabid": "approved", "kasi": "approved", "kasubag": "in_review"}
    assert approvals() == [str(lists.office.appraisal(kind)) for kind in ("kabid", "kasi")]
    assert "2 penilaian disetujui" in client.get(PAGE).content.decode()


def test_nothing_is_approved_unseen(lists: Lists, signed_in: SignedIn) -> None:
    """Without the digest of what the page showed the row is refused; the others go on."""
    advise(lists, *KINDS)
    client = signed_in(lists.bupati)
    digests = shown(client)
    digests.pop(f"dilihat-{pks(lists, 'kabid')[0]}")
    response = post(client, "setujui", pks(lists), **digests)
    assert response.status_code == 409
    assert states(lists) == {"kabid": "in_review", "kasi": "approved", "kasubag": "approved"}
    html = unescape(response.content.decode())
    assert f"<b>{lists.kabid.name}, {lists.kabid.title}</b>: Penilaian ini belum dilihat" in html


def test_what_changed_since_is_refused(lists: Lists, signed_in: SignedIn) -> None:
    """A red flag that came meanwhile: not what the assessor looked at; words do not help, looking does."""
    advise(lists, *KINDS)
    client = signed_in(lists.bupati)
    old = shown(client)
    make_incident(lists.office.evaluation, "breach")
    note = {f"catatan-{pk}": "Sudah dipertimbangkan" for pk in pks(lists)}
    response = post(client, "setujui", pks(lists), **old, **note)
    assert response.status_code == 409
    assert "berubah sejak halaman dibuka" in response.content.decode()
    assert set(states(lists).values()) == {"in_review"}
    html = unescape(response.content.decode())
    assert html.count(">Sudah dipertimbangkan</textarea>") == 3
    assert post(client, "setujui", pks(lists), **shown(client), **note).status_code == 302
    assert {lists.office.appraisal(kind).acknowledgement for kind in KINDS} == {"Sudah dipertimbangkan"}


def test_one_refusal_does_not_stop_the_others(lists: Lists, signed_in: SignedIn) -> None:
    """Without a recommendation one is refused by name, with the reason; the other is approved."""
    advise(lists, "kasi")
    client = signed_in(lists.bupati)
    response = post(client, "setujui", pks(lists, "kabid", "kasi"), **shown(client))
    assert response.status_code == 409
    assert "Rekomendasi belum ditulis" in response.content.decode()
    assert states(lists) == {"kabid": "in_review", "kasi": "approved", "kasubag": "in_review"}
    assert approvals() == [str(lists.office.appraisal("kasi"))]


def test_nothing_ticked(lists: Lists, signed_in: SignedIn) -> None:
    """Said, whatever the button."""
    client = signed_in(lists.bupati)
    for act in ("setujui", "mulai", "rekomendasi"):
        response = post(client, act, [], career="Naik")
        assert response.status_code == 409
        assert "Belum ada penilaian yang dicentang." in response.content.decode()


@pytest.mark.parametrize("who", ["gubernur", "dirjen", "superior", "official", "admin"])
def test_only_the_assessor(lists: Lists, signed_in: SignedIn, who: str) -> None:
    """Others see none of them there, and cannot approve them."""
    advise(lists, *KINDS)
    digests = shown(signed_in(lists.bupati))
    client = signed_in(getattr(lists, who))
    assert shown(client) == {}
    assert post(client, "setujui", pks(lists), **digests).status_code == 409
    assert set(states(lists).values()) == {"in_review"}


def test_the_other_region_is_not_there(lists: Lists, signed_in: SignedIn) -> None:
    """A Wali Kota elsewhere ticks what they cannot see: as if nothing were ticked."""
    advise(lists, *KINDS)
    digests = shown(signed_in(lists.bupati))
    response = post(signed_in(lists.other.users["kepala_daerah"]), "setujui", pks(lists), **digests)
    assert "Belum ada penilaian yang dicentang." in response.content.decode()
    assert set(states(lists).values()) == {"in_review"}


def test_begins_to_review_what_was_submitted(lists: Lists, signed_in: SignedIn) -> None:
    """The Dirjen takes two on; each is audited."""
    for kind in ("kepala_dinas", "sekretaris"):
        lists.bring("submitted", kind)
    client, rows = signed_in(lists.dirjen), pks(lists, "kepala_dinas", "sekretaris")
    assert post(client, "mulai", rows).status_code == 302
    assert [lists.office.appraisal(kind).state for kind in ("kepala_dinas", "sekretaris")] == [
        "in_review"
    ] * 2
    entries = AuditEntry.objects.filter(action="appraisal.review", object_id__in=rows)
    assert entries.count() == 2
    assert set(shown(client)) == {f"dilihat-{pk}" for pk in rows}


def test_the_same_recommendation(lists: Lists, signed_in: SignedIn) -> None:
    """Given to the ticked that have none; what is written already stays, and that is said."""
    advise(lists, "kabid")
    client = signed_in(lists.bupati)
    assert post(client, "rekomendasi", pks(lists), training="Bimtek").status_code == 302
    told = client.get(PAGE).content.decode()
    assert "1 sudah punya rekomendasi dan tidak diubah." in told
    assert "Rekomendasi ditulis untuk 2 penilaian." in told
    assert post(client, "rekomendasi", pks(lists, "kabid"), training="Lain").status_code == 302
    written = Recommendation.objects.values_list("appraisal__kind", "career", "training")
    assert sorted(written) == [
        ("kabid", "Dipertahankan", ""),
        ("kasi", "", "Bimtek"),
        ("kasubag", "", "Bimtek"),
    ]
    assert AuditEntry.objects.filter(action="appraisal.recommend").count() == 3


@pytest.mark.django_db
def test_guidance_is_planned_only_where_the_result_is_low(signed_in: SignedIn) -> None:
    """A day that has passed is refused before anything is written for the others."""
    with time_machine.travel(NOW, tick=False):
        made = Appraising()
        for kind, data in (("kabid", None), ("kasi", LOW), ("kasubag", None)):
            made.bring("in_review", kind, data)
        client, rows = signed_in(made.bupati), [made.office.appraisal(kind).pk for kind in KINDS]
        typed = {"career": "Tetap", "what": "Bimbingan"}
        past = post(client, "rekomendasi", rows, **typed, due_on="01/09/2025")
        assert (past.status_code, "harus sesudah hari ini" in past.content.decode()) == (422, True)
        assert Recommendation.objects.count() == 0
        assert post(client, "rekomendasi", rows, **typed, due_on="01/12/2025").status_code == 302
        told = client.get(PAGE).content.decode()
    assert "Rencana pembinaan hanya ditulis bagi yang hasilnya rendah." in told
    written = Recommendation.objects.values_list("appraisal__kind", "career")
    assert sorted(written) == [(kind, "Tetap") for kind in KINDS]
    planned = GuidanceStep.objects.values_list("appraisal__kind", "what", "due_on")
    assert list(planned) == [("kasi", "Bimbingan", date(2025, 12, 1))]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Tuliskan sedikitnya satu"),
        ({"career": "Naik", "what": "Bimbingan"}, "Isi tanggal tindak lanjutnya."),
        ({"career": "Naik", "due_on": "01/12/2025"}, "Tuliskan pembinaannya."),
    ],
)
def test_a_recommendation_that_says_too_little(
    lists: Lists, signed_in: SignedIn, typed: dict[str, str], said: str
) -> None:
    """Refused at the input, nothing written, what was typed stays."""
    response = post(signed_in(lists.bupati), "rekomendasi", pks(lists), **typed)
    html = response.content.decode()
    assert (response.status_code, Recommendation.objects.count()) == (422, 0)
    assert said in html
    assert [text for text in typed.values() if f'value="{text}"' not in html] == []


@pytest.mark.django_db
@pytest.mark.parametrize("final", [True, False])
@pytest.mark.parametrize("data", [None, LOW])
@pytest.mark.parametrize("advised", [True, False])
def test_what_is_missing_is_what_the_act_misses(final: bool, data: Any, advised: bool) -> None:
    """As many reasons as ``missing`` has for a silent approval apart from the flags; the same result."""
    with time_machine.travel(NOW, tick=False):
        made = Appraising(final=final)
        row = made.bring("in_review", data=data)
        if advised:
            recommend(appraisal=row, actor=made.bupati, guidance="Dibina")
            row.guidance_steps.create(what="Kursus", due_on=NOW.date())  # its day has come: no plan any more
        (found,) = page_together(Appraisals(made.bupati, made.period), 1).object_list
        reasons = missing(appraisal_act("approve"), made.kabid, note="x")
        assert len(found.lacks) == len(reasons)
        assert found.result == appraisal_result(made.kabid)
        assert [group.code for group in found.groups] == ["K1.2", "K1.5", "K2", "K3"]


def test_pages_of_forty(lists: Lists) -> None:
    """Only one's own turn, by page, and what is submitted apart."""
    rows = Appraisals(lists.bupati, lists.period)
    assert (in_review(rows).count(), submitted(rows).count()) == (3, 0)
    assert [row.appraisal.kind for row in page_together(rows, 1).object_list] == list(KINDS)
    assert page_together(Appraisals(lists.dirjen, lists.period), 1).object_list == []


def test_as_many_queries_for_three_as_for_one(lists: Lists, django_assert_max_num_queries: Any) -> None:
    """Whatever is in review, final units or not."""
    costs = []
    for kinds in (KINDS, KINDS[:1]):
        with django_assert_max_num_queries(30) as captured:
            page = page_together(Appraisals(User.objects.get(pk=lists.bupati.pk), lists.period), 1)
        assert len(page.object_list) == len(kinds)
        costs.append(len(captured))
        Appraisal.objects.filter(pk__in=[row.appraisal.pk for row in page.object_list[1:]]).delete()
    assert costs[0] == costs[1]


def test_rated_again_is_another_digest(lists: Lists, signed_in: SignedIn) -> None:
    """Element 2 changed after a return: the page that was open before approves nothing."""
    advise(lists, *KINDS)
    client = signed_in(lists.bupati)
    old = shown(client)
    client.post(f"/penilaian/2025-1/pejabat/{lists.kabid.pk}/return_/", {"note": "Perbaiki"})
    assert lists.kabid.state == "returned"
    save_rating(appraisal=lists.kabid, actor=lists.superior, origin="entered", data=LOW)
    lists.bring("in_review", "kabid", LOW)
    assert post(client, "setujui", pks(lists, "kabid"), **old).status_code == 409
    assert lists.kabid.state == "in_review"
