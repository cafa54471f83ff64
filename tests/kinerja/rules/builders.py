"""Indicators and figures the tests of the rules speak of, built in one line each."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from kinerja.rules.types import Incident, Indicator, Kind, Realization, Rollup

RATIO = Indicator("K1.1a", Kind.RATIO, Decimal(100), group="K1.1", field="dafduk", clause="II.C.1.b")
PRINTED = Indicator(
    "K1.1b", Kind.RATIO, Decimal(100), group="K1.1", field="dafduk", clause="II.C.1.b", base="K1.1a"
)
BIRTH = Indicator("K1.2", Kind.NATIONAL_TARGET, Decimal(90), field="capil", clause="II.C.1.b")
SIAK = Indicator("K1.3", Kind.VERSION, designated="SIAK 7.3", field="piak", clause="II.C.1.b")
SKPD = Indicator("K1.4", Kind.ALL_UNITS, Decimal(100), field="pemanfaatan", clause="II.C.1.b")
LEVY = Indicator("K1.5", Kind.NONE_ALLOWED, incident=Incident.LEVY, clause="II.C.1.b")
BUDGET = Indicator("K1.6", Kind.RANGE, Decimal(94), upper=Decimal(98), field="sekretariat", clause="II.C.1.b")
REPORTS = Indicator("K2", Kind.REPORTS, Decimal(100), clause="II.C.1.b")
INNOVATIONS = Indicator("K3", Kind.COUNT, Decimal(4), clause="II.C.1.b")
KABKOTA = (RATIO, PRINTED, BIRTH, SIAK, SKPD, LEVY, BUDGET, REPORTS, INNOVATIONS)

P_RATIO = replace(RATIO, code="P1.1a", group="P1.1", rollup=Rollup.SUM, clause="II.C.1.a")
P_BIRTH = replace(BIRTH, code="P1.2", rollup=Rollup.SUM, clause="II.C.1.a")
P_SIAK = replace(SIAK, code="P1.3", rollup=Rollup.SHARE, clause="II.C.1.a")
P_BREACH = Indicator(
    "P2.b", Kind.NONE_ALLOWED, group="P2", rollup=Rollup.SHARE, incident=Incident.BREACH, clause="II.C.1.a"
)


def counts(numerator: int | str, denominator: int | str, **more: Any) -> Realization:
    """Return a realization of two counts."""
    return replace(Realization(Decimal(numerator), Decimal(denominator)), **more)


def published(percent: str, **more: Any) -> Realization:
    """Return a realization of a published percentage only."""
    return replace(Realization(percent=Decimal(percent), source="terbitan"), **more)


def declared(value: str, **more: Any) -> Realization:
    """Return a realization of a value: a version, or a declared number of incidents."""
    return replace(Realization(value=value), **more)


def full() -> dict[str, Realization]:
    """Return a kab/kota's whole semester, everything reported and everything reached."""
    return {
        "K1.1a": counts(100, 100),
        "K1.1b": counts(100, 100),
        "K1.2": counts(90, 100),
        "K1.3": declared("SIAK 7.3"),
        "K1.4": counts(30, 30),
        "K1.5": declared("0"),
        "K1.6": counts(95, 100),
        "K2": counts(22, 22),
        "K3": Realization(numerator=Decimal(4)),
    }


# KTP-el recording, semester I 2025, seven kabupaten of Papua Barat (ANTARA)
PAPUA_BARAT = (
    ("92.01", counts(59828, 63429)),
    ("92.02", counts(131088, 142523)),
    ("92.03", counts(38398, 43669)),
    ("92.04", counts(49551, 58955)),
    ("92.05", counts(24863, 30923)),
    ("92.06", counts(19684, 27777)),
    ("92.07", counts(13157, 31816)),
)
