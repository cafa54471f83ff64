"""The workbook of results to be filled in: what is known stands in it, and every cell says what it wants."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from kinerja.exchange.results import Stamp
from kinerja.exchange.results_columns import GUIDE, KIND, STAMP, UNIT, VERSION, Column
from kinerja.models import Indicator
from kinerja.rules.entry import DATES, NUMBERS, Figures

_HEAD = PatternFill("solid", fgColor="FF17375E")
_LABEL = PatternFill("solid", fgColor="FFE4EAF1")
_KNOWN = PatternFill("solid", fgColor="FFF3F4F6")
_LINE = Border(bottom=Side("hair", color="FFCDD4DB"))
_OPEN = Protection(locked=False)
_WIDTHS = {"numerator": 15, "denominator": 15, "percent": 11, "value": 13, "source": 26}
_FORMATS = {"numerator": "#,##0.##", "denominator": "#,##0.##", "percent": "0.00##", "value": "@"}
#: The longest title and text that a spreadsheet shows beside a cell.
_TITLE, _PROMPT = 32, 255


@dataclass(frozen=True, slots=True)
class Line:
    """What is known of one unit; indicators in ``closed`` are decided by a register and are not filled in."""

    code: str
    name: str
    figures: Mapping[str, Figures]
    closed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Terms:
    """What the cells may hold: dates from ``starts`` to ``cutoff``, denominators from ``oldest`` on, and the
    designated versions that are offered.
    """

    stamp: Stamp
    label: str
    starts: date
    cutoff: date
    oldest: date
    versions: tuple[str, ...] = ()


def write_template(
    columns: Mapping[str, Sequence[Column]], lines: Mapping[str, Sequence[Line]], terms: Terms
) -> bytes:
    """Write the workbook.

    Args:
        columns: of each sheet, by its title.
        lines: the units of each sheet; a sheet without any is left out.
        terms: what the cells may hold.

    Source: contract, The results workbook; R2, R4, R6.
    """
    book = Workbook()
    book.remove(book.active)
    shown = {title: own for title, own in columns.items() if lines.get(title)}
    for title, own in shown.items():
        _Sheet(book.create_sheet(title), own, terms).write(lines[title])
    _guide(book.create_sheet(GUIDE), shown, terms)
    _stamp(book.create_sheet(STAMP), terms.stamp)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


class _Sheet:
    """One sheet of units."""

    def __init__(self, sheet: Any, columns: Sequence[Column], terms: Terms) -> None:
        self.sheet, self.columns, self.terms = sheet, columns, terms

    def write(self, lines: Sequence[Line]) -> None:
        """Headers, data, and what each cell may hold."""
        self._heads()
        for row, line in enumerate(lines, 3):
            for at, text in enumerate((line.code, line.name), 1):
                _text(self.sheet.cell(row, at), text).fill = _KNOWN
            for at, column in enumerate(self.columns, 3):
                self._cell(self.sheet.cell(row, at), column, line)
        for at, column in enumerate(self.columns, 3):
            rule = _rule(column, self.terms)
            letter = get_column_letter(at)
            rule.add(f"{letter}3:{letter}{len(lines) + 2}")
            self.sheet.add_data_validation(rule)
        self._frame()

    def _heads(self) -> None:
        pairs = [(UNIT[0], _("Kode wilayah")), (UNIT[1], _("Unit kerja"))]
        pairs += [(column.head, label(column)) for column in self.columns]
        for at, (head, text) in enumerate(pairs, 1):
            top, under = self.sheet.cell(1, at), self.sheet.cell(2, at)
            _text(top, head).fill = _HEAD
            top.font = Font(name="Consolas", size=9, color="FFFFFFFF")
            _text(under, text).fill = _LABEL
            under.font = Font(bold=True, size=9)
            under.alignment = Alignment(wrap_text=True, vertical="top")
        self.sheet.row_dimensions[2].height = 76

    def _cell(self, cell: Any, column: Column, line: Line) -> None:
        figure = line.figures.get(column.indicator.code)
        value = getattr(figure, column.field) if figure else None
        if isinstance(value, str):
            if value:
                _text(cell, value)
        elif value is not None:
            cell.value = value
        cell.number_format = "dd/mm/yyyy" if column.field in DATES else _FORMATS.get(column.field, "@")
        cell.border = _LINE
        if column.indicator.code in line.closed:
            cell.fill = _KNOWN
        else:
            cell.protection = _OPEN

    def _frame(self) -> None:
        sheet = self.sheet
        sheet.freeze_panes = "C3"
        for at, width in enumerate((9, 34, *(_WIDTHS.get(row.field, 12) for row in self.columns)), 1):
            sheet.column_dimensions[get_column_letter(at)].width = width
        sheet.protection.sheet = True
        sheet.protection.formatColumns = sheet.protection.formatRows = False
        sheet.print_title_rows, sheet.print_title_cols = "1:2", "A:B"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
        sheet.oddFooter.left.text = f"{self.terms.label} – {sheet.title}"
        sheet.oddFooter.right.text = "&P / &N"


def label(column: Column) -> str:
    """What people read above a column."""
    indicator = column.indicator
    said = {
        "numerator": indicator.numerator_label or _("pembilang"),
        "denominator": indicator.denominator_label or _("penyebut"),
        "percent": _("persentase terbitan (%)"),
        "value": indicator.value_label or _("isian"),
        "cutoff": _("tanggal posisi"),
        "denominator_cutoff": _("tanggal posisi penyebut"),
        "source": _("sumber"),
    }
    return f"{indicator.code} {indicator.short_text}: {said[column.field]}"


def hint(column: Column) -> str:
    """How a column is filled in."""
    said = {
        "numerator": _("Cacah atau rupiah, tanpa persen. Kosong berarti belum dilaporkan, bukan nol."),
        "denominator": _("Lebih besar dari nol. Kosong berarti belum dilaporkan."),
        "percent": _("Hanya bila tanpa pembilang dan penyebut: 84,33 untuk 84,33 %; sumbernya wajib diisi."),
        "value": _("Tulis versinya tepat seperti ditetapkan."),
        "cutoff": _("Hanya bila bukan tanggal posisi periode."),
        "denominator_cutoff": _("Hanya bila penyebut dari tanggal lain."),
        "source": _("Dari mana angkanya; wajib untuk 0 dan untuk persentase terbitan."),
    }
    if column.field == "value" and column.indicator.kind == Indicator.Kind.NONE_ALLOWED:
        return _("Jumlah kejadian yang dinyatakan; 0 bila tidak ada.")
    return said[column.field]


def _rule(column: Column, terms: Terms) -> DataValidation:
    """What the cells of a column may hold; a spreadsheet warns, the import decides."""
    first, last = terms.starts, terms.cutoff
    if column.field == "denominator_cutoff":
        first = terms.oldest
    options: dict[str, Any] = {"type": None}
    if column.field in NUMBERS:
        options = {"type": "decimal", "operator": "greaterThanOrEqual", "formula1": "0"}
    elif column.field in DATES:
        span = [f"DATE({day.year},{day.month},{day.day})" for day in (first, last)]
        options = {"type": "date", "operator": "between", "formula1": span[0], "formula2": span[1]}
    elif column.indicator.kind == Indicator.Kind.VERSION and column.field == "value" and terms.versions:
        options = {"type": "list", "formula1": '"{}"'.format(",".join(terms.versions))}
    rule = DataValidation(allow_blank=True, errorStyle="warning", **options)
    rule.promptTitle, rule.prompt = column.head[:_TITLE], hint(column)[:_PROMPT]
    rule.errorTitle, rule.error = column.head[:_TITLE], hint(column)[:_PROMPT]
    rule.showInputMessage = rule.showErrorMessage = True
    return rule


def _guide(sheet: Any, columns: Mapping[str, Sequence[Column]], terms: Terms) -> None:
    rows: list[Iterable[str]] = [
        [_("Hasil %s, set indikator %s") % (terms.label, terms.stamp.indicator_set)],
        [_("Sel kosong berarti belum dilaporkan, bukan nol. Kolom yang dihapus tidak mengubah apa pun.")],
        [_("Sel abu-abu tidak diisi: kode dan nama, serta angka yang dihitung dari register.")],
        [],
        [_("Lembar"), _("Kolom"), _("Judul"), _("Cara mengisi"), _("Satuan"), _("Dasar"), _("Bunyi target")],
    ]
    for title, own in columns.items():
        for column in own:
            about = column.indicator
            told = [title, column.head, label(column), hint(column), about.unit_label, about.section]
            rows.append([*told, about.target_text])
    for number, row in enumerate(rows, 1):
        for at, text in enumerate(row, 1):
            cell = _text(sheet.cell(number, at), text)
            cell.alignment = Alignment(wrap_text=number > 5, vertical="top")
            cell.font = Font(bold=number in {1, 5})
    for at, width in enumerate((16, 18, 44, 52, 14, 26, 44), 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.freeze_panes = "A6"
    sheet.protection.sheet = True


def _stamp(sheet: Any, stamp: Stamp) -> None:
    said = {"templat": KIND, "versi": VERSION, "periode": stamp.period, "set": stamp.indicator_set}
    for row, (name, value) in enumerate(said.items(), 1):
        _text(sheet.cell(row, 1), name)
        _text(sheet.cell(row, 2), value)
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True


def _text(cell: Any, text: str) -> Any:
    """Put a text into a cell, where it stays a text though it begins like a formula."""
    cell.value = text
    cell.data_type, cell.number_format = "s", "@"
    return cell
