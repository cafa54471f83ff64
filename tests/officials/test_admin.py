"""The admin: who opens it, what it keeps and refuses, and what the audit trail says of it."""

import re
from datetime import date
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib import admin
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from officials.models import ApiToken, Appointment, AuditEntry, Official, RoleAssignment, User, WorkUnit
from officials.tokens import create_token
from tests.builders import give_role, make_user
from tests.officials.conftest import SINCE, Country, make_place
from tests.officials.test_access import REACH, hold

OPENS = {"admin_pusat", "auditor"}
NO_ROLES = {"roles-TOTAL_FORMS": 0, "roles-INITIAL_FORMS": 0}
NO_TENURES = {"appointments-TOTAL_FORMS": 0, "appointments-INITIAL_FORMS": 0}


@pytest.fixture
def keeper(client: Client, db: None) -> Client:
    """Signed in as admin_pusat."""
    client.force_login(make_user("admin_pusat", username="admin"))
    return client


def url(model: str, act: str = "changelist", *args: Any) -> str:
    return reverse(f"admin:{model}_{act}", args=args)


def trail() -> list[tuple[str, str, Any, Any]]:
    """What the audit trail says, oldest first."""
    rows = AuditEntry.objects.order_by("sequence")
    return [(row.action, row.object_name, row.before, row.after) for row in rows]


def said(response: Any) -> list[str]:
    """The messages of the page that an answer leads to."""
    return [str(message) for message in response.context["messages"]]


def faults(response: Any) -> dict[str, list[str]]:
    """What the form of a page refuses."""
    return dict(response.context["adminform"].form.errors)


@pytest.mark.parametrize(("role", "where"), [(row[0], row[1]) for row in REACH] + [("klien_api", "")])
def test_the_role_opens_the_admin(client: Client, country: Country, role: str, where: str) -> None:
    client.force_login(hold(country, role, where))
    answer = client.get("/admin/", follow=True)
    if role == "klien_api":
        assert answer.redirect_chain[-1][0] == "/masuk/?next=/admin/"
    else:
        assert answer.status_code == (200 if role in OPENS else 403)
    if answer.status_code == 403:
        assert "Halaman ini untuk admin pusat dan auditor." in answer.content.decode()


def test_a_visitor_signs_in_at_the_one_door_and_comes_back(client: Client, db: None) -> None:
    answer = client.get(url("officials_user"), follow=True)
    assert answer.redirect_chain[-1] == ("/masuk/?next=/admin/officials/user/", 302)


def test_only_our_own_tables_are_offered() -> None:
    assert {model._meta.app_label for model in admin.site._registry} == {"regions", "officials", "kinerja"}


@pytest.mark.parametrize(
    "model", ["officials_user", "officials_official", "officials_workunit", "regions_region"]
)
def test_an_auditor_reads_and_writes_nothing(client: Client, country: Country, model: str) -> None:
    client.force_login(make_user("auditor"))
    objects = {
        "officials_user": User.objects.first,
        "officials_official": Official.objects.first,
        "officials_workunit": WorkUnit.objects.first,
        "regions_region": lambda: country.a.region,
    }
    row = objects[model]()
    assert row is not None
    assert client.get(url(model)).status_code == 200
    assert client.get(url(model, "change", row.pk)).status_code == 200
    writes = [url(model, "add"), url(model, "change", row.pk), url(model, "delete", row.pk)]
    assert [client.post(path, {"name": "lain"}).status_code for path in writes] == [403, 403, 403]
    assert trail() == []


def test_an_auditor_of_a_region_sees_its_rows_and_no_accounts(client: Client, country: Country) -> None:
    client.force_login(make_user("auditor", country.a.region))
    shown = client.get(url("officials_workunit")).context["cl"].queryset
    assert set(shown) == {country.a.unit, country.a1.unit, country.a2.unit}
    assert client.get(url("officials_workunit", "change", country.b.unit.pk)).status_code == 302
    pages = [client.get(url(model)).status_code for model in ("officials_user", "officials_apitoken")]
    assert pages == [403, 403]


def test_an_account_is_made_with_its_roles(keeper: Client, country: Country) -> None:
    made = keeper.post(
        url("officials_user", "add"),
        {
            "username": "operator.a",
            "email": "Operator@Example.go.id",
            "usable_password": "false",
            "roles-TOTAL_FORMS": 1,
            "roles-INITIAL_FORMS": 0,
            "roles-0-role": "operator_unit",
            "roles-0-region": country.a.region.pk,
            "roles-0-valid_from": "2026-01-01",
        },
    )
    user = User.objects.get(username="operator.a")
    role = user.roles.get()
    assert made.status_code == 302
    assert (user.email, user.has_usable_password()) == ("operator@example.go.id", False)
    after = {
        "id": user.pk,
        "username": "operator.a",
        "first_name": "",
        "last_name": "",
        "email": "operator@example.go.id",
        "is_active": True,
        "date_joined": user.date_joined.isoformat(),
        "official": None,
        "is_example": False,
        "peran": [
            {
                "id": role.pk,
                "role": "operator_unit",
                "region": f"Provinsi Wilayah 11 (#{country.a.region.pk})",
                "appointment": None,
                "valid_from": "2026-01-01",
                "valid_until": None,
            }
        ],
    }
    assert trail() == [("admin.add", "operator.a", None, after)]


def test_ending_a_role_is_recorded_with_before_and_after(keeper: Client, country: Country) -> None:
    user = make_user(username="operator.a", email="operator@example.go.id")
    role = give_role(user, "operator_unit", country.a.region, valid_from=SINCE)
    form = {
        "username": user.username,
        "email": user.email,
        "is_active": "on",
        "roles-TOTAL_FORMS": 1,
        "roles-INITIAL_FORMS": 1,
        "roles-0-id": role.pk,
        "roles-0-user": user.pk,
        "roles-0-role": role.role,
        "roles-0-region": country.a.region.pk,
        "roles-0-valid_from": "2020-01-01",
    }
    page = url("officials_user", "change", user.pk)
    keeper.post(page, form)
    assert trail() == []
    keeper.post(page, form | {"roles-0-valid_until": "2026-06-30"})
    (entry,) = trail()
    assert entry[:2] == ("admin.change", "operator.a")
    assert [(list(state), state["peran"][0]["valid_until"]) for state in entry[2:]] == [
        (["peran"], None),
        (["peran"], "2026-06-30"),
    ]


def test_a_role_that_does_not_fit_is_refused_in_the_form(keeper: Client, country: Country) -> None:
    user = make_user(username="dua.tangan")
    answer = keeper.post(
        url("officials_user", "change", user.pk),
        {
            "username": user.username,
            "is_active": "on",
            "roles-TOTAL_FORMS": 1,
            "roles-INITIAL_FORMS": 0,
            "roles-0-role": "operator_unit",
            "roles-0-valid_from": "2026-01-01",
        },
    )
    roles = answer.context["inline_admin_formsets"][0].formset
    assert roles.errors == [{"region": ["Peran ini terikat pada satu wilayah."]}]
    assert (RoleAssignment.objects.filter(user=user).count(), trail()) == (0, [])


def test_nobody_makes_a_machine_by_hand(keeper: Client) -> None:
    account = create_token(name="Dasbor", scopes=["scores:read"], actor=None).token.user
    page = keeper.get(url("officials_user", "add")).content.decode()
    assert "operator_unit" in page
    assert "klien_api" not in page
    change = url("officials_user", "change", account.pk)
    assert (keeper.get(change).status_code, keeper.post(change, {"username": "x"}).status_code) == (200, 403)


def test_an_account_is_switched_off_never_removed(keeper: Client) -> None:
    user = make_user(username="lama")
    assert keeper.post(url("officials_user", "delete", user.pk), {"post": "yes"}).status_code == 403
    keeper.post(url("officials_user", "change", user.pk), {"username": "lama", **NO_ROLES})
    assert trail() == [("admin.change", "lama", {"is_active": True}, {"is_active": False})]


def test_a_changed_email_no_longer_opens_the_account_by_the_old_one(keeper: Client) -> None:
    user = make_user(username="pindah", email="lama@example.go.id")
    EmailAddress.objects.create(user=user, email="lama@example.go.id", verified=True, primary=True)
    form = {"username": "pindah", "email": "baru@example.go.id", "is_active": "on", **NO_ROLES}
    keeper.post(url("officials_user", "change", user.pk), form)
    assert EmailAddress.objects.filter(user=user).count() == 0


def test_a_password_given_is_recorded_but_not_told(keeper: Client) -> None:
    user = make_user(username="lupa")
    secret = "sandi-sementara-2026"
    path = reverse("admin:auth_user_password_change", args=[user.pk])
    keeper.post(path, {"usable_password": "true", "password1": secret, "password2": secret})
    user.refresh_from_db()
    assert user.check_password(secret)
    assert trail() == [("account.password", "lupa", None, None)]


def test_lost_second_factors_are_taken_away_by_hand(keeper: Client) -> None:
    user = make_user(username="hilang")
    TOTP.activate(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    act = {"action": "remove_second_factors", "_selected_action": [user.pk]}
    keeper.post(url("officials_user"), act)
    keeper.post(url("officials_user"), act)
    assert user.authenticator_set.count() == 0
    assert trail() == [("account.factor_remove", "hilang", None, None)]


@pytest.mark.parametrize(
    ("text", "stored", "warnings"),
    [
        ("19800312.200501.1.002", "198003122005011002", []),
        (
            "19800312 199802 1 002",
            "198003121998021002",
            ["NIP: umur saat pengangkatan 17 tahun, di bawah 18."],
        ),
        ("", None, []),
    ],
)
def test_a_nip_is_stored_as_digits(
    keeper: Client, text: str, stored: str | None, warnings: list[str]
) -> None:
    answer = keeper.post(
        url("officials_official", "add"), {"name": "Budi", "nip": text, **NO_TENURES}, follow=True
    )
    assert Official.objects.get().nip == stored
    assert said(answer)[: len(warnings)] == warnings
    assert [row[0] for row in trail()] == ["admin.add"]


def test_a_wrong_nip_is_named(keeper: Client) -> None:
    answer = keeper.post(
        url("officials_official", "add"), {"name": "Budi", "nip": "1980.0230 200501 1 002", **NO_TENURES}
    )
    assert faults(answer) == {"nip": ["NIP: tanggal lahir (8 angka pertama) 19800230 tidak ada di kalender."]}
    assert (Official.objects.count(), trail()) == (0, [])


def tenure(country: Country) -> dict[str, Any]:
    return {
        "position": country.a.kabid.position_id,
        "official": Official.objects.create(name="Pengganti").pk,
        "kind": "definitif",
        "decree_number": "SK 9",
        "decree_date": "2024-01-01",
        "valid_from": "2024-01-01",
    }


def test_an_overlapping_tenure_is_refused_by_the_form(keeper: Client, country: Country) -> None:
    answer = keeper.post(url("officials_appointment", "add"), tenure(country))
    assert faults(answer) == {"valid_from": ["Jabatan ini dipegang Kabid 11 pada masa itu (SK SK Kabid 11)."]}
    assert trail() == []


def test_a_tenure_filled_in_the_same_moment_is_told_without_a_trace(
    keeper: Client, country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form saw the post free; the database did not."""
    monkeypatch.setattr(Appointment, "clean", lambda self: None)
    answer = keeper.post(url("officials_appointment", "add"), tenure(country), follow=True)
    assert said(answer) == [
        "Tidak disimpan: jabatan ini baru saja diisi orang lain pada masa itu. Periksa lagi."
    ]
    assert (Appointment.objects.filter(decree_number="SK 9").count(), trail()) == (0, [])


def test_a_post_shows_who_holds_it(keeper: Client, country: Country) -> None:
    Appointment.objects.filter(pk=country.a.kabid.pk).update(valid_until=date(2021, 12, 31))
    page = keeper.get(url("officials_position"), {"q": "Kabid 11"}).content.decode()
    held = re.findall(r'field-holder">(.*?)</td>', page)
    assert sorted(held) == ["Kabid 11.01 (Definitif)", "Kabid 11.02 (Definitif)", "kosong"]


@pytest.mark.parametrize("model", ["position", "appointment", "workunit", "official", "user"])
def test_a_list_takes_as_many_queries_for_more_rows(keeper: Client, country: Country, model: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert keeper.get(url(f"officials_{model}")).status_code == 200
        return len(captured)

    queries()  # the session notes once that it is in use
    before = queries()
    make_place("13", 61)
    for number in range(3):
        make_user("auditor", username=f"rekan{number}")
    assert queries() == before


def test_what_is_removed_is_kept_in_the_trail(keeper: Client, country: Country) -> None:
    country.a2.kabid.delete()
    post = country.a2.kabid.position
    keeper.post(url("officials_position", "delete", post.pk), {"post": "yes"})
    (entry,) = trail()
    assert entry[:2] == ("admin.delete", "Kabid 11.02")
    assert (entry[2]["title"], entry[2]["field"], entry[3]) == ("Kabid 11.02", "dafduk", None)


def test_removing_many_leaves_an_entry_each(keeper: Client, db: None) -> None:
    people = [Official.objects.create(name=name) for name in ("Satu", "Dua")]
    act = {"action": "delete_selected", "_selected_action": [row.pk for row in people], "post": "yes"}
    keeper.post(url("officials_official"), act)
    assert Official.objects.count() == 0
    assert sorted(row[1] for row in trail()) == ["Dua", "Satu"]


def test_regions_are_audited_too(keeper: Client, country: Country) -> None:
    region = country.a.region
    code = region.codes.get()
    form = {
        "name": "Nama Baru",
        "kind": region.kind,
        "timezone": region.timezone,
        "latitude": "4.7",
        "longitude": "96.5",
        "area_km2": "1",
        "population": "1",
        "codes-TOTAL_FORMS": 1,
        "codes-INITIAL_FORMS": 1,
        "codes-0-id": code.pk,
        "codes-0-region": region.pk,
        "codes-0-code": code.code,
    }
    answer = keeper.post(url("regions_region", "change", region.pk), form)
    assert answer.status_code == 302
    (entry,) = trail()
    assert (entry[0], entry[2]["name"], entry[3]["name"]) == ("admin.change", "Wilayah 11", "Nama Baru")


def test_an_act_that_fails_leaves_neither_change_nor_entry(
    keeper: Client, country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise IntegrityError("terputus")

    monkeypatch.setattr("officials.admin_audit.record", fail)
    keeper.raise_request_exception = False
    answer = keeper.post(url("officials_official", "add"), {"name": "Budi", **NO_TENURES})
    assert (answer.status_code, Official.objects.filter(name="Budi").count()) == (500, 0)


def test_a_token_is_looked_up_and_revoked(keeper: Client) -> None:
    token = create_token(name="Dasbor", scopes=["scores:read"], actor=None).token
    assert keeper.get(url("officials_apitoken", "add")).status_code == 403
    assert keeper.get(url("officials_apitoken", "change", token.pk)).status_code == 200
    assert keeper.post(url("officials_apitoken", "delete", token.pk), {"post": "yes"}).status_code == 403
    act = {"action": "revoke", "_selected_action": [token.pk]}
    answers = [keeper.post(url("officials_apitoken"), act, follow=True) for _ in range(2)]
    assert [said(answer) for answer in answers] == [["1 token dicabut."], ["0 token dicabut."]]
    assert [row[0] for row in trail()] == ["token.create", "token.revoke"]
    assert 'field-state">dicabut' in keeper.get(url("officials_apitoken")).content.decode()
    assert ApiToken.objects.count() == 1
