"""What a period already uses stays as it is (R11): sets of indicators and scoring policies."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

SHOWN = 8


class FrozenError(ValueError):
    """Reference data that a period uses was to be changed; the message is Indonesian."""


def refuse_if_frozen(what: str, frozen_at: datetime | None, differences: Sequence[str]) -> None:
    """Refuse to change frozen reference data.

    Args:
        what: its name for people: "Set indikator 100-1077/2017".
        frozen_at: when a period first used it; None = never.
        differences: what would change, most telling first.

    Raises:
        FrozenError: it is frozen; names the day and the differences.

    Source: R11.
    """
    if frozen_at is None:
        return
    more = len(differences) - SHOWN
    words = {
        "what": what,
        "day": date_format(timezone.localtime(frozen_at), "j F Y"),
        "differences": "; ".join(differences[:SHOWN]) + (_("; dan %d lagi") % more if more > 0 else ""),
    }
    raise FrozenError(
        _(
            "%(what)s sudah dipakai periode dan dibekukan sejak %(day)s, sedangkan berkasnya berbeda: "
            "%(differences)s. Kembalikan isi berkas itu, atau muat perubahan sebagai kode atau versi baru."
        )
        % words
    )
