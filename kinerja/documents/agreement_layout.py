"""What the template of a Perjanjian Kinerja needs of its snapshot, as people read it."""

from itertools import groupby
from operator import attrgetter

from django.utils.translation import gettext as _

from kinerja.documents.agreement_snapshot import AgreementSnapshot, Promise
from kinerja.documents.wording import NONE, bound, day
from kinerja.rules.data import Data
from kinerja.rules.rounding import written

#: Its number, its text, and each indicator with its target.
Sasaran = tuple[int, str, list[tuple[Promise, str]]]


def context(snapshot: AgreementSnapshot) -> Data:
    """Everything the template needs, as text."""
    total = sum(program.budget for program in snapshot.programs)
    return {
        "document": snapshot,
        "address": snapshot.url.removesuffix(f"{snapshot.code}/"),
        "place": snapshot.place,
        "parties": [(_("Pihak kedua"), snapshot.second), (_("Pihak pertama"), snapshot.signer)],
        "issued": day(snapshot.issued_on),
        "set_date": day(snapshot.basis.date),
        "goals": promises(snapshot.promises),
        "programs": [(row.name, rupiah(row.budget), row.note or NONE) for row in snapshot.programs],
        "total": rupiah(total) if len(snapshot.programs) > 1 else "",
    }


def promises(rows: tuple[Promise, ...]) -> list[Sasaran]:
    """The annex: each sasaran once, with its indicators and their targets."""
    grouped = groupby(rows, key=attrgetter("sasaran"))
    return [
        (number, sasaran, [(row, bound(row.target)) for row in promised])
        for number, (sasaran, promised) in enumerate(grouped, start=1)
    ]


def rupiah(amount: int) -> str:
    """An amount of money: "Rp1.250.000.000"."""
    return _("Rp%s") % written(amount)
