"""Reference data comes whole or not at all, again and again, and never changes what a period uses (R11)."""

import json
import shutil
from dataclasses import asdict
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from kinerja.exchange.indicator_set import INDICATOR_FIELDS
from kinerja.models import Indicator, IndicatorSet, NationalTarget, ScoringPolicy, ServiceOutput
from kinerja.rules.policy import DEFAULT
from kinerja.services.reference import ReferenceRefusedError, load_reference
from officials.models import AuditEntry
from regions.loading import LoadCounts
from regions.models import Region, RegionCode

pytestmark = pytest.mark.django_db
FROZEN = datetime(2025, 7, 3, 5, tzinfo=UTC)
DECREE, FIRST_POLICY, TARGETS = (
    "indicator_sets/100-1077-2017.json",
    "scoring_policies/1.json",
    "national_targets.csv",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the fixtures that a test may change."""
    return Path(shutil.copytree(settings.BASE_DIR / "fixtures", tmp_path / "fixtures"))


def load(folder: Path) -> dict[str, Any]:
    return asdict(load_reference(actor=None, folder=folder))


def refusal(folder: Path) -> list[str]:
    with pytest.raises(ReferenceRefusedError) as refused:
        load_reference(actor=None, folder=folder)
    return refused.value.reasons


def edit_decree(folder: Path, code: str, **values: Any) -> None:
    file = folder / DECREE
    data = json.loads(file.read_text(encoding="utf-8"))
    next(row for row in data["indicators"] if row["code"] == code).update(values)
    file.write_text(json.dumps(data), encoding="utf-8")


def edit_policy(folder: Path, **choices: Any) -> None:
    file = folder / FIRST_POLICY
    data = json.loads(file.read_text(encoding="utf-8"))
    data["data"].update(choices)
    file.write_text(json.dumps(data), encoding="utf-8")


def counts(**regions_to_targets: tuple[int, int, int]) -> dict[str, Any]:
    return {name: asdict(LoadCounts(*three)) for name, three in regions_to_targets.items()}


UNCHANGED = counts(
    regions=(0, 0, 552), indicator_sets=(0, 0, 1), scoring_policies=(0, 0, 1), national_targets=(0, 0, 18)
)


def test_first_load_brings_everything_and_the_second_nothing(folder: Path) -> None:
    assert load(folder) == {
        **counts(
            regions=(552, 0, 0),
            indicator_sets=(1, 0, 0),
            scoring_policies=(1, 0, 0),
            national_targets=(18, 0, 0),
        ),
        "kept": [],
    }
    entries = list(AuditEntry.objects.order_by("sequence").values_list("action", "object_name", "actor_name"))
    assert entries == [
        ("indicator_set.load", "100-1077/2017", "Sistem"),
        ("scoring_policy.load", "1", "Sistem"),
        ("reference.load", "Wilayah | wilayah", "Sistem"),
        ("reference.load", "Kinerja | target nasional", "Sistem"),
    ]

    assert load(folder) == {**UNCHANGED, "kept": []}
    assert AuditEntry.objects.count() == 4


def test_the_tree_of_indicators_arrives(folder: Path) -> None:
    load(folder)
    parts = Indicator.objects.filter(parent__isnull=False).values_list("parent__code", "code")

    assert sorted(parts) == [
        ("K1.1", "K1.1a"),
        ("K1.1", "K1.1b"),
        ("P1.1", "P1.1a"),
        ("P1.1", "P1.1b"),
        ("P2", "P2.a"),
        ("P2", "P2.b"),
    ]
    assert (Indicator.objects.count(), ServiceOutput.objects.count()) == (20, 27)
    budget = Indicator.objects.get(code="K1.6")
    assert (budget.target, budget.upper, budget.target_text) == (Decimal(94), Decimal(98), "94 – 98%")
    assert ScoringPolicy.objects.get().data == DEFAULT.to_data()


def test_a_further_set_is_a_further_file_and_no_code(folder: Path) -> None:
    data = json.loads((folder / DECREE).read_text(encoding="utf-8")) | {"code": "100-1882/2018"}
    (folder / "indicator_sets" / "100-1882-2018.json").write_text(json.dumps(data), encoding="utf-8")

    assert load(folder)["indicator_sets"] == asdict(LoadCounts(2, 0, 0))
    assert list(IndicatorSet.objects.order_by("code").values_list("code", flat=True)) == [
        "100-1077/2017",
        "100-1882/2018",
    ]
    assert (
        Indicator.objects.filter(parent__isnull=False)
        .exclude(parent__indicator_set=IndicatorSet.objects.get(code="100-1882/2018"))
        .count()
        == 6
    )


def test_a_set_that_no_period_uses_follows_its_file(folder: Path) -> None:
    load(folder)
    before = dict(Indicator.objects.values_list("code", "pk"))
    edit_decree(folder, "K1.2", short_text="Akta 0–18", weight="2")

    assert load(folder) == {**UNCHANGED, **counts(indicator_sets=(0, 1, 0)), "kept": []}
    changed = Indicator.objects.get(code="K1.2")
    assert (changed.short_text, changed.weight) == ("Akta 0–18", Decimal(2))
    assert dict(Indicator.objects.values_list("code", "pk")) == before
    assert AuditEntry.objects.get(sequence=5).after == {
        "indicators": 20,
        "outputs": 27,
        "differences": ["K1.2: short_text", "K1.2: weight"],
    }


def test_a_row_dropped_from_the_file_goes_with_its_parts(folder: Path) -> None:
    load(folder)
    file = folder / DECREE
    data = json.loads(file.read_text(encoding="utf-8"))
    data["indicators"] = [row for row in data["indicators"] if not row["code"].startswith("P2")]
    data["outputs"] = [row for row in data["outputs"] if row["code"] != "c"]
    file.write_text(json.dumps(data), encoding="utf-8")

    assert load(folder)["indicator_sets"] == asdict(LoadCounts(0, 1, 0))
    assert not Indicator.objects.filter(code__startswith="P2").exists()
    assert not ServiceOutput.objects.filter(code="c").exists()
    assert AuditEntry.objects.get(sequence=5).after["differences"] == ["P2", "P2.a", "P2.b", "Provinsi c"]


def test_a_set_and_a_policy_that_a_period_uses_are_refused_together(folder: Path) -> None:
    load(folder)
    IndicatorSet.objects.update(frozen_at=FROZEN)
    ScoringPolicy.objects.update(frozen_at=FROZEN)
    stored = list(Indicator.objects.order_by("pk").values(*INDICATOR_FIELDS))
    edit_decree(folder, "K1.6", target="90")
    edit_decree(folder, "K1.1", parent="")
    edit_policy(folder, cap=None, levy_knockout=True)

    assert refusal(folder) == [
        (
            "Set indikator 100-1077/2017 sudah dipakai periode dan dibekukan sejak 3 Juli 2025, sedangkan "
            "berkasnya berbeda: K1.6: target. Kembalikan isi berkas itu, atau muat perubahan sebagai kode "
            "atau versi baru."
        ),
        (
            "Kebijakan penilaian versi 1 sudah dipakai periode dan dibekukan sejak 3 Juli 2025, sedangkan "
            "berkasnya berbeda: cap; levy_knockout. Kembalikan isi berkas itu, atau muat perubahan sebagai "
            "kode atau versi baru."
        ),
    ]
    assert list(Indicator.objects.order_by("pk").values(*INDICATOR_FIELDS)) == stored
    assert ScoringPolicy.objects.get().data == DEFAULT.to_data()


def test_a_frozen_set_with_its_own_file_loads_again(folder: Path) -> None:
    load(folder)
    IndicatorSet.objects.update(frozen_at=FROZEN)
    ScoringPolicy.objects.update(frozen_at=FROZEN)

    assert load(folder) == {**UNCHANGED, "kept": []}


def test_a_policy_that_no_period_uses_follows_its_file(folder: Path) -> None:
    load(folder)
    edit_policy(folder, clarification_days=0)

    assert load(folder)["scoring_policies"] == asdict(LoadCounts(0, 1, 0))
    assert ScoringPolicy.objects.get().data == {**DEFAULT.to_data(), "clarification_days": 0}


def test_a_refusal_rolls_everything_back(folder: Path) -> None:
    load(folder)
    IndicatorSet.objects.update(frozen_at=FROZEN)
    Region.objects.filter(codes__code="92.03").delete()
    NationalTarget.objects.all().delete()
    edit_decree(folder, "K1.6", target="90")

    assert len(refusal(folder)) == 1
    assert (Region.objects.count(), NationalTarget.objects.count()) == (551, 0)


def test_national_targets_that_staff_corrected_are_kept_and_named(folder: Path) -> None:
    load(folder)
    chosen = NationalTarget.objects.filter(measure="akta_0_18", year=2018, series="Ditjen Dukcapil")
    chosen.update(target=Decimal(91))
    with (folder / TARGETS).open("a", encoding="utf-8") as file:
        file.write("akta_0_18,2030,99,Ditjen Dukcapil,contoh\n")

    assert load(folder) == {
        **UNCHANGED,
        **counts(national_targets=(1, 0, 18)),
        "kept": ["akta_0_18 2018 Ditjen Dukcapil: 91.00 %"],
    }
    assert chosen.get().target == Decimal(91)


def test_every_broken_file_is_named_and_nothing_written(folder: Path) -> None:
    (folder / DECREE).write_text("[]", encoding="utf-8")
    edit_policy(folder, cap="sepuluh")
    (folder / TARGETS).unlink()

    assert [reason.split(":")[0] for reason in refusal(folder)] == [
        "100-1077-2017.json",
        "1.json",
        "national_targets.csv",
    ]
    assert (Region.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_regions_that_clash_with_stored_ones_are_refused(folder: Path) -> None:
    made = Region.objects.create(name="Contoh", kind=Region.Kind.KABUPATEN)
    RegionCode.objects.create(region=made, code="91.01", valid_until=date(2020, 12, 31))

    reasons = refusal(folder)

    assert [reason.split(": ")[0] for reason in reasons] == ["Berkas bertentangan dengan data yang sudah ada"]
    assert list(Region.objects.all()) == [made]


def test_a_folder_without_regions_is_refused(folder: Path) -> None:
    (folder / "regions.csv").unlink()

    assert [reason[:28] for reason in refusal(folder)] == ["Berkas wilayah tidak utuh: ["]
