"""Accounts and tokens in the admin: given, ended and taken away, all of it audited."""

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from officials.models import ApiToken, RoleAssignment, User
from officials.tokens import create_token
from tests.builders import give_role, make_user
from tests.officials.conftest import SINCE, Country
from tests.officials.pages import said, trail, url

NO_ROLES = {"roles-TOTAL_FORMS": 0, "roles-INITIAL_FORMS": 0}


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


def test_roles_that_exclude_each_other_are_not_given_at_once(keeper: Client) -> None:
    """Two rows of one form: neither is stored yet when the other is looked at."""
    rows = {
        f"roles-{number}-{name}": value
        for number, role in enumerate(("admin_pusat", "verifikator_ditjen"))
        for name, value in (("role", role), ("valid_from", "2026-01-01"))
    }
    data = {
        "username": "rangkap",
        "usable_password": "false",
        "roles-TOTAL_FORMS": 2,
        "roles-INITIAL_FORMS": 0,
    }
    answer = keeper.post(url("officials_user", "add"), data | rows)
    assert (answer.status_code, User.objects.filter(username="rangkap").count()) == (200, 0)
    assert "Admin pusat tidak mengisi, memverifikasi, atau menilai" in answer.content.decode()
