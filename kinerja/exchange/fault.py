"""What is wrong in a table: which sheet, cell and value, by which rule, and what to do about it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

SHOWN = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that keeps a file from being taken over, or (``grave`` False) that somebody should look at.

    ``row`` and ``column`` begin with 1; 0 where it is about all of the sheet or all of the row. ``head`` is
    the machine header of the column, ``value`` what stands there, ``rule`` the clause or reading rule.
    """

    sheet: str
    row: int
    column: int
    what: str
    todo: str = ""
    head: str = ""
    value: str = ""
    rule: str = ""
    grave: bool = True

    @property
    def cell(self) -> str:
        """Where it is, as spreadsheets say it: "F12"; "12" for a row, "" for the sheet."""
        letter = get_column_letter(self.column) if self.column else ""
        return f"{letter}{self.row or ''}"

    def __str__(self) -> str:
        place = "!".join(filter(None, (self.sheet, self.cell)))
        named = f"{place} ({self.head})" if self.head else place
        value = f" “{self.value[:SHOWN]}”" if self.value else ""
        rule = f" [{self.rule}]" if self.rule else ""
        return _("%(named)s%(value)s: %(said)s%(rule)s") % {
            "named": named,
            "value": value,
            "said": self.said,
            "rule": rule,
        }

    @property
    def said(self) -> str:
        """What is wrong and what to do, as one sentence."""
        return "; ".join(filter(None, (self.what.rstrip(".;"), self.todo)))
