"""What a token may do: its scope, and a role still in force."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from officials.access import has_role
from officials.models import ApiToken


class HasScope(BasePermission):
    """The token carries the view's ``required_scope`` and its account is still a client (401, else 403)."""

    message = ""
    code = "permission_denied"

    def has_permission(self, request: Request, view: Any) -> bool:
        """Whether the request may go on; ``message`` and ``code`` say why not."""
        token = request.auth
        if not isinstance(token, ApiToken):
            return False
        if not token.has_scope(view.required_scope):
            self.code = "scope_missing"
            self.message = _("Token ini tidak memiliki lingkup %s.") % view.required_scope
            return False
        self.code, self.message = "role_ended", _("Peran akun token ini sudah berakhir.")
        return has_role(request.user, "klien_api")
