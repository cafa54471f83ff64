"""Tokens of REST clients (contract, REST): each is a service account, shown once, kept as a digest.

The account holds the technical role ``klien_api`` for the token's region, so ``visible_to`` is the only row
scope for machines as for people; it has no password and cannot sign in.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officials.audit import record, register
from officials.models import ApiToken, RoleAssignment, User
from regions.models import Region

SCOPES = {"scores:read": gettext_lazy("Membaca nilai dan dokumen yang sudah terbit")}
LONGEST_DAYS = 366
CREATE = register("token.create", gettext_lazy("Membuat token API"))
REVOKE = register("token.revoke", gettext_lazy("Mencabut token API"))


class TokenRefused(ValueError):  # noqa: N818 - an answer to whoever asks, not a failure of the program
    """A token that cannot be made; ``reasons`` are Indonesian sentences."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__("\n".join(reasons))


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token just made; ``text`` is what the client sends, and is nowhere kept."""

    text: str
    token: ApiToken


@transaction.atomic
def create_token(
    *, name: str, scopes: list[str], region: Region | None = None, days: int = 30, actor: User | None
) -> NewToken:
    """Make a token and its service account, audited.

    Args:
        name: what the client is, for people: "Dasbor Papua Barat".
        scopes: of ``SCOPES``, at least one.
        region: limits what the client sees to a region and, for a province, its kab/kota; None: all.
        days: how long it works from now on, 1 to 366.
        actor: who makes it; None for a command on the server.

    Raises:
        TokenRefused: with every reason; nothing was written.
    """
    refuse_bad_terms(name, scopes, days)
    account = _service_account(name, region)
    token, text = ApiToken.objects.create(
        user=account,
        expiry=timedelta(days=days),
        name=name.strip(),
        scopes=" ".join(sorted(set(scopes))),
        region=region,
    )
    record(CREATE, actor=actor, obj=account, after=_said(token))
    return NewToken(text, token)


@transaction.atomic
def revoke_token(token: ApiToken, *, actor: User) -> None:
    """End a token at once and switch its account off, audited; the row stays, to be looked up."""
    before = _said(token)
    token.expiry = min(timezone.now(), token.expiry or timezone.now())
    token.save(update_fields=["expiry"])
    User.objects.filter(pk=token.user_id).update(is_active=False)
    record(REVOKE, actor=actor, obj=token.user, before=before, after=_said(token))


def refuse_bad_terms(name: str, scopes: list[str], days: int) -> None:
    """Raise ``TokenRefused`` with everything that is wrong with the terms of a token."""
    reasons = []
    if not 3 <= len(name.strip()) <= 80:
        reasons.append(_("Nama token 3 sampai 80 huruf: sebutkan aplikasi atau instansi pemakainya."))
    if not scopes:
        reasons.append(_("Sebutkan paling sedikit satu lingkup: %s.") % ", ".join(SCOPES))
    reasons += [
        _("Lingkup “%(scope)s” tidak dikenal; yang ada: %(known)s.")
        % {"scope": scope, "known": ", ".join(SCOPES)}
        for scope in scopes
        if scope not in SCOPES
    ]
    if not 1 <= days <= LONGEST_DAYS:
        reasons.append(
            _("Masa berlaku %(days)d hari tidak dapat dipakai; isi 1 sampai %(most)d.")
            % {"days": days, "most": LONGEST_DAYS}
        )
    if reasons:
        raise TokenRefused(reasons)


def _service_account(name: str, region: Region | None) -> User:
    base = f"klien-{slugify(name)[:60] or 'api'}"
    taken = set(User.objects.filter(username__startswith=base).values_list("username", flat=True))
    free = next(
        word for n in range(1, len(taken) + 2) if (word := base if n == 1 else f"{base}-{n}") not in taken
    )
    account = User(username=free, first_name=name.strip()[:150])
    account.set_unusable_password()
    account.save()
    RoleAssignment.objects.create(
        user=account, role=RoleAssignment.Role.KLIEN_API, region=region, valid_from=timezone.localdate()
    )
    return account


def _said(token: ApiToken) -> dict[str, object]:
    """What the audit trail keeps of a token: never the token, nor its digest."""
    return {
        "name": token.name,
        "prefix": token.token_key,
        "scopes": token.scopes,
        "region": str(token.region) if token.region else None,
        "expiry": token.expiry,
    }
