"""What the template of a Perjanjian Kinerja needs of its snapshot, as people read it."""

from django.utils.translation import gettext as _

from kinerja.documents.agreement_snapshot import AgreementSnapshot, Promise
from kinerja.documents.wording import NONE, bound, day
from kinerja.rules.data import Data
from kinerja.rules.rounding import written

Line = tuple[str, str, Promise, str]


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
        "lines": promises(snapshot.promises),
        "programs": [(row.name, rupiah(row.budget), row.note or NONE) for row in snapshot.programs],
        "total": rupiah(total) if len(snapshot.programs) > 1 else "",
    }


def promises(rows: tuple[Promise, ...]) -> list[Line]:
    """The annex: number and sasaran stand once, at the first of its indicators."""
    lines, number, before = list[Line](), 0, ""
    for row in rows:
        is_new = row.sasaran != before
        number, before = number + is_new, row.sasaran
        shown = (f"{number}.", row.sasaran) if is_new else ("", "")
        lines.append((*shown, row, bound(row.target)))
    return lines


def rupiah(amount: int) -> str:
    """An amount of money: "Rp1.250.000.000"."""
    return _("Rp%s") % written(amount)
