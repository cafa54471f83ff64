"""Made-up ratings of element 2 under PermenPANRB 6/2022, reckoned from the post and the period."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kinerja.demo import EXAMPLE
from kinerja.demo.seed import pick
from kinerja.models import StaffRating
from kinerja.rules.appraisal import staff_data
from kinerja.rules.staff import panrb6
from kinerja.rules.staff.regime import judge, regime_on

Origin = StaffRating.Origin
#: How many of 100 ratings have an origin, a work result, a behaviour, or one before it.
ORIGINS = ((80, Origin.ENTERED), (93, Origin.ELSEWHERE), (100, Origin.UNAVAILABLE))
WORK = ((22, "di_atas"), (89, "sesuai"), (100, "di_bawah"))
BEHAVIOUR = ((20, "di_atas"), (93, "sesuai"), (100, "di_bawah"))
SOURCE = f"BKN e-Kinerja {EXAMPLE}"
REASON = _("Contoh: SKP semester ini masih dievaluasi; hasilnya menyusul.")


@dataclass(frozen=True, slots=True)
class Said:
    """A rating as somebody would enter it; ``reason`` only where it is not available yet."""

    origin: str
    data: dict[str, Any]
    reason: str = ""


def rating_of(words: str, period: str, origin: str = "") -> Said:
    """The rating that some words always give.

    Args:
        words: the title of the post.
        period: code of the period.
        origin: one of ``StaffRating.Origin``; "" leaves it to the words.
    """
    kept = origin or _share(ORIGINS, words, period, "origin")
    if kept == Origin.UNAVAILABLE:
        return Said(kept, {}, REASON)
    work, behaviour = _share(WORK, words, period, "work"), _share(BEHAVIOUR, words, period, "behaviour")
    if kept == Origin.ENTERED:
        return Said(kept, {"hasil_kerja": work, "perilaku": behaviour})
    number = f"SKP-{pick(1000, 9999, words, period, 'number')}/{period[:4]} {EXAMPLE}"
    predikat = panrb6.MATRIX[work][behaviour]
    return Said(kept, {"value": None, "predikat": predikat, "source": SOURCE, "document_number": number})


def columns(said: Said, cutoff: date) -> dict[str, Any]:
    """The columns of a stored rating, judged by the regime of a cut-off (R8)."""
    regime = regime_on(cutoff).key
    kept = {"regime": regime, "origin": said.origin, "data": said.data, "reason": said.reason}
    if said.origin == Origin.UNAVAILABLE:
        return kept | {"result": None, "value": None, "predikat": ""}
    result = judge(regime, said.origin, said.data)
    return kept | {"result": staff_data(result), "value": result.value, "predikat": result.predikat}


def _share(shares: tuple[tuple[int, str], ...], *words: str) -> str:
    place = pick(1, 100, *words)
    return next(str(one) for highest, one in shares if place <= highest)
