"""The checks of all rows at once say what the models say of one after another (R7 to R9)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kinerja.exchange.laid_out import LaidOut
from kinerja.exchange.layout import Row
from kinerja.exchange.official_columns import SHEET, official_layout
from kinerja.services.import_plan import Plan
from kinerja.services.official_import import plan_officials
from kinerja.services.official_store import store_officials
from officials.models import Appointment, Official, Position, User
from regions.models import Region, RegionCode
from tests.builders import make_unit, make_user
from tests.kinerja.services.official_rows import HEADS, other

pytestmark = pytest.mark.django_db
CODES = ("92.03", "92.04")
#: Kind and title; the bidang is drawn once a file.
POSTS = (
    ("menteri", "Menteri"),
    ("kepala_daerah", "Bupati"),
    ("kepala_dinas", "Kepala Dinas"),
    ("kepala_dinas", "Kepala Badan"),
    ("kabid", "Kepala Bidang"),
)
#: A NIP, or "" for somebody known by name.
PEOPLE = ((other(1), "Ani"), (other(2), "Budi"), ("", "Citra"))
days = st.dates(date(2020, 1, 1), date(2020, 1, 12))


@st.composite
def tenures(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Rows that agree about posts and people, and about nothing else."""
    field = draw(st.sampled_from(["dafduk", "dafduk", ""]))
    return [_row(draw, field) for _place in range(draw(st.integers(1, 5)))]


def _row(draw: st.DrawFn, field: str) -> dict[str, Any]:
    kind, title = draw(st.sampled_from(POSTS))
    nip, name = draw(st.sampled_from(PEOPLE))
    return {
        "kode": "" if kind == "menteri" else draw(st.sampled_from(CODES)),
        "jenis_jabatan": kind,
        "nama_jabatan": title,
        "bidang": field if kind == "kabid" else "",
        "bidang_kedua": "",
        "nip": nip,
        "nama": name,
        "pangkat": "",
        "pangkat_sejak": None,
        "surel": "",
        "jenis": draw(st.sampled_from(["definitif", "pj", "plt"])),
        "nomor_sk": "SK",
        "tanggal_sk": date(2019, 12, 1),
        "mulai": draw(days),
        "sampai": draw(st.none() | days),
    }


@pytest.fixture
def admin() -> User:
    for code in CODES:
        make_unit(code)
    return make_user("admin_pusat")


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_file_is_refused_exactly_where_the_models_refuse(admin: User, data: st.DataObject) -> None:
    """With nothing stored, then with what an earlier file left."""
    with transaction.atomic():
        for _file in range(2):
            rows = data.draw(tenures())
            known = {(row.position.title, row.valid_from) for row in Appointment.objects.all()}
            rows = [row for row in rows if (row["nama_jabatan"], row["mulai"]) not in known]
            plan = _planned(rows, admin)
            assert bool(plan.errors) is _models_refuse(rows), [str(fault) for fault in plan.errors]
            if not plan.errors and plan.rows:
                store_officials(None, plan, admin, "")
                for model in (Position, Official, Appointment):
                    for stored in model.objects.all():
                        stored.full_clean()
        transaction.set_rollback(True)


def _planned(rows: Sequence[dict[str, Any]], admin: User) -> Plan:
    columns = {head: place for place, head in enumerate(HEADS, 1)}
    read = tuple(Row(SHEET, number, row, columns) for number, row in enumerate(rows, 3))
    return plan_officials(None, LaidOut(read, (), official_layout()), admin)


def _models_refuse(rows: Sequence[dict[str, Any]]) -> bool:
    """Whether a model refuses one of the rows, when they are stored one after another; nothing stays."""
    with transaction.atomic():
        try:
            for row in rows:
                _store(row)
        except ValidationError:
            return True
        finally:
            transaction.set_rollback(True)
    return False


def _store(row: dict[str, Any]) -> None:
    region = Region.objects.filter(codes__in=RegionCode.objects.filter(code=row["kode"])).first()
    in_office = row["jenis_jabatan"] in {"kepala_dinas", "kabid"}
    where = {"unit": region.work_unit} if region and in_office else {"region": region}
    about = {"kind": row["jenis_jabatan"], "title": row["nama_jabatan"], **where}
    post = Position.objects.filter(**{name: value for name, value in about.items() if value}).first()
    post = _cleaned(Position(**about, field=row["bidang"]) if post is None else post)
    bearer = {"nip": row["nip"]} if row["nip"] else {"appointments__position": post, "name": row["nama"]}
    person = Official.objects.filter(**bearer).first()
    person = person or _cleaned(Official(name=row["nama"], nip=row["nip"] or None))
    dates = {"valid_from": row["mulai"], "valid_until": row["sampai"], "decree_date": row["tanggal_sk"]}
    held = {"position": post, "official": person, "kind": row["jenis"], "decree_number": "SK"}
    _cleaned(Appointment(**held, **dates))


def _cleaned(made: Any) -> Any:
    made.full_clean()
    made.save()
    return made
