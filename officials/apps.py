"""officials: who."""

from django.apps import AppConfig


class OfficialsConfig(AppConfig):
    """Accounts and roles, offices, posts, dated appointments, the audit trail."""

    name = "officials"
    verbose_name = "Pejabat dan akun"

    def ready(self) -> None:
        """Listen at the door: sign-ins go into the audit trail."""
        from officials import signals  # noqa: F401, PLC0415 - models exist only now
