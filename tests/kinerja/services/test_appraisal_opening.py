"""Opening the appraisals of a period: one an occupied post, the rest listed, what is touched left (R9)."""

from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import groupby

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinerja.models import Appraisal
from kinerja.services.appraisal_opening import open_appraisals
from kinerja.services.appraisal_plan import FROZEN
from kinerja.services.errors import NotPermitted, Refused
from officials.audit_chain import verify_chain
from officials.models import Appointment, AuditEntry, Official, Position, User
from tests.builders import make_region, make_user
from tests.kinerja.appraisal_cast import Appraising, Office, seat
from tests.kinerja.services.openings import listed, person, posts, report, run, tenure_of
from tests.threads import at_once


@pytest.fixture
def cast(db: None) -> Appraising:
    """Fakfak with five posts, all held, and its appraisals opened."""
    return Appraising()


def test_one_appraisal_an_occupied_post(cast: Appraising) -> None:
    kinds = ("kepala_dinas", "sekretaris", "kabid", "kasi", "kasubag")
    assert (posts(), listed()) == ({kind: person(cast, kind).name for kind in kinds}, [])


def test_what_is_frozen_onto_it(cast: Appraising) -> None:
    Appraisal.objects.all().delete()
    Official.objects.filter(pk=person(cast, "kabid").pk).update(
        nip="198003122005011007", rank="III/d", rank_since=date(2019, 4, 1)
    )
    Position.objects.filter(pk=cast.office.posts["kabid"].pk).update(second_field="dafduk")
    run(cast)
    row, posts_ = cast.kabid, cast.office.posts
    assert {name: getattr(row, name) for name in FROZEN} == {
        "evaluation_id": cast.office.evaluation.pk,
        "appointment_id": tenure_of(cast, "kabid").get().pk,
        "official_id": person(cast, "kabid").pk,
        "name": person(cast, "kabid").name,
        "nip": "198003122005011007",
        "rank": "III/d",
        "rank_since": date(2019, 4, 1),
        "kind": "kabid",
        "title": "kabid Fakfak",
        "tenure": "definitif",
        "fields": ["capil", "dafduk"],
        "superior_id": posts_["kepala_dinas"].pk,
        "superior_title": "kepala_dinas Fakfak",
        "superior_name": person(cast, "kepala_dinas").name,
        "superior_nip": "",
        "assessor_id": posts_["kepala_daerah"].pk,
        "assessor_title": "kepala_daerah Fakfak",
        "assessor_name": person(cast, "kepala_daerah").name,
        "decider_id": Position.objects.get(region=cast.province).pk,
        "decider_title": "Gubernur",
        "zone": "WIT",
    }
    assert (row.state, row.revision, row.period) == ("draft", 1, cast.period)


def test_who_assesses_and_who_decides(cast: Appraising) -> None:
    found = {row.kind: (row.assessor_title, row.decider_title) for row in Appraisal.objects.all()}
    national, regional = ("Direktur Jenderal", "Menteri Dalam Negeri"), ("kepala_daerah Fakfak", "Gubernur")
    assert found == {
        "kepala_dinas": national,
        "sekretaris": national,
        "kabid": regional,
        "kasi": regional,
        "kasubag": regional,
    }


def test_a_province_s_officials_are_the_gubernur_s_and_the_minister_decides(cast: Appraising) -> None:
    office = Office(cast.province, cast.period, head=cast.gubernur)
    run(cast)
    found = {kind: office.appraisal(kind) for kind in ("kabid", "kepala_dinas")}
    assert {kind: (row.assessor_title, row.decider_title) for kind, row in found.items()} == {
        "kabid": ("Gubernur", "Menteri Dalam Negeri"),
        "kepala_dinas": ("Direktur Jenderal", "Menteri Dalam Negeri"),
    }


@pytest.mark.parametrize("kind", ["plt", "plh"])
def test_who_only_acts_carries_no_personal_score(cast: Appraising, kind: str) -> None:
    tenure_of(cast, "kabid").update(kind=kind)
    Appraisal.objects.all().delete()
    assert run(cast) == report(added=4, unassessed=1)
    assert listed() == [("kabid", kind, person(cast, "kabid").name)]


def test_an_acting_head_of_their_own_tenure_is_appraised(cast: Appraising) -> None:
    tenure_of(cast, "kepala_dinas").update(kind="pj")
    assert (run(cast), cast.office.appraisal("kepala_dinas").tenure) == (report(renewed=1, kept=4), "pj")


def test_a_post_that_was_empty_at_the_cut_off_is_listed(cast: Appraising) -> None:
    tenure_of(cast, "kasi").update(valid_until=date(2025, 6, 29))
    assert run(cast) == report(kept=4, withdrawn=1, unassessed=1)
    assert listed() == [("kasi", "empty", "")]


def test_who_left_after_the_cut_off_is_appraised(cast: Appraising) -> None:
    tenure_of(cast, "kasi").update(valid_until=cast.period.cutoff)
    assert run(cast) == report(kept=5)


def test_refused_until_the_cut_off_is_over(cast: Appraising) -> None:
    with time_machine.travel(date(2025, 6, 30)), pytest.raises(Refused) as refusal:
        run(cast)
    text = "Pejabat dinilai menurut jabatan pada 30 Juni 2025; penilaiannya dibuka sesudah hari itu."
    assert refusal.value.reasons == [text]


@pytest.mark.parametrize("role", ["operator_ditjen", "verifikator_ditjen", "auditor"])
def test_only_admin_pusat_opens(cast: Appraising, role: str) -> None:
    with pytest.raises(NotPermitted) as refusal:
        open_appraisals(period=cast.period, actor=make_user(role))
    assert refusal.value.reasons == ["Hanya admin pusat yang membuka penilaian pejabat."]


def test_an_admin_pusat_of_one_region_opens_nothing(cast: Appraising) -> None:
    """The period is of all Indonesia."""
    with pytest.raises(NotPermitted) as refusal:
        open_appraisals(period=cast.period, actor=make_user("admin_pusat", cast.fakfak))
    assert refusal.value.reasons == ["Hanya admin pusat yang membuka penilaian pejabat."]


def test_every_row_is_audited_and_the_whole_too(cast: Appraising) -> None:
    entries = dict(AuditEntry.objects.filter(action="appraisal.open").values_list("object_name", "after"))
    expected = {str(row): {"period": "2025-1", "title": row.title} for row in Appraisal.objects.all()}
    summary = AuditEntry.objects.get(action="period.open_appraisals")
    told = {"added": 5, "renewed": 0, "withdrawn": 0, "kept": 0, "differing": [], "unassessed": 0}
    assert (entries, summary.after, verify_chain().broken) == (expected, told, None)


def test_what_is_withdrawn_is_audited(cast: Appraising) -> None:
    tenure_of(cast, "kasi").update(valid_until=date(2025, 6, 29))
    before = cast.office.appraisal("kasi")
    run(cast)
    entry = AuditEntry.objects.get(action="appraisal.renew")
    summary = AuditEntry.objects.filter(action="period.open_appraisals").latest("sequence")
    assert (entry.object_name, entry.before, summary.after, verify_chain().broken) == (
        str(before),
        {"name": before.name, "title": "kasi Fakfak"},
        {"added": 0, "renewed": 0, "withdrawn": 1, "kept": 4, "differing": [], "unassessed": 1},
        None,
    )


def test_progress_goes_from_nothing_to_all(cast: Appraising) -> None:
    Appraisal.objects.all().delete()
    told: list[tuple[int, int]] = []
    run(cast, progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 5), (5, 5), (5, 5)]


def statements(cast: Appraising) -> list[str]:
    """What opening everything asks of the database; one INSERT however many SQLite makes of it."""
    Appraisal.objects.all().delete()
    with CaptureQueriesContext(connection) as said:
        run(cast)
    words = [" ".join(row["sql"].split()[:3]) for row in said.captured_queries]
    plain = [" ".join(text.split()[:1]) if "SAVEPOINT" in text else text for text in words]
    return [text for text, _same in groupby(plain)]


def test_the_queries_of_a_batch_are_the_same_for_thirty_posts_as_for_five(cast: Appraising) -> None:
    few = statements(cast)
    for number in range(25):
        post = {"unit": cast.office.unit, "superior": cast.office.posts["kabid"], "title": f"Seksi {number}"}
        seat(Position.objects.create(kind="kasi", **post), f"seksi-{number}")
    assert (statements(cast), Appraisal.objects.count()) == (few, 30)


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_open_each_post_once() -> None:
    cast = Appraising()
    for number in range(3):
        region = make_region(f"92.0{number + 4}", f"Kabupaten {number}", parent=cast.province)
        office = Office(region, cast.period)
        Appointment.objects.filter(position=office.posts["kasi"]).update(kind="plt")
    acts: list[Callable[[], int]] = [
        partial(lambda pk: open_appraisals(period=cast.period, actor=User.objects.get(pk=pk)).added, pk)
        for pk in [cast.admin.pk] * 4
    ]
    assert (sum(at_once(acts)), Appraisal.objects.count(), len(listed())) == (12, 17, 3)
    assert verify_chain().broken is None
