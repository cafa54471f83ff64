"""Posts and tenures that contradict an appraisal: each has a defined outcome, told in words (R7, R9)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kinerja.models import Appraisal, UnassessedPost
from kinerja.services.appraisal import perform_act
from kinerja.services.appraisal_opening import open_appraisals
from kinerja.services.errors import NotPermitted
from kinerja.services.staff_rating import save_rating
from kinerja.services.transition import perform
from officials.audit_chain import verify_chain
from officials.models import Appointment, AuditEntry, Delegation, Official, Position, User
from tests.builders import LONG_AGO, make_region, make_unit
from tests.kinerja.appraisal_cast import RATED, Appraising, seat
from tests.kinerja.services.appraisal_courses import MONDAY, at, paper, received

pytestmark = pytest.mark.django_db
#: 4 August has ended in Jayapura and lasts two hours more in Jakarta.
BETWEEN_MIDNIGHTS = datetime(2025, 8, 4, 15, 0, tzinfo=UTC)
LAST = date(2025, 8, 4)


def another(name: str) -> Official:
    """A person without a post."""
    return Official.objects.create(name=name)


def tenure(post: Position, official: Official | None, **fields: Any) -> Appointment:
    """A tenure since long ago, not stored."""
    words = {"decree_number": "SK-2", "decree_date": LONG_AGO, "valid_from": LONG_AGO}
    return Appointment(position=post, official=official, **(words | fields))


def delegation(cast: Appraising, user: User, **fields: Any) -> Delegation:
    """A delegation of the Bupati's powers from long ago until 2100, not stored."""
    words = {
        "position": cast.office.posts["kepala_daerah"],
        "delegate": user.official,
        "decree_number": "SK-9",
        "decree_date": LONG_AGO,
        "valid_from": LONG_AGO,
        "valid_until": date(2100, 1, 1),
        "recorded_by": cast.admin,
    }
    return Delegation(**(words | fields))


def faults(row: Any) -> dict[str, list[str]]:
    """What a form would say of a row."""
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    return refusal.value.message_dict


def refused_by_the_database(row: Any) -> bool:
    """Whether the database refuses a row whatever a form said."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return True
    return False


def test_two_heads_of_a_region_at_once() -> None:
    cast = Appraising()
    head = cast.bupati.official
    assert head is not None
    row = tenure(cast.office.posts["kepala_daerah"], another("Bupati kedua"))
    told = f"Jabatan ini dipegang {head.name} pada masa itu (SK SK-{row.position_id})."
    assert (faults(row), refused_by_the_database(row)) == ({"valid_from": [told]}, True)


def test_a_region_has_one_post_of_its_head() -> None:
    cast = Appraising()
    post = Position(kind="kepala_daerah", title="Bupati kedua", region=cast.fakfak)
    assert refused_by_the_database(post)


def test_two_delegations_of_a_post_at_once() -> None:
    cast = Appraising()
    first = delegation(cast, cast.office.users["sekretaris"])
    first.save()
    second = delegation(cast, cast.office.users["kepala_dinas"])
    name = cast.office.users["sekretaris"].display_name
    told = f"Pada masa itu jabatan ini sudah dilimpahkan kepada {name} (SK-9)."
    assert (faults(second), refused_by_the_database(second)) == ({"valid_from": [told]}, True)


def test_a_head_does_not_delegate_to_themself() -> None:
    cast = Appraising()
    told = "Pemegang jabatan tidak melimpahkan kepada dirinya sendiri."
    assert faults(delegation(cast, cast.bupati)) == {"delegate": [told]}


def test_a_post_of_an_office_is_not_delegated() -> None:
    cast = Appraising()
    row = delegation(cast, cast.official, position=cast.office.posts["kepala_dinas"])
    told = "Yang dapat dilimpahkan adalah wewenang Menteri, Direktur Jenderal, atau Kepala Daerah."
    assert faults(row) == {"position": [told]}


def test_a_post_that_was_held_is_not_moved_to_another_unit() -> None:
    cast = Appraising()
    post = Position.objects.get(pk=cast.office.posts["kabid"].pk)
    post.unit = make_unit(make_region("92.04", "Kaimana", parent=cast.province))
    told = (
        "Jabatan yang sudah pernah dipegang tidak dipindahkan ke unit lain: akhiri pengangkatannya, "
        "buat jabatan baru di unit tujuan, lalu angkat pejabatnya di sana."
    )
    assert faults(post) == {"unit": [told]}


def test_an_appraisal_keeps_its_unit_wherever_the_post_stands_by_now() -> None:
    """Whoever moves the post behind the form's back: a touched appraisal stays, an untouched one goes.

    The Kepala Seksi below is renewed: no post of the office stands above any more.
    """
    cast = Appraising()
    save_rating(appraisal=cast.kabid, actor=cast.superior, origin="entered", data=RATED)
    elsewhere = make_unit(make_region("92.04", "Kaimana", parent=cast.province))
    for kind in ("kabid", "kasubag"):
        Position.objects.filter(pk=cast.office.posts[kind].pk).update(unit=elsewhere)
    report = open_appraisals(period=cast.period, actor=cast.admin)
    assert (report.kept, report.renewed, report.withdrawn) == (3, 1, 1)
    assert (report.differing, cast.kabid.evaluation) == ((str(cast.kabid),), cast.office.evaluation)


def test_a_person_is_not_appointed_twice() -> None:
    cast = Appraising()
    post = Position.objects.create(kind="kasi", title="Seksi kedua", unit=cast.office.unit)
    held = cast.office.posts["kasi"]
    row = tenure(post, cast.office.users["kasi"].official)
    told = (
        f"Pada masa itu pejabat ini memegang {held.title} (SK SK-{held.pk}): akhiri dahulu, "
        "atau catat sebagai Plt atau Plh."
    )
    assert faults(row) == {"official": [told]}
    row.kind = "plt"
    row.full_clean()


def test_a_person_who_is_appointed_twice_all_the_same_is_appraised_once() -> None:
    cast = Appraising()
    post = Position.objects.create(kind="kasi", title="Seksi kedua", unit=cast.office.unit)
    tenure(post, cast.office.users["kasi"].official).save()
    save_rating(
        appraisal=cast.office.appraisal("kasi"),
        actor=cast.official,
        origin="entered",
        data=RATED,
    )
    open_appraisals(period=cast.period, actor=cast.admin)
    listed = [(row.title, row.get_reason_display()) for row in UnassessedPost.objects.all()]
    assert listed == [("Seksi kedua", "Pejabatnya dinilai pada jabatan lain")]


@pytest.mark.parametrize(("moment", "permitted"), [(MONDAY, True), (BETWEEN_MIDNIGHTS, False)])
def test_an_assessor_whose_tenure_ended_yesterday_in_the_office_s_zone(
    moment: datetime, permitted: bool
) -> None:
    with at(MONDAY):
        cast = Appraising()
        cast.bring("submitted")
    Appointment.objects.filter(official=cast.bupati.official).update(valid_until=LAST)
    with at(moment):
        bupati = User.objects.get(pk=cast.bupati.pk)
        if permitted:
            assert perform_act(appraisal=cast.kabid, act="review", actor=bupati).state == "in_review"
            return
        with pytest.raises(NotPermitted) as refusal:
            perform_act(appraisal=cast.kabid, act="review", actor=bupati)
    assert refusal.value.reasons == [
        "“Mulai periksa” adalah wewenang kepala_daerah Fakfak yang menjabat hari ini, atau Plh-nya."
    ]


def test_a_unit_reopened_after_signing_leaves_the_signed_result() -> None:
    cast = Appraising()
    received(cast)
    before = {name: getattr(cast.kabid, name) for name in ("state", "inputs", "result", "approved_as")}
    perform(evaluation=cast.office.evaluation, act="reopen", actor=cast.admin, note="Koreksi")
    assert {name: getattr(cast.kabid, name) for name in before} == before


def test_an_appraisal_reopened_after_signing_is_live_again_and_its_document_out_of_force() -> None:
    cast = Appraising()
    received(cast)
    document = paper(cast)
    row = perform_act(appraisal=cast.kabid, act="reopen", actor=cast.admin, note="Angka unit dikoreksi")
    document.refresh_from_db()
    empty = ("approved_at", "approved_by", "approved_as", "inputs", "result", "signed_at", "received_at")
    assert (row.state, row.revision, [getattr(row, name) for name in empty]) == ("in_review", 2, [None] * 7)
    assert (document.status, row.acknowledgement) == ("superseded", "")
    entries = AuditEntry.objects.order_by("sequence").values_list("action", "note")
    assert list(entries)[-2:] == [
        ("document.supersede", "Angka unit dikoreksi"),
        ("appraisal.reopen", "Angka unit dikoreksi"),
    ]
    assert verify_chain().broken is None


def test_the_next_one_above_an_empty_post_rates_and_the_subordinate_does_not() -> None:
    cast = Appraising()
    Appointment.objects.filter(official=cast.official.official).update(valid_until=date(2025, 7, 1))
    row = cast.office.appraisal("kasi")
    with pytest.raises(NotPermitted):
        save_rating(appraisal=row, actor=User.objects.get(pk=cast.official.pk), origin="entered", data=RATED)
    rating = save_rating(appraisal=row, actor=cast.superior, origin="entered", data=RATED)
    event = Appraisal.objects.get(pk=row.pk).events.get()
    assert (rating.predikat, event.acting_as) == (
        "Baik",
        f"kepala_dinas Fakfak, {cast.superior.display_name}",
    )


def test_who_acts_in_the_post_above_does_not_rate_themself() -> None:
    """The Kepala Bidang is Plt Kepala Dinas: the Bupati, next above, rates them."""
    cast = Appraising()
    Appointment.objects.filter(official=cast.superior.official).update(valid_until=date(2025, 7, 1))
    since = {"valid_from": date(2025, 7, 2), "kind": "plt"}
    acting = tenure(cast.office.posts["kepala_dinas"], cast.official.official, **since)
    acting.save()
    cast.official.roles.create(role="atasan", appointment=acting, valid_from=date(2025, 7, 2))
    kabid = User.objects.get(pk=cast.official.pk)
    with pytest.raises(NotPermitted) as refusal:
        save_rating(appraisal=cast.kabid, actor=kabid, origin="entered", data=RATED)
    save_rating(appraisal=cast.kabid, actor=cast.bupati, origin="entered", data=RATED)
    save_rating(
        appraisal=cast.office.appraisal("kasubag"),
        actor=cast.office.users["sekretaris"],
        origin="entered",
        data=RATED,
    )
    assert refusal.value.reasons == ["Tidak seorang pun menilai dirinya sendiri."]
    assert cast.kabid.events.get().acting_as == f"kepala_daerah Fakfak, {cast.bupati.display_name}"


def test_a_new_bupati_goes_on_where_the_former_one_stopped() -> None:
    cast = Appraising()
    cast.bring("in_review")
    Appointment.objects.filter(official=cast.bupati.official).update(valid_until=date(2025, 7, 1))
    successor = seat(cast.office.posts["kepala_daerah"], "bupati-baru", since=date(2025, 7, 2))
    with pytest.raises(NotPermitted):
        perform_act(
            appraisal=cast.kabid, act="return_", actor=User.objects.get(pk=cast.bupati.pk), note="Lama"
        )
    assert perform_act(appraisal=cast.kabid, act="return_", actor=successor, note="Baru").state == "returned"
