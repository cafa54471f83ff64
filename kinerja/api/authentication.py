"""Bearer tokens: the only way into the interface (contract, REST)."""

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.crypto import hash_token
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from officials.models import ApiToken, User

SCHEME = "Bearer"


class BearerAuthentication(BaseAuthentication):
    """Finds the service account of a token by its digest.

    Knox's own class deletes expired tokens while it reads; ours leaves them to be looked up in the admin, and
    says which of the reasons it was.
    """

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """The account and the token of a request; None where it brings no token at all.

        Raises:
            AuthenticationFailed: malformed, unknown, expired or revoked.
        """
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != SCHEME.lower().encode():
            return None
        if len(words) != 2:
            raise AuthenticationFailed(_("Tulis: Authorization: Bearer <token>."), code="token_malformed")
        digest = hash_token(words[1].decode("latin-1"))
        token = ApiToken.objects.select_related("user").filter(digest=digest).first()
        if token is None:
            raise AuthenticationFailed(_("Token tidak dikenal."), code="token_unknown")
        if not token.user.is_active:
            raise AuthenticationFailed(_("Token ini sudah dicabut."), code="token_revoked")
        if token.expiry and token.expiry <= timezone.now():
            raise AuthenticationFailed(_("Masa berlaku token sudah habis."), code="token_expired")
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return SCHEME


class BearerScheme(OpenApiAuthenticationExtension):
    """How the schema describes it."""

    target_class = BearerAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        """A bearer token; made by ``manage.py create_token``."""
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "Token dari admin pusat (manage.py create_token).",
        }
