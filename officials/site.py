"""The admin site: opened by role, entered by the one door, every write audited."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officials.admin_audit import audited
from officials.backends import MANAGED


class RoleAdminSite(AdminSite):
    """Reference data, offices, people and accounts, for admin_pusat; to read, for an auditor."""

    site_header = gettext_lazy("Kinerja Dukcapil: data acuan dan akun")
    site_title = gettext_lazy("Data acuan Kinerja Dukcapil")
    index_title = gettext_lazy("Data acuan dan akun")

    def register(
        self,
        model_or_iterable: type[Model] | Iterable[type[Model]],
        admin_class: "type[ModelAdmin[Any]] | None" = None,
        **options: Any,
    ) -> None:
        """Take a model of ours, with its writes audited; tables of other packages are nobody's to edit."""
        given = [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        ours = [model for model in given if model._meta.app_label in MANAGED]
        if ours:
            super().register(ours, audited(admin_class or ModelAdmin), **options)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send a visitor to the sign-in page and back; tell somebody else that this is not theirs."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied(_("Halaman ini untuk admin pusat dan auditor."))
        return redirect_to_login(request.GET.get("next") or "/admin/")

    def password_change(  # type: ignore[override]  # a page of the stubs; any answer serves
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One page for it, with the second factor beside."""
        return redirect("account_change_password")
