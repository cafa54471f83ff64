"""Files and accounts that commands name: opened or written whole, or in words why not."""

from pathlib import Path

from django.utils.translation import gettext as _

from kinerja.management.base import RefusedError, WrongUsageError
from officials.access import has_role
from officials.models import User


def account(username: str) -> User:
    """The account that imports: the one named, else the first operator of the Ditjen of today.

    Raises:
        RefusedError: there is no such account.
    """
    accounts = User.objects.filter(is_active=True).order_by("pk")
    if username:
        found = accounts.filter(username=username).first()
    else:
        holders = accounts.filter(roles__role="operator_ditjen").distinct()
        found = next((each for each in holders if has_role(each, "operator_ditjen")), None)
    if found is None:
        raise RefusedError([_("Akun %s tidak ada.") % (username or _("operator Ditjen"))])
    return found


def write(path: str, content: bytes) -> None:
    """Write a file, complete or not at all.

    Raises:
        WrongUsageError: it cannot be written.
    """
    target = Path(path)
    draft = target.with_name(f"{target.name}.part")
    try:
        draft.write_bytes(content)
        draft.replace(target)
    except OSError as error:
        raise WrongUsageError(_("Berkas “%s” tidak dapat ditulis.") % path) from error
