"""What happens at the door goes into the audit trail: sign-ins, failures, passwords, second factors.

An attempt under a name that is no account goes to the log only: the text may be a password typed into the
wrong field, and there is no object to tie it to.
"""

from typing import Any

import structlog
from allauth.account.internal.userkit import filter_users_by_email, get_user_by_username
from allauth.account.signals import password_changed, password_reset, password_set, user_logged_in
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from officials.audit import record, register
from officials.models import User

SIGN_IN = register("account.sign_in", _("Masuk"))
SIGN_IN_FAILED = register("account.sign_in_failed", _("Gagal masuk"))
SIGN_OUT = register("account.sign_out", _("Keluar"))
PASSWORD = register("account.password", _("Mengganti kata sandi"))
FACTOR_ADDED = register("account.factor_add", _("Menambah verifikasi dua langkah"))
FACTOR_REMOVED = register("account.factor_remove", _("Menghapus verifikasi dua langkah"))

log = structlog.get_logger(__name__)


@receiver(user_logged_in)
def signed_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """An account signed in."""
    _record(SIGN_IN, request, user)


@receiver(user_logged_out)
def signed_out(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    """An account signed out; a visitor who does has nothing to record."""
    if user is not None:
        _record(SIGN_OUT, request, user)


@receiver(user_login_failed)
def sign_in_failed(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """A wrong password, or an account that may not sign in."""
    user = _account_of(credentials)
    if user is None:
        log.warning("sign_in_unknown", ip=_address(request))
        return
    _record(SIGN_IN_FAILED, request, user, actor=None)


@receiver(authentication_failed)
def second_factor_failed(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """The password was right, the code was not."""
    _record(SIGN_IN_FAILED, request, user, actor=None, factor=kwargs["authenticator"].type)


@receiver([password_changed, password_reset, password_set])
def password_renewed(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Somebody chose a new password, signed in or by the link sent to them."""
    _record(PASSWORD, request, user)


@receiver([authenticator_added, authenticator_reset])
def factor_added(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """A second factor was set up or renewed."""
    _record(FACTOR_ADDED, request, user, factor=kwargs["authenticator"].type)


@receiver(authenticator_removed)
def factor_removed(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """A second factor was taken away."""
    _record(FACTOR_REMOVED, request, user, factor=kwargs["authenticator"].type)


def _record(action: str, request: HttpRequest | None, user: User, **said: Any) -> None:
    actor = said.pop("actor", user)
    with transaction.atomic():
        record(action, actor=actor, obj=user, after={"address": _address(request), **said})


def _account_of(credentials: dict[str, Any]) -> User | None:
    """The account that somebody tried to sign in as, by name or else by e-mail."""
    found = get_user_by_username(str(credentials.get("username") or ""))
    by_email = [] if found else filter_users_by_email(str(credentials.get("email") or "@"))
    account: User | None = found or next(iter(by_email), None)
    return account


def _address(request: HttpRequest | None) -> str:
    """Where the request came from; "" for one that never crossed a network (a script)."""
    try:
        return get_ip(request) if request else ""
    except PermissionDenied:
        return ""
