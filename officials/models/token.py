"""Tokens of REST clients (contract, REST): shown once, stored as a digest."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken

from regions.models import Region


class ApiToken(AbstractAuthToken):
    """A token with scopes, a region and an expiry; ``user`` is its service account (role klien_api)."""

    name = models.CharField(_("nama"), max_length=80)
    scopes = models.CharField(_("lingkup"), max_length=200, help_text=_("Dipisah spasi: scores:read"))
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("wilayah")
    )

    class Meta(AbstractAuthToken.Meta):
        verbose_name = _("token API")
        verbose_name_plural = _("token API")
        abstract = False

    def __str__(self) -> str:
        return self.name

    def has_scope(self, scope: str) -> bool:
        """Whether the token carries a scope such as ``scores:read``."""
        return scope in self.scopes.split()
