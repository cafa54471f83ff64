"""The import of eleven thousand officials beside openpyxl's read-only mode merely reading the same file.

Ours: one ``apply_import``, from opening the kept file to the last commit: read, check, plan, write posts,
people and tenures, and the audit entries. The limit: every value of the same file, read and thrown away. The
file has its texts where spreadsheets keep them, apart and once.
"""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from statistics import median

import openpyxl
from django.db import connection
from xlsxwriter import Workbook

from kinerja.exchange.official_columns import SHEET, official_layout
from kinerja.services.imports import apply_import, keep_import
from officials.models import Appointment, Official, Position, User
from regions.models import RegionCode
from tests.bench.forked import grown
from tests.bench.measure import Measure, in_turns, seconds
from tests.builders import make_user

ROWS, QUARTER, MOST = 11_000, 2_750, 150
GOAL, GROWTH, ROUNDS, TURNS = 2.0, 1.05, 9, 9
FIELDS = ("dafduk", "capil", "piak", "pemanfaatan")
SINCE = date(2022, 3, 1)


def measures() -> Iterator[Measure]:
    """Memory; time with nothing there yet, and with posts there; growth. Leaves no official behind."""
    admin = make_user("admin_pusat")
    whole, quarter = _Run(ROWS, admin), _Run(QUARTER, admin)
    memory, _nothing = grown(whole.prepare, whole.apply)
    yield Measure(f"memory that an import of {ROWS} officials adds", memory, MOST, goal=1, unit="MiB")
    ours, limit = in_turns(whole.apply, whole.limit, whole.prepare, rounds=ROUNDS)
    yield Measure(f"import {ROWS} officials, no post there yet", ours, limit, GOAL)
    ours, limit = in_turns(whole.apply, whole.limit, whole.prepare_with_posts, rounds=ROUNDS)
    yield Measure(f"import {ROWS} officials, posts there", ours, limit, GOAL)
    many, few = _a_row(whole, quarter)
    name = f"a row of an import of {ROWS} beside one of {QUARTER}"
    yield Measure(name, many * 1e6, few * 1e6, GROWTH, unit="µs")
    _clear()


class _Run:
    """Rounds over one file."""

    def __init__(self, count: int, admin: User) -> None:
        self.count, self.admin, self.content = count, admin, workbook(count)

    def prepare(self) -> None:
        """Nobody and no post is there; the file is kept anew."""
        _clear()
        file, size = BytesIO(self.content), len(self.content)
        self.kept = keep_import(
            kind="officials", period=None, actor=self.admin, file=file, name="a.xlsx", size=size
        )

    def prepare_with_posts(self) -> None:
        """Every post is there, and nobody in it."""
        self.prepare()
        self.apply()
        posts = list(Position.objects.order_by("pk"))
        self.prepare()
        Position.objects.bulk_create(posts)

    def apply(self) -> None:
        plan = apply_import(run=self.kept, actor=self.admin)
        if len(plan.rows) != self.count:
            raise RuntimeError(f"measured the wrong work: {len(plan.rows)} rows")

    def limit(self) -> None:
        book = openpyxl.load_workbook(BytesIO(self.content), read_only=True)
        for _row in book.worksheets[0].iter_rows(values_only=True):
            pass


def _clear() -> None:
    """Nobody and no post; PostgreSQL keeps what was deleted, and looks through it, until it is swept out."""
    for model in (Appointment, Official, Position):
        model.objects.all()._raw_delete("default")
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"VACUUM {model._meta.db_table}")


def _a_row(*runs: _Run) -> list[float]:
    """The median seconds that a row of each run takes, in turns."""
    taken: list[list[float]] = [[] for _run in runs]
    for _round in range(TURNS):
        for run, found in zip(runs, taken, strict=True):
            run.prepare()
            found.append(seconds(run.apply) / run.count)
    return [median(found) for found in taken]


def rows(count: int) -> Iterator[list[object]]:
    """Made-up officials of every office, twenty posts each, always the same."""
    units = RegionCode.objects.filter(valid_until=None, region__work_unit__isnull=False)
    number = 0
    for code in units.order_by("code").values_list("code", flat=True):
        for kind, title, field in _posts():
            if number == count:
                return
            number += 1
            born, joined = 1965 + number % 25, 1990 + number % 25
            nip = f"{born}{1 + number % 12:02}{1 + number % 28:02}{joined}{1 + number % 12:02}"
            nip += f"{1 + number % 2}{1 + number // 2000:03}"
            name, mail = f"Pejabat Contoh {number:05}", f"pejabat{number:05}@contoh.go.id"
            person = [nip, name, "IV/a", date(2019, 4, 1), mail]
            tenure = ["definitif", f"SK-{number:05}/2022", date(2022, 2, 20), SINCE, None]
            yield [code, kind, title, field or None, None, *person, *tenure]


def _posts() -> Iterator[tuple[str, str, str]]:
    yield "kepala_dinas", "Kepala Dinas Kependudukan dan Pencatatan Sipil", ""
    yield "sekretaris", "Sekretaris Dinas", "sekretariat"
    for field in FIELDS:
        yield "kabid", f"Kepala Bidang {field}", field
        for place in range(3):
            yield "kasi", f"Kepala Seksi {field} {place}", field
    for place in range(2):
        yield "kasubag", f"Kepala Subbagian {place}", "sekretariat"


def workbook(count: int) -> bytes:
    """A file of so many rows."""
    [columns] = official_layout().sheets.values()
    out = BytesIO()
    with Workbook(out, {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.write_row(0, 0, [column.head for column in columns])
        sheet.write_row(1, 0, [column.label for column in columns])
        for at, row in enumerate(rows(count), 2):
            sheet.write_row(at, 0, row)
    return out.getvalue()
