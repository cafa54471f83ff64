"""officials: who."""

from django.apps import AppConfig


class OfficialsConfig(AppConfig):
    """Accounts and roles, offices, posts, dated appointments, the audit trail."""

    name = "officials"
    verbose_name = "Pejabat dan akun"
