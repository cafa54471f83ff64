"""How we bend allauth: no sign-up, failures counted by account and address together, machines kept out."""

from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import get_ip
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from officials.backends import is_machine

log = structlog.get_logger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by admin_pusat; whoever has one signs in with name or e-mail and password."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _(
            "Terlalu banyak percobaan gagal untuk akun ini dari jaringan ini. Tunggu 5 menit, lalu coba lagi."
        ),
        "username_password_mismatch": _("Nama pengguna atau kata sandi tidak benar."),
        "email_password_mismatch": _("Surel atau kata sandi tidak benar."),
        "invalid_login": _("Nama pengguna, surel, atau kata sandi tidak benar."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an account follows an appointment, and admin_pusat gives it."""
        return False

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Turn away an account that is switched off and one that belongs to a machine."""
        refused: HttpResponse | None = super().pre_login(request, user, **kwargs)
        if refused is None and is_machine(user):
            return self.respond_user_inactive(request, user)
        return refused

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse further attempts on a locked pair of account and address, and log that it happened."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            log.warning("sign_in_locked", ip=get_ip(request))
            raise

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """The pair that is locked: never an account alone (anybody could lock it out from anywhere), never
        an address alone (a whole office shares one).
        """
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{get_ip(request)}"
