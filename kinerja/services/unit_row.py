"""A row that names a unit: what is wrong with that, in every workbook of units the same."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from kinerja.exchange.columns import UNIT
from kinerja.exchange.fault import Fault
from kinerja.exchange.layout import Row
from kinerja.models import Period, SemesterEvaluation
from kinerja.services.errors import NotPermitted, Refused
from kinerja.services.evaluation import check_entry

CODE, NAME = UNIT
#: Words that tell no unit from another.
_KINDS = {"kabupaten", "kota", "provinsi"}


def unknown_unit(row: Row, period: Period) -> Fault:
    """No unit bears the code, or none within reach."""
    what = _("tidak ada unit kerja dengan kode ini pada periode %s dalam wilayah Anda") % period.code
    return row.fault(CODE, what, _("periksa kodenya, atau hapus barisnya."), value=row.cells[CODE])


def wrong_sheet(row: Row) -> Fault:
    """The unit has other duties than those of the sheet."""
    what = _("unit ini bukan %s") % row.sheet
    return row.fault(CODE, what, _("pindahkan ke lembar yang lain."), value=row.cells[CODE])


def other_name(row: Row, full_name: str) -> Iterator[Fault]:
    """Remark that the file names another unit than the code does."""
    name = str(row.cells.get(NAME, ""))
    words, own = (set(said.casefold().replace(".", " ").split()) for said in (name, full_name))
    if name and not (words & own) - _KINDS:
        what = _("nama dalam berkas lain; kode ini milik %s") % full_name
        yield row.fault(NAME, what, value=name, grave=False)


def closed_entry(row: Row, evaluation: SemesterEvaluation, actor: Any) -> list[Fault]:
    """Why nothing can be entered for the unit now (R6, R12)."""
    try:
        check_entry(evaluation, actor)
    except NotPermitted as refusal:
        return [row.fault(CODE, " ".join(refusal.reasons), value=row.cells[CODE], rule="R12")]
    except Refused as refusal:
        todo = _("hapus barisnya, atau kembalikan isian yang tersimpan.")
        return [row.fault(CODE, " ".join(refusal.reasons), todo, value=row.cells[CODE], rule="R6")]
    return []
