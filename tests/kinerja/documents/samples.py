"""Snapshots made by the rules alone, without a database: a usual kab/kota, a province, and hard cases."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from kinerja.documents.issuer import DITJEN
from kinerja.documents.snapshot import (
    Acknowledgement,
    Basis,
    Label,
    Office,
    PeriodText,
    SignerText,
    Snapshot,
)
from kinerja.rules.policy import Policy
from kinerja.rules.record import Figure, Unit, UnitInput, judge
from kinerja.rules.types import Incident, Indicator, Kind, Realization, Rollup

TABLES = Path(__file__).resolve().parents[3] / "fixtures" / "indicator_sets" / "100-1077-2017.json"
TABLE = json.loads(TABLES.read_text(encoding="utf-8"))
CODE = "K7QM-3XDP-9TWA"
SIAK = "7.4.3"
SOURCE = "papuatengah.antaranews.com/berita/76570"
CUTOFF = date(2025, 6, 30)

FAKFAK: dict[str, dict[str, Any]] = {
    "K1.1a": {"numerator": Decimal(59828), "denominator": Decimal(63429), "source": SOURCE},
    "K1.1b": {"numerator": Decimal(57310), "denominator": Decimal(59828), "synthetic": True},
    "K1.2": {"numerator": Decimal(24871), "denominator": Decimal(27502), "synthetic": True},
    "K1.3": {"value": SIAK, "synthetic": True},
    "K1.4": {"numerator": Decimal(21), "denominator": Decimal(28), "synthetic": True},
    "K1.5": {"value": "0", "synthetic": True},
    "K1.6": {
        "numerator": Decimal("6412875000"),
        "denominator": Decimal("7031450000"),
        "synthetic": True,
    },
    "K2": {"numerator": Decimal(20), "denominator": Decimal(22), "synthetic": True},
    "K3": {"numerator": Decimal(2), "synthetic": True},
}
CHILDREN = {
    "92.02": (131088, 142523),
    "92.03": (59828, 63429),
    "92.06": (49551, 58955),
    "92.07": (24863, 30923),
    "92.08": (38398, 43669),
    "92.11": (19684, 27777),
    "92.12": (13157, 31816),
}
TARGETS: dict[str, dict[str, Any]] = {
    "K1.2": {"target": Decimal(98), "target_source": "Ditjen Dukcapil 2025, tanpa Perjanjian Kinerja"},
    "K1.3": {"designated": SIAK},
    "K3": {"target": Decimal(3), "target_source": "Perjanjian Kinerja 2025"},
    "P1.2": {"target": Decimal(98), "target_source": "Ditjen Dukcapil 2025, tanpa Perjanjian Kinerja"},
    "P1.3": {"designated": SIAK},
}


def indicators(duties: str) -> list[Indicator]:
    """The scored rows of the decree's table, with the targets of the samples."""
    rows = [row for row in TABLE["indicators"] if row["duties"] == duties and row["kind"] != "mean"]
    return [_indicator(row) for row in rows]


def _indicator(row: Mapping[str, Any]) -> Indicator:
    incident = row["measure"] if row["kind"] == "none_allowed" else ""
    made = Indicator(
        code=row["code"],
        kind=Kind(row["kind"]),
        target=Decimal(row["target"]) if row["target"] else None,
        upper=Decimal(row["upper"]) if row["upper"] else None,
        group=row["parent"],
        rollup=Rollup(row["rollup"]),
        field=row["field"],
        clause=row["section"],
        incident=Incident(incident),
    )
    own = TARGETS.get(made.code, {})
    return replace(made, target_by_policy=made.code.endswith("1.2"), **own)


def labels(duties: str) -> tuple[Label, ...]:
    """The words of the decree's table."""
    rows = [row for row in TABLE["indicators"] if row["duties"] == duties]
    parts = {row["code"]: tuple(r["code"] for r in rows if r["parent"] == row["code"]) for row in rows}
    return tuple(
        Label(
            code=row["code"],
            text=row["text"],
            short=row["short_text"],
            target=row["target_text"],
            unit=row["unit_label"],
            section=row["section"],
            parts=parts[row["code"]],
        )
        for row in rows
    )


def kabkota(figures: Mapping[str, Mapping[str, Any]] | None = None, **changes: Any) -> Snapshot:
    """Kabupaten Fakfak, semester I 2025: real KTP-el recording, the rest synthetic."""
    rows = FAKFAK | dict(figures or {})
    given = tuple(Figure(row, Realization(**rows[row.code])) for row in indicators("kabkota"))
    return snapshot(Unit("92.03", "Fakfak", "kabupaten"), given, "kabkota", **changes)


def province(**changes: Any) -> Snapshot:
    """Papua Barat, semester I 2025: seven kabupaten rolled up."""
    given = tuple(_province_figure(row) for row in indicators("provinsi"))
    office = Office(
        region_code="92",
        region="Provinsi Papua Barat",
        government="PEMERINTAH PROVINSI PAPUA BARAT",
        name="Dinas Kependudukan dan Pencatatan Sipil Provinsi Papua Barat",
        address="Jalan Brigjen Marinir (Purn.) Abraham O. Atururi, Arfai, Manokwari 98315",
        contact="disdukcapil@papuabaratprov.go.id",
        province="",
    )
    return snapshot(
        Unit("92", "Papua Barat", "provinsi"), given, "provinsi", **({"office": office} | changes)
    )


def _province_figure(row: Indicator) -> Figure:
    if not row.rollup:
        figures: dict[str, dict[str, Any]] = {
            "P1.4": {"numerator": Decimal(31), "denominator": Decimal(38), "synthetic": True},
            "P1.5": {"percent": Decimal("96.4"), "source": "LRA semester I 2025", "synthetic": True},
            "P2.a": {"value": "0", "synthetic": True},
        }
        return Figure(row, Realization(**figures[row.code]))
    if row.code == "P1.2":
        own = Realization(percent=Decimal("87.42"), source="Siaran pers Ditjen Dukcapil 2025")
        return Figure(row, own, tuple((code, None) for code in CHILDREN))
    return Figure(row, None, tuple((code, _child(row, code)) for code in CHILDREN))


def _child(row: Indicator, code: str) -> Realization:
    recorded, liable = CHILDREN[code]
    if row.code == "P1.1a":
        return Realization(numerator=Decimal(recorded), denominator=Decimal(liable))
    if row.code == "P1.1b":
        printed = Decimal(recorded * 97 // 100)
        return Realization(numerator=printed, denominator=Decimal(recorded), synthetic=True)
    if row.code == "P1.3":
        return Realization(value=SIAK if code != "92.12" else "7.4.2", synthetic=True)
    return Realization(value="0", synthetic=True)


def snapshot(unit: Unit, figures: tuple[Figure, ...], duties: str, **changes: Any) -> Snapshot:
    """A snapshot of figures under policy 1."""
    policy = changes.pop("policy", Policy())
    inputs = UnitInput(unit, "2025-1", CUTOFF, TABLE["code"], policy, figures).to_data()
    words: dict[str, Any] = {
        "code": CODE,
        "url": f"https://kinerja.example.go.id/verifikasi/{CODE}/",
        "number": "400.12.4.3/1764/Dukcapil",
        "revision": 1,
        "issued_on": "2025-08-14",
        "finalised_on": "2025-08-12",
        "synthetic": True,
        "development": True,
        "issuer": DITJEN,
        "office": FAKFAK_OFFICE,
        "period": PeriodText("2025-1", "Semester I Tahun 2025", CUTOFF.isoformat()),
        "basis": Basis(
            set_code=TABLE["code"],
            set_number=TABLE["number"],
            set_title=TABLE["title"],
            set_date=TABLE["decided_on"],
            policy_version=policy.version,
            policy_name="Cara baca bawaan",
        ),
        "signer": SignerText(
            post="Direktur Jenderal Kependudukan dan Pencatatan Sipil",
            name="Dr. Contoh Pejabat, S.H., M.Si.",
            rank="Pembina Utama (IV/e)",
            nip="196803121993031004",
        ),
        "labels": labels(duties),
        "acknowledgements": (),
        "inputs": inputs,
        "result": judge(inputs),
    }
    return Snapshot(**(words | changes))


FAKFAK_OFFICE = Office(
    region_code="92.03",
    region="Kabupaten Fakfak",
    government="PEMERINTAH KABUPATEN FAKFAK",
    name="Dinas Kependudukan dan Pencatatan Sipil Kabupaten Fakfak",
    address="Jalan Jenderal Sudirman, Fakfak 98611",
    contact="Telepon (0956) 22015 · disdukcapil@fakfakkab.go.id",
    province="Provinsi Papua Barat",
)

HARD_FIGURES: dict[str, dict[str, Any]] = {
    "K1.1a": {"percent": Decimal("99.46"), "source": "Siaran pers, Oktober 2020"},
    "K1.1b": {
        "numerator": Decimal("2534506"),
        "denominator": Decimal("2382019"),
        "cutoff": date(2025, 3, 31),
        "source": "Laporan unit",
    },
    "K1.2": {"decided_zero": "Unit tidak menyampaikan angka sampai batas waktu, surat peringatan kedua."},
    "K1.3": {"value": "7.4.2"},
    "K1.5": {"value": "0", "incidents": 1, "source": "Putusan PN Nomor 12/Pid.Sus-TPK/2025"},
}
ACKNOWLEDGED = (
    Acknowledgement(
        note="Pungutan oleh petugas loket terbukti; pembinaan dan pengembalian uang sudah dilaksanakan.",
        by="Dr. Contoh Pejabat, S.H., M.Si.",
        on="2025-08-12",
    ),
)


def hard(**changes: Any) -> Snapshot:
    """Everything at once: an 80-character name, warnings, a red flag, a decided zero, one figure below."""
    long = "Dinas Kependudukan, Pencatatan Sipil, Pemberdayaan Perempuan dan Perlindungan Anak"
    name = "Prof. Dr. Ir. Raden Mas Haji Sastranegara Kusumawardhana Adiputra, S.H., M.Si., M.Kom."
    signer = SignerText(
        post="Plt. Direktur Jenderal Kependudukan dan Pencatatan Sipil", name=name, rank="", nip=""
    )
    words = {
        "office": replace(FAKFAK_OFFICE, name=long),
        "signer": signer,
        "acknowledgements": ACKNOWLEDGED,
        "number": "",
    }
    return kabkota(HARD_FIGURES, **(words | changes))
