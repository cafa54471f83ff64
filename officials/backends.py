"""Who may sign in, and what the admin lets them do: both follow the dated roles (contract, Roles)."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from officials.access import MACHINES, has_role

#: The apps whose reference data admin_pusat keeps; other apps' tables are nobody's to edit.
MANAGED = {"regions", "officials", "kinerja"}


class RoleBackend(AuthenticationBackend):
    """Signs people in by name or e-mail and password; permissions come from roles, never from tables.

    What an admin page forbids to everybody (a state, a figure, a document) it forbids itself: this only says
    who may open it at all.
    """

    def user_can_authenticate(self, user: Any) -> bool:
        """Whether an account may sign in and stay so: it is switched on and is not a machine's.

        Asked on every request, so it reads the roles of today, which the page needs anyway.
        """
        return bool(super().user_can_authenticate(user)) and not has_role(user, *MACHINES)

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """admin_pusat manages the three apps, an auditor views them; nobody else does anything there."""
        app, _, act = perm.partition(".")
        if app not in MANAGED:
            return False
        return has_role(user_obj, "admin_pusat") or (
            act.startswith("view_") and has_role(user_obj, "auditor")
        )

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        """Whether the admin's front page lists an app."""
        return app_label in MANAGED and has_role(user_obj, "admin_pusat", "auditor")

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """None by table: roles are asked one permission at a time."""
        return set()


def is_machine(user: Any) -> bool:
    """Whether an account is the service account of an API token, now or in the past or future."""
    return bool(user.pk) and user.roles.filter(role__in=MACHINES).exists()
