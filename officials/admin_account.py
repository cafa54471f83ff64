"""Accounts with their dated roles, and tokens: what admin_pusat gives and takes (contract, Roles)."""

from typing import TYPE_CHECKING, Any, TypeAlias

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officials.access import MACHINES, in_force
from officials.admin_audit import AuditedMixin
from officials.audit import record
from officials.backends import is_machine
from officials.forms_admin import RoleFormSet
from officials.models import ApiToken, RoleAssignment, User
from officials.signals import FACTOR_REMOVED, PASSWORD
from officials.tokens import revoke_token

if TYPE_CHECKING:
    TokenPage: TypeAlias = admin.ModelAdmin[ApiToken]
    RoleTable: TypeAlias = admin.TabularInline[RoleAssignment, User]
else:  # Django's classes take no type argument at run time
    TokenPage, RoleTable = admin.ModelAdmin, admin.TabularInline

TERMS: list[Any] = ["name", "token_key", "scopes", "region", "user", "created", "expiry"]
IDENTITY: list[Any] = ["first_name", "last_name", "email", "official"]


class RoleInline(RoleTable):
    """The roles of an account; an empty end means until further notice."""

    model = RoleAssignment
    formset = RoleFormSet
    extra = 0
    autocomplete_fields = ["region", "appointment"]

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Roles of people only: a machine's comes with its token."""
        field = super().formfield_for_choice_field(db_field, request, **kwargs)
        if field is not None and db_field.name == "role":
            named = [choice for choice in RoleAssignment.Role.choices if choice[0] not in MACHINES]
            field.choices = [("", "---------"), *named]
        return field


class HoldsNow(admin.SimpleListFilter):
    """Narrows the accounts to those that hold a role today."""

    title = gettext_lazy("peran yang berlaku")
    parameter_name = "peran"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(RoleAssignment.Role.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        if not self.value():
            return queryset
        held = in_force(RoleAssignment.objects.filter(role=self.value()), timezone.localdate())
        return queryset.filter(pk__in=held.values("user"))


@admin.register(User)
class AccountAdmin(AuditedMixin, UserAdmin):
    """An account: who it is, what it may do and until when. Accounts are switched off, never removed."""

    national_only = True
    list_display = ["username", "display_name", "email", "roles_today", "is_active", "last_login"]
    list_filter = ["is_active", HoldsNow, "is_example"]
    search_fields = ["username", "email", "first_name", "last_name", "official__name"]
    list_select_related = ["official"]
    autocomplete_fields = ["official"]
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal = []
    inlines = [RoleInline]
    actions = ["remove_second_factors"]
    fieldsets = [
        (None, {"fields": ["username", "password", "is_active", "is_example"]}),
        (gettext_lazy("Pemegang"), {"fields": IDENTITY}),
        (gettext_lazy("Pemakaian"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "usable_password", "password1", "password2"]}),
        (gettext_lazy("Pemegang"), {"fields": IDENTITY}),
    ]

    @admin.display(description=gettext_lazy("peran hari ini"))
    def roles_today(self, user: User) -> str:
        """The roles in force, by name."""
        held: list[RoleAssignment] = getattr(user, "roles_held", [])
        return ", ".join(row.get_role_display() for row in held)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        held = in_force(RoleAssignment.objects.all(), timezone.localdate())
        return super().get_queryset(request).prefetch_related(Prefetch("roles", held, to_attr="roles_held"))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The account of a machine is as its token made it."""
        return super().has_change_permission(request, obj) and not (obj is not None and is_machine(obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: what an account did stays tied to it."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Forget addresses that allauth kept of an earlier e-mail: they would still open the account."""
        super().save_model(request, obj, form, change)
        EmailAddress.objects.filter(user=obj).exclude(email=obj.email).delete()

    def user_change_password(
        self,
        request: Any,
        id: str,  # noqa: A002 - the name that Django's own address gives it
        form_url: str = "",
    ) -> HttpResponse:
        """Give somebody a new password; that it happened is recorded, the password is not."""
        with transaction.atomic():
            response = super().user_change_password(request, id, form_url)
            if request.method == "POST" and response.status_code == 302:
                record(PASSWORD, actor=request.user, obj=User.objects.get(pk=id))
        return response

    @admin.action(description=gettext_lazy("Hapus verifikasi dua langkah"), permissions=["change"])
    def remove_second_factors(self, request: Any, queryset: QuerySet[User]) -> None:
        """For who lost phone and recovery codes: the password alone opens the account again."""
        for user in queryset:
            with transaction.atomic():
                if Authenticator.objects.filter(user=user).delete()[0]:
                    record(FACTOR_REMOVED, actor=request.user, obj=user)
        messages.success(
            request, _("Verifikasi dua langkah dihapus; mintalah pemilik akun menyiapkannya lagi.")
        )


@admin.register(ApiToken)
class ApiTokenAdmin(AuditedMixin, TokenPage):
    """Tokens to look up and revoke; ``manage.py create_token`` makes them."""

    national_only = True
    list_display = ["name", "token_key", "scopes", "region", "user", "created", "expiry", "state"]
    list_filter = ["region"]
    list_select_related = ["region", "user"]
    search_fields = ["name", "user__username"]
    ordering = ["-created"]
    fields = TERMS
    readonly_fields = TERMS
    actions = ["revoke"]

    @admin.display(description=gettext_lazy("keadaan"))
    def state(self, token: ApiToken) -> str:
        """In force, expired or revoked."""
        if not token.user.is_active:
            return _("dicabut")
        return _("kedaluwarsa") if token.expiry and token.expiry <= timezone.now() else _("berlaku")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A token is shown once, by the command that makes it."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A token is revoked and stays to be looked up."""
        return False

    @admin.action(description=gettext_lazy("Cabut token terpilih"), permissions=["change"])
    def revoke(self, request: Any, queryset: QuerySet[ApiToken]) -> None:
        """End the tokens at once."""
        active = [token for token in queryset.select_related("user") if token.user.is_active]
        for token in active:
            revoke_token(token, actor=request.user)
        messages.success(request, _("%d token dicabut.") % len(active))
