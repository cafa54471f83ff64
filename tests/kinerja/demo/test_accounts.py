"""The accounts of the demonstration, their posts and roles, and who acts for a Wali Kota."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from kinerja.demo.accounts import add_accounts
from kinerja.demo.signins import SIGN_INS
from officials.access import Grant, grants
from officials.models import Delegation, Official, Position, RoleAssignment, User
from regions.models import Region

pytestmark = pytest.mark.django_db

#: Region, kind and field of the post of each account, and its roles.
POSTS = {
    "dirjen": ("", "dirjen", "", ["dirjen"]),
    "menteri": ("", "menteri", "", ["menteri"]),
    "kepala_daerah": ("Manokwari", "kepala_daerah", "", ["kepala_daerah"]),
    "gubernur": ("Papua Barat", "kepala_daerah", "", ["kepala_daerah"]),
    "kepala_daerah_wita": ("Denpasar", "kepala_daerah", "", ["kepala_daerah"]),
    "kepala_daerah_wib": ("Yogyakarta", "kepala_daerah", "", ["kepala_daerah"]),
    "atasan": ("Manokwari", "kepala_dinas", "", ["atasan", "pejabat"]),
    "pejabat": ("Manokwari", "kabid", "dafduk", ["atasan", "pejabat"]),
    "pejabat_wita": ("Denpasar", "kabid", "capil", ["atasan", "pejabat"]),
    "pejabat_wib": ("Yogyakarta", "kabid", "capil", ["atasan", "pejabat"]),
}
REGIONS = {
    "operator_unit": "Manokwari",
    "pemantau_provinsi": "Papua Barat",
    "operator_ditjen": None,
    "verifikator_ditjen": None,
    "admin_pusat": None,
    "auditor": None,
}


#: The accounts that somebody can sign in to.
VISITORS = User.objects.filter(username__in=[row.name for row in SIGN_INS])


def test_every_role_has_the_account_of_its_name_and_all_have_one_password(settings: Settings) -> None:
    names = [row.name for row in SIGN_INS]
    assert {str(role) for role in RoleAssignment.Role} - set(names) == {"klien_api"}
    assert set(names) == {*POSTS, *REGIONS, "plh_wita"}
    accounts = User.objects.filter(username__in=names)
    opened = {user.username: user.check_password(settings.DEMO_PASSWORD) for user in accounts}
    assert opened == dict.fromkeys(names, True)


def test_a_person_in_an_office_is_appraised_and_rates_those_below() -> None:
    found = {}
    for user in VISITORS.exclude(roles__appointment=None):
        roles = user.roles.select_related(
            "appointment__position__unit__region", "appointment__position__region"
        )
        tenures = {role.appointment for role in roles}
        (post,) = (tenure.position for tenure in tenures)
        region = post.region or (post.unit and post.unit.region)
        found[user.username] = (
            region.name if region else "",
            post.kind,
            post.field,
            sorted(role.role for role in roles),
        )
    assert found == POSTS


def test_the_others_have_the_one_role_of_their_name() -> None:
    rows = RoleAssignment.objects.filter(appointment=None).values_list(
        "user__username", "role", "region__name"
    )
    assert {name: region for name, _role, region in rows} == REGIONS
    assert [row for row in rows if row[0] != row[1]] == []


def test_an_account_would_pass_the_form_that_makes_accounts() -> None:
    for assignment in RoleAssignment.objects.all():
        assignment.full_clean()


def test_the_sekretaris_daerah_acts_for_the_wali_kota_now_and_did_once() -> None:
    denpasar, today = Region.objects.get(codes__code="51.71"), timezone.localdate()
    user = User.objects.get(username="plh_wita")
    now, then = Delegation.objects.all()
    for row in (now, then):
        row.full_clean()
        assert (row.position.region, row.delegate, row.recorded_by.username) == (
            denpasar,
            user.official,
            "admin_pusat",
        )
    assert (then.valid_from, then.valid_until) == (date(2025, 8, 4), date(2025, 8, 22))
    assert now.valid_from <= today < today + timedelta(days=90) < now.valid_until
    as_head = (Grant("kepala_daerah", denpasar.pk),)
    days = (date(2025, 8, 3), date(2025, 8, 4), date(2025, 8, 22), date(2025, 8, 23), today)
    assert [grants(user, day) for day in days] == [(), as_head, as_head, (), as_head]
    assert Official.objects.filter(user=user, appointments=None).count() == 1


def test_nobody_acts_where_no_example_admin_records_it() -> None:
    Delegation.objects.all().delete()
    User.objects.filter(username="plh_wita").update(username="lain", official=None)
    User.objects.filter(username="admin_pusat").update(is_example=False)
    made, left_out = add_accounts()
    assert (made, len(left_out)) == ([], len(SIGN_INS))
    assert Delegation.objects.count() == 0


def test_an_account_whose_post_a_real_person_holds_is_left_out() -> None:
    head = Position.objects.get(kind="kepala_daerah", region__codes__code="51.71")
    Delegation.objects.all().delete()
    for name in ("plh_wita", "kepala_daerah_wita"):
        User.objects.filter(username=name).update(username=f"{name}_lain", official=None)
    head.appointments.update(is_example=False)
    assert add_accounts()[0] == []
