"""The workbook of Perjanjian Kinerja: a row for each unit, with its letter, its targets and its programs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kinerja.exchange.columns import UNIT, choice, read_number, read_percent, read_whole, unit_columns
from kinerja.exchange.layout import Column, Layout, text
from kinerja.models import Indicator

KIND, VERSION = "perjanjian-kinerja", "1"
NUMBER, SERIES = "nomor", "deret"
#: Field of a program → the end of its header.
PROGRAM = {"name": "nama", "budget": "anggaran", "note": "keterangan"}
_CLAUSE = "II.C.1"
_WIDTHS = {"name": 34, "budget": 18, "note": 24}


@dataclass(frozen=True, slots=True)
class Terms:
    """What a workbook is for: the agreements of a year by a set of indicators, and the series of national
    targets that are offered.
    """

    year: int
    indicator_set: str
    series: tuple[str, ...]


def target_head(code: str) -> str:
    """The header of the target of an indicator: ``K1.2:target``."""
    return f"{code}:target"


def program_head(place: int, field: str) -> str:
    """The header of a field of a program, the first being 1: ``program1:nama``."""
    return f"program{place}:{PROGRAM[field]}"


def agreement_layout(agreed: Mapping[str, Iterable[Indicator]], terms: Terms, programs: int) -> Layout:
    """The workbook of a year's agreements.

    Args:
        agreed: title of a sheet → the indicators whose target its units may promise.
        terms: what it is for.
        programs: how many a row has columns for.

    Source: II.C.1; R2; PermenPANRB 53/2014 (facts.md 6).
    """
    letter = _letter(terms)
    annex = [column for place in range(1, programs + 1) for column in _program(place)]
    sheets = {
        title: (*unit_columns(), *letter, *(_target(row) for row in rows), *annex)
        for title, rows in agreed.items()
    }
    words = {"year": terms.year, "set": terms.indicator_set}
    return Layout(
        kind=KIND,
        version=VERSION,
        sheets=sheets,
        keys=UNIT[:1],
        title=_("Perjanjian Kinerja %(year)d, set indikator %(set)s") % words,
        notes=(
            _("Target kosong berarti target Keputusan. Kolom yang dihapus tidak mengubah apa pun."),
            _("Yang diisi di sini menjadi konsep; mengikat setelah ditandatangani Direktur Jenderal."),
        ),
        stamp={"tahun": str(terms.year), "set": terms.indicator_set},
    )


def _letter(terms: Terms) -> Sequence[Column]:
    hint = _("pilih dari daftarnya; kosong berarti deret menurut kebijakan penilaian.")
    offered = {name: name for name in terms.series}
    label = _("Deret target nasional")
    return (
        Column(NUMBER, _("Nomor surat"), text, _("boleh kosong sampai ditandatangani."), _CLAUSE, width=26),
        choice(SERIES, label, offered, hint, rule="R2", width=24)
        if offered
        else Column(SERIES, label, text, hint, "R2", width=24),
    )


def _target(indicator: Indicator) -> Column:
    is_count = indicator.kind == Indicator.Kind.COUNT
    percent = _("di atas 0, paling banyak 100: 92,5 untuk 92,5 %; kosong berarti target Keputusan.")
    return Column(
        head=target_head(indicator.code),
        label=_("%(code)s %(what)s: target (%(unit)s)")
        % {
            "code": indicator.code,
            "what": indicator.short_text,
            "unit": indicator.unit_label if is_count else "%",
        },
        read=read_number if is_count else read_percent,
        hint=_("jumlah inovasi yang dijanjikan.") if is_count else percent,
        rule=indicator.section,
        unit=indicator.unit_label if is_count else "%",
        about=indicator.target_text,
        entry={"validate": "decimal", "criteria": ">", "value": 0},
        form="0" if is_count else "0.00",
        group=indicator.code,
        name="target",
    )


def _program(place: int) -> Iterable[Column]:
    hints = {
        "name": _("lampiran Perjanjian Kinerja; kosong bila tidak ada."),
        "budget": _("rupiah bulat; 0 bila tanpa anggaran."),
        "note": _("boleh kosong: sumber dananya, misalnya APBD."),
    }
    labels = {"name": _("nama"), "budget": _("anggaran (rupiah)"), "note": _("keterangan")}
    for field in PROGRAM:
        is_budget = field == "budget"
        yield Column(
            head=program_head(place, field),
            label=_("Program %(place)d: %(what)s") % {"place": place, "what": labels[field]},
            read=read_whole if is_budget else text,
            hint=hints[field],
            rule=_CLAUSE,
            unit=_("rupiah") if is_budget else "",
            entry={"validate": "integer", "criteria": ">=", "value": 0} if is_budget else {},
            width=_WIDTHS[field],
            form="#,##0" if is_budget else "@",
            group=f"program{place}",
            name=field,
        )
