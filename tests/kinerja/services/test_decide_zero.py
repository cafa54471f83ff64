"""The Ditjen's explicit zero: for a missing figure only, reasoned, audited, undone by the figure (R4)."""

from decimal import Decimal

import pytest

from kinerja.models import Realization, SemesterEvaluation
from kinerja.rules.entry import Figures
from kinerja.services.evaluation import save_figures
from kinerja.services.transition import decide_zero, perform
from officials.models import AuditEntry
from tests.builders import (
    make_figures,
)
from tests.kinerja.cast import Cast, history, refusal

REASON = "Tidak melapor sampai batas waktu"


class TestZero:
    """The Ditjen's explicit zero for a figure nobody reported (R4)."""

    @pytest.fixture
    def cast(self, db: None) -> Cast:
        cast = Cast()
        Realization.objects.filter(indicator__code="K1.6").delete()
        cast.act(cast.kabupaten, "submit")
        return cast

    def zero(self, cast: Cast, code: str, note: str = REASON) -> SemesterEvaluation:
        indicator = cast.period.indicator_set.indicators.get(code=code)
        return decide_zero(evaluation=cast.kabupaten, indicator=indicator, actor=cast.verifier, note=note)

    def test_it_counts_zero_and_says_why(self, cast: Cast) -> None:
        made = self.zero(cast, "K1.6")
        row = next(row for row in made.result["indicators"] if row["code"] == "K1.6")
        assert (made.version, made.provisional, made.completion, row["completion"], row["decided_zero"]) == (
            1,
            False,
            Decimal("87.00"),
            "0.00",
            REASON,
        )
        assert history(made)[-1] == (
            "decide_zero",
            "submitted",
            "submitted",
            1,
            "verifikator",
            f"K1.6: {REASON}",
        )
        entry = AuditEntry.objects.get(action="evaluation.decide_zero")
        assert (entry.before, entry.after, entry.note) == (
            {"version": 0, "figures": {"K1.6": None}},
            {"version": 1, "figures": {"K1.6": {"zero_reason": REASON}}},
            REASON,
        )

    def test_it_lets_the_dirjen_finalise(self, cast: Cast) -> None:
        self.zero(cast, "K1.6")
        assert cast.act(cast.kabupaten, "verify", "finalise").nilai == 80

    def test_it_needs_a_reason(self, cast: Cast) -> None:
        assert refusal(lambda: self.zero(cast, "K1.6", " ")) == [
            "Tuliskan alasannya: catatan wajib diisi untuk tindakan “Tetapkan nol”."
        ]

    @pytest.mark.parametrize(
        ("code", "reason"),
        [
            (
                "K1.2",
                "K1.2 sudah dilaporkan atau sudah ditetapkan; nol hanya untuk angka yang belum dilaporkan.",
            ),
            (
                "P2.b",
                "P2.b sudah dilaporkan atau sudah ditetapkan; nol hanya untuk angka yang belum dilaporkan.",
            ),
            ("P1.4", "P1.4 bukan indikator unit kerja ini."),
            ("K1.1", "K1.1 bukan indikator unit kerja ini."),
        ],
    )
    def test_it_is_for_missing_figures_only(self, cast: Cast, code: str, reason: str) -> None:
        assert refusal(lambda: self.zero(cast, code)) == [reason]

    def test_what_cannot_be_assessed_is_never_zero(self, cast: Cast) -> None:
        cast.kabupaten.unit.agreements.all().delete()
        assert refusal(lambda: self.zero(cast, "K3")) == [
            "K3 belum dapat dinilai, jadi tidak dapat ditetapkan nol."
        ]

    def test_a_declaration_for_the_province_can_be_decided(self, cast: Cast) -> None:
        Realization.objects.filter(indicator__code="P2.b").delete()
        self.zero(cast, "P2.b")
        row = Realization.objects.get(indicator__code="P2.b")
        assert (row.value, row.zero_reason) == ("", REASON)

    def test_a_half_figure_keeps_its_half_and_its_enterer(self, cast: Cast) -> None:
        make_figures(cast.kabupaten, {"K1.6": {"denominator": Decimal(100)}}, by=cast.ditjen)
        entered = Realization.objects.get(indicator__code="K1.6").entered_at
        self.zero(cast, "K1.6")
        row = Realization.objects.get(indicator__code="K1.6")
        assert (row.denominator, row.entered_by, row.entered_at) == (Decimal(100), cast.ditjen, entered)

    def test_it_ends_when_the_figure_comes_in(self, cast: Cast) -> None:
        made = self.zero(cast, "K1.6")
        perform(evaluation=made, act="return_", actor=cast.verifier, note="Silakan melapor")
        figures = {"K1.6": Figures(Decimal(95), Decimal(100), source="SP2D")}
        saved = save_figures(evaluation=made, actor=cast.operator, version=made.version, figures=figures)
        row = Realization.objects.get(indicator__code="K1.6")
        assert (row.zero_reason, saved.evaluation.completion) == ("", Decimal("99.50"))
