"""Snapshots of a province's recapitulation, made by the rules alone."""

from dataclasses import fields, replace
from typing import Any

from kinerja.documents.recapitulation_snapshot import Member, RecapitulationSnapshot
from kinerja.documents.snapshot import Judged
from kinerja.rules.recapitulation import judge_recapitulation
from tests.kinerja.documents import samples

LONG_NAME = "Kabupaten " + "Kepulauan Sangat Panjang Sekali Namanya " * 2
PENDING = ("92.11", "Kabupaten Manokwari Selatan", "Diajukan")


def province(final: int = 6) -> RecapitulationSnapshot:
    """Papua Barat with some kab/kota final and one submitted.

    Args:
        final: how many are final.
    """
    base, unit = samples.province(), samples.kabkota().inputs
    codes = [f"92.{number:02d}" for number in range(20, 20 + final)]
    units = [unit | {"unit": unit["unit"] | {"code": code}} for code in codes]
    inputs = {"province": base.inputs, "units": units}
    members = [Member(code, f"Kabupaten {code}", "Final", True, False, "AAAA-BBBB-CCCC") for code in codes]
    members.append(Member(*PENDING, final=False, synthetic=False, document=""))
    parts: dict[str, Any] = {field.name: getattr(base, field.name) for field in fields(Judged)}
    parts |= {"inputs": inputs, "result": judge_recapitulation(inputs)}
    return RecapitulationSnapshot(**parts, members=tuple(sorted(members, key=lambda row: row.code)))


def hard() -> RecapitulationSnapshot:
    """38 kab/kota, a name of eighty letters, synthetic figures."""
    made = province(37)
    first = replace(made.members[1], name=LONG_NAME[:80], synthetic=True)
    return replace(made, synthetic=True, members=(made.members[0], first, *made.members[2:]))
