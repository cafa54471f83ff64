"""``manage.py print_signins``: where to sign in to the demonstration, and as whom."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.urls import reverse
from django.utils.translation import gettext as _

from kinerja.demo.signins import SIGN_INS
from kinerja.management.base import RefusedError, ReportingCommand
from officials.models import RoleAssignment, User


class Command(ReportingCommand):
    """One line an account: name, password, what it sees."""

    help = "Cetak alamat dan akun contoh, satu baris untuk setiap akun."

    def perform(self, *args: Any, **options: Any) -> dict[str, Any]:
        accounts = {user.username: user for user in User.objects.filter(is_example=True, is_active=True)}
        ours = _unchanged({user.password for user in accounts.values()})
        rows = [
            {
                "role": str(RoleAssignment.Role(row.role).label),
                "username": row.name,
                "password": settings.DEMO_PASSWORD if accounts[row.name].password in ours else None,
                "sees": str(row.sees),
            }
            for row in SIGN_INS
            if row.name in accounts
        ]
        if not rows:
            raise RefusedError([_("Belum ada akun contoh; jalankan load_demo.")])
        return {"address": settings.PUBLIC_URL + reverse("account_login"), "signins": rows}

    def lines(self, outcome: dict[str, Any]) -> Iterator[str]:
        yield _("Masuk di %s sebagai:") % outcome["address"]
        table = [
            (row["username"], row["password"] or _("(sudah diganti)"), f"{row['role']}: {row['sees']}")
            for row in outcome["signins"]
        ]
        first, second = (max(len(row[place]) for row in table) for place in (0, 1))
        for username, password, about in table:
            yield f"  {username:<{first}}  {password:<{second}}  {about}"


def _unchanged(digests: set[str]) -> set[str]:
    """The stored digests that the password of the demonstration still opens."""
    given: str = settings.DEMO_PASSWORD
    return {digest for digest in digests if given and check_password(given, digest)}
