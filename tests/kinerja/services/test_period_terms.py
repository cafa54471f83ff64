"""The terms on which a semester opens, and those that are refused (R6, R11)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kinerja.models import Period, SemesterEvaluation
from kinerja.services.errors import NotPermitted, Refused
from kinerja.services.period import open_period
from officials.models import AuditEntry
from tests.builders import (
    make_policy,
    make_set,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db


REFUSED: list[tuple[dict[str, Any], list[str]]] = [
    ({"code": "2025-3"}, ["Kode periode “2025-3” tidak dikenal; tulis misalnya 2025-1 atau 2025-2."]),
    ({"code": "2025-1 "}, ["Kode periode “2025-1 ” tidak dikenal; tulis misalnya 2025-1 atau 2025-2."]),
    ({"policy_version": 7}, ["Kebijakan penilaian versi 7 tidak ada."]),
    ({"indicator_set": "X"}, ["Set indikator X tidak ada."]),
    (
        {"indicator_set": "100-1882/2018"},
        ["Set indikator 100-1882/2018 baru ditetapkan 2 Juli 2018, setelah tanggal posisi 30 Juni 2018."],
    ),
    ({"code": "2016-2"}, ["Belum ada set indikator yang ditetapkan sampai 31 Desember 2016."]),
    (
        {"entry_opens": date(2018, 6, 30), "entry_closes": date(2018, 6, 1), "policy_version": 7},
        [
            "Kebijakan penilaian versi 7 tidak ada.",
            "Pengisian tidak dapat mulai 30 Juni 2018: harus setelah tanggal posisi 30 Juni 2018.",
            "Pengisian berakhir 1 Juni 2018, sebelum dimulai 30 Juni 2018.",
        ],
    ),
]


@pytest.mark.parametrize(("terms", "reasons"), REFUSED)
def test_impossible_terms_are_refused(reference: None, terms: dict[str, Any], reasons: list[str]) -> None:
    make_unit("92")
    make_set("100-1882/2018", decided_on=date(2018, 7, 2))
    with pytest.raises(Refused) as refused:
        open_period(**({"code": "2018-1", "actor": None} | terms))
    assert refused.value.reasons == reasons
    assert (Period.objects.count(), SemesterEvaluation.objects.count(), AuditEntry.objects.count()) == (
        0,
        0,
        0,
    )


def test_a_set_that_the_rules_cannot_judge_is_refused(reference: None) -> None:
    indicator_set = make_set()
    indicator_set.indicators.filter(code="K1.5").update(measure="fraud")
    indicator_set.indicators.filter(code="P1.2").update(rollup="share")
    with pytest.raises(Refused) as refused:
        open_period(code="2018-1", actor=None)
    assert refused.value.reasons == [
        "Set indikator 100-1077/2017: indikator K1.5: measure harus salah satu dari: levy, breach.",
        (
            "Set indikator 100-1077/2017: indikator P1.2: "
            "jenis national_target tidak dapat digulung dengan cara share."
        ),
    ]
    assert Period.objects.count() == 0


def test_weights_of_what_the_set_does_not_weigh_are_refused(reference: None) -> None:
    make_policy(2, weights={"K1.1": "2", "K1.1a": "5", "X9": "3"})
    with pytest.raises(Refused) as refused:
        open_period(code="2018-1", actor=None)
    assert refused.value.reasons == [
        (
            "Kebijakan penilaian versi 2 memberi bobot pada K1.1a, X9, "
            "yang bukan indikator utuh dalam set 100-1077/2017."
        ),
    ]


def test_without_a_policy_nothing_opens() -> None:
    make_set()
    with pytest.raises(Refused) as refused:
        open_period(code="2018-1", actor=None)
    assert refused.value.reasons == ["Belum ada kebijakan penilaian; jalankan load_reference dahulu."]


def close(period: Period) -> None:
    period.state = Period.State.CLOSED
    period.save()


OPENED = "Periode 2025-1 sudah dibuka dengan"
OTHER_TERMS: list[tuple[dict[str, Any], Callable[[Period], None], list[str]]] = [
    (
        {"policy_version": 2, "indicator_set": "100-1882/2018"},
        lambda period: None,
        [
            f"{OPENED} kebijakan penilaian 1; tidak dapat dibuka lagi dengan 2.",
            f"{OPENED} set indikator 100-1077/2017; tidak dapat dibuka lagi dengan 100-1882/2018.",
        ],
    ),
    (
        {"entry_opens": date(2025, 7, 2), "entry_closes": date(2025, 9, 1)},
        lambda period: None,
        [
            f"{OPENED} awal pengisian 1 Juli 2025; tidak dapat dibuka lagi dengan 2 Juli 2025.",
            f"{OPENED} akhir pengisian tanpa batas; tidak dapat dibuka lagi dengan 1 September 2025.",
        ],
    ),
    ({}, close, ["Periode 2025-1 sudah ditutup."]),
]


@pytest.mark.parametrize(("terms", "prepare", "reasons"), OTHER_TERMS)
def test_an_open_period_keeps_its_terms(
    reference: None, terms: dict[str, Any], prepare: Callable[[Period], None], reasons: list[str]
) -> None:
    period = open_period(code="2025-1", actor=None).period
    prepare(period)
    make_policy(2)
    make_set("100-1882/2018", decided_on=date(2018, 7, 2))
    make_unit("92")
    with pytest.raises(Refused) as refused:
        open_period(code="2025-1", actor=None, **terms)
    assert refused.value.reasons == reasons
    assert SemesterEvaluation.objects.count() == 0


def test_the_same_terms_again_are_no_contradiction(reference: None) -> None:
    terms = {"code": "2025-1", "policy_version": 1, "indicator_set": "100-1077/2017", "actor": None}
    assert [open_period(**terms).created for _ in range(2)] == [True, False]


@pytest.mark.parametrize("role", ["", "operator_ditjen", "dirjen", "auditor"])
def test_only_admin_pusat_opens(reference: None, role: str) -> None:
    actor = make_user(role)
    with pytest.raises(NotPermitted) as refused:
        open_period(code="2025-1", actor=actor)
    assert refused.value.reasons == ["Hanya admin pusat yang dapat membuka periode."]
    assert Period.objects.count() == 0
