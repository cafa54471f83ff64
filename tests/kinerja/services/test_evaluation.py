"""Entering figures: who may and when, what is stored, what is refused, and that nothing is half written."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from kinerja.models import Realization
from kinerja.rules.entry import Figures
from kinerja.selectors.entry import stored_figures
from kinerja.services.errors import FigureErrors, NotPermitted
from kinerja.services.evaluation import Saved, save_figures
from kinerja.services.transition import perform
from officials.models import AuditEntry, User
from tests.builders import (
    make_agreement,
    make_evaluation,
    make_figures,
    make_innovation,
    make_region,
    make_unit,
    make_user,
)
from tests.kinerja.cast import Cast, refusal


def counts(numerator: object, denominator: object = 10_000, **more: Any) -> Figures:
    said = {"source": "Laporan", **more}
    return Figures(Decimal(str(numerator)), Decimal(str(denominator)), **said)


def save(cast: Cast, figures: dict[str, Figures], *, actor: User | None = None, version: int = 0) -> Saved:
    return save_figures(
        evaluation=cast.kabupaten, actor=actor or cast.operator, version=version, figures=figures
    )


def errors(cast: Cast, figures: dict[str, Figures], actor: User | None = None) -> dict[str, dict[str, str]]:
    """What is refused, and the proof that nothing of it was written."""
    before = stored_figures(cast.kabupaten)
    with pytest.raises(FigureErrors) as caught:
        save(cast, figures, actor=actor)
    cast.kabupaten.refresh_from_db()
    assert (stored_figures(cast.kabupaten), cast.kabupaten.version) == (before, 0)
    return caught.value.errors


class TestSaving:
    """What a save writes."""

    def test_a_changed_figure_is_stored_and_judged(self, cast: Cast) -> None:
        saved = save(cast, {"K1.1a": counts(9_984)})
        row = Realization.objects.get(indicator__code="K1.1a")
        judged = {row["code"]: row["completion"] for row in saved.evaluation.result["indicators"]}
        assert (saved.changed, saved.theirs, saved.evaluation.version) == (("K1.1a",), (), 1)
        assert (row.numerator, row.denominator, row.entered_by) == (9_984, 10_000, cast.operator)
        assert judged["K1.1a"] == "99.84"

    def test_the_largest_figure_comes_back_as_it_was_typed(self, cast: Cast) -> None:
        figure = counts("9999999999999.98", "9999999999999.99")
        save(cast, {"K1.6": figure})
        assert stored_figures(cast.kabupaten)["K1.6"] == figure

    def test_only_what_changed_is_written(self, cast: Cast) -> None:
        stored = stored_figures(cast.kabupaten)
        saved = save(cast, stored | {"K1.6": counts(96, 100)}, actor=cast.ditjen)
        by_ditjen = Realization.objects.filter(entered_by=cast.ditjen).values_list(
            "indicator__code", flat=True
        )
        assert (saved.changed, list(by_ditjen)) == (("K1.6",), ["K1.6"])

    def test_nothing_changed_uses_up_no_version(self, cast: Cast) -> None:
        saved = save(cast, stored_figures(cast.kabupaten))
        assert (saved.changed, saved.evaluation.version, AuditEntry.objects.count()) == ((), 0, 0)

    def test_it_is_audited_with_before_and_after(self, cast: Cast) -> None:
        save(cast, {"K1.6": counts("96.5", 100), "K1.3": Figures(value="7.4.4", source="Surat")})
        entry = AuditEntry.objects.get()
        assert (entry.action, entry.actor, entry.object_name) == (
            "evaluation.enter",
            cast.operator,
            "92.03 Fakfak",
        )
        assert entry.before == {
            "version": 0,
            "figures": {
                "K1.6": {"numerator": "95", "denominator": "100", "source": "Laporan unit"},
                "K1.3": {"value": "7.4.3", "source": "Laporan unit"},
            },
        }
        assert entry.after == {
            "version": 1,
            "figures": {
                "K1.6": {"numerator": "96.5", "denominator": "100", "source": "Laporan"},
                "K1.3": {"value": "7.4.4", "source": "Surat"},
            },
        }

    def test_an_empty_figure_takes_it_back(self, cast: Cast) -> None:
        saved = save(cast, {"K1.2": Figures(source="tidak jadi")})
        assert not Realization.objects.filter(indicator__code="K1.2").exists()
        assert (saved.evaluation.provisional, saved.evaluation.nilai, saved.evaluation.result["missing"]) == (
            True,
            None,
            ["K1.2"],
        )

    def test_a_half_figure_is_kept_and_not_judged(self, cast: Cast) -> None:
        saved = save(cast, {"K1.2": Figures(numerator=Decimal(4_500), source="Laporan")})
        assert Realization.objects.get(indicator__code="K1.2").denominator is None
        assert saved.evaluation.result["missing"] == ["K1.2"]

    def test_a_figure_typed_over_a_synthetic_one_is_real(self, cast: Cast) -> None:
        Realization.objects.update(synthetic=True)
        save(cast, stored_figures(cast.kabupaten) | {"K1.6": counts(96, 100)})
        real = Realization.objects.filter(synthetic=False).values_list("indicator__code", flat=True)
        assert list(real) == ["K1.6"]

    def test_the_province_follows(self, cast: Cast) -> None:
        province = make_evaluation(make_unit(cast.region), cast.period)
        save(cast, {"K1.1a": counts(8_433)})
        province.refresh_from_db()
        rolled = {row["code"]: row["raw"] for row in province.result["indicators"]}
        assert rolled["P1.1a"] == "84.33"

    def test_a_kabupaten_declares_for_its_province(self, cast: Cast) -> None:
        save(cast, {"P2.b": Figures(value="1", source="Surat")})
        assert Realization.objects.get(indicator__code="P2.b").value == "1"

    def test_a_province_may_publish_a_percentage_of_its_own(self, cast: Cast) -> None:
        province = make_evaluation(make_unit(cast.region), cast.period)
        published = {"P1.2": Figures(percent=Decimal("90.47"), source="Siaran pers")}
        saved = save_figures(evaluation=province, actor=cast.ditjen, version=0, figures=published)
        row = next(row for row in saved.evaluation.result["indicators"] if row["code"] == "P1.2")
        assert (row["raw"], row["completion"], row["stands_in"]) == ("90.47", "100.00", True)


class TestRefusals:
    """Figures that cannot be; each message stands at its field."""

    @pytest.mark.parametrize(
        ("figure", "found"),
        [
            (
                counts(5, 0),
                {"denominator": "Penyebut 0 adalah salah isi: bukan 0 % dan bukan 100 %."},
            ),
            (counts(-5), {"numerator": "Pembilang -5 tidak boleh negatif."}),
            (counts(5, value="7.4.3"), {"value": "Tidak diisi pada indikator ini."}),
        ],
    )
    def test_an_impossible_figure(self, cast: Cast, figure: Figures, found: dict[str, str]) -> None:
        assert errors(cast, {"K1.2": figure, "K1.6": counts(96, 100)}) == {"K1.2": found}

    def test_other_outputs_than_those_required(self, cast: Cast) -> None:
        text = "Penyebut harus 22, yaitu jumlah keluaran yang wajib dilaporkan."
        assert errors(cast, {"K2": counts(5, 5)}) == {"K2": {"denominator": text}}

    def test_all_of_them_at_once(self, cast: Cast) -> None:
        assert errors(cast, {"K1.1a": counts(1, 0), "K1.4": counts(21, 20, cutoff=date(2019, 1, 1))}) == {
            "K1.1a": {"denominator": "Penyebut 0 adalah salah isi: bukan 0 % dan bukan 100 %."},
            "K1.4": {
                "numerator": "Pembilang 21 tidak mungkin melebihi penyebut 20.",
                "cutoff": "Tanggal 1 Januari 2019 di luar periode; "
                "isi tanggal dari 1 Januari 2018 sampai 30 Juni 2018.",
            },
        }

    def test_more_owners_than_children_is_a_warning(self, cast: Cast) -> None:
        figure = counts(10_679, cutoff=date(2018, 3, 31), denominator_cutoff=date(2017, 12, 31))
        saved = save(cast, {"K1.2": figure})
        row = next(row for row in saved.evaluation.result["indicators"] if row["code"] == "K1.2")
        assert [warning["code"] for warning in row["warnings"]] == ["cutoff_mismatch", "above_hundred"]
        assert (row["raw"], row["completion"]) == ("106.79", "100.00")

    def test_a_zero_with_a_source_is_a_figure(self, cast: Cast) -> None:
        saved = save(cast, {"K1.2": counts(0)})
        row = next(row for row in saved.evaluation.result["indicators"] if row["code"] == "K1.2")
        assert (row["state"], row["completion"]) == ("reported", "0.00")

    @pytest.mark.parametrize("code", ["P1.4", "K1.1", "K9"])
    def test_an_indicator_of_somebody_else(self, cast: Cast, code: str) -> None:
        reasons = refusal(lambda: save(cast, {code: counts(1)}))
        assert reasons == [f"{code} bukan indikator unit kerja ini."]

    def test_what_a_register_decides(self, cast: Cast) -> None:
        make_innovation(cast.kabupaten)
        assert errors(cast, {"K3": Figures(numerator=Decimal(5), source="Laporan")}) == {
            "K3": {"": "Angka ini dihitung dari daftar inovasi."}
        }

    def test_a_unit_names_its_innovations_one_by_one(self, cast: Cast) -> None:
        five = {"K3": Figures(numerator=Decimal(5), source="Laporan")}
        assert errors(cast, five) == {
            "K3": {"numerator": "Daftarkan inovasi satu per satu; di sini hanya 0 bila tidak ada."}
        }
        assert save(cast, {"K3": Figures(numerator=Decimal(0), source="Tidak ada inovasi")}).changed == (
            "K3",
        )

    def test_the_ditjen_may_enter_their_number(self, cast: Cast) -> None:
        five = {"K3": Figures(numerator=Decimal(5), source="Surat")}
        assert save(cast, five, actor=cast.ditjen).changed == ("K3",)


class TestWhoAndWhen:
    """Role, region, state and window."""

    @pytest.mark.parametrize("role", ["verifikator_ditjen", "dirjen", "admin_pusat", "auditor"])
    def test_other_roles_do_not_enter(self, cast: Cast, role: str) -> None:
        with pytest.raises(NotPermitted) as caught:
            save(cast, {"K1.6": counts(96, 100)}, actor=make_user(role))
        assert caught.value.reasons == ["Peran Anda tidak mencakup pengisian unit kerja ini."]

    def test_nor_do_other_regions(self, cast: Cast) -> None:
        elsewhere = make_user("operator_unit", make_region("92.02", parent=cast.region))
        above = make_user("operator_unit", cast.region)
        for actor in (elsewhere, above):
            with pytest.raises(NotPermitted):
                save(cast, {"K1.6": counts(96, 100)}, actor=actor)

    @pytest.mark.parametrize(
        ("acts", "state"), [(("submit",), "Diajukan"), (("submit", "verify"), "Terverifikasi")]
    )
    def test_what_was_handed_in_stays(self, cast: Cast, acts: tuple[str, ...], state: str) -> None:
        cast.act(cast.kabupaten, *acts)
        reasons = refusal(lambda: save(cast, {"K1.6": counts(96, 100)}))
        assert reasons == [f"Isian tidak dapat diubah: keadaan penilaian ini {state}."]

    @pytest.mark.parametrize(
        ("moment", "open_"),
        [
            ("2018-06-30T23:59:59+07:00", False),
            ("2018-07-01T00:00:00+07:00", True),
            ("2018-08-31T23:59:59+07:00", True),
            ("2018-09-01T00:00:00+07:00", False),
        ],
    )
    def test_the_window_by_the_clock_of_jakarta(self, cast: Cast, moment: str, open_: bool) -> None:
        cast.period.entry_closes = date(2018, 8, 31)
        cast.period.save()
        with time_machine.travel(moment, tick=False):
            if open_:
                assert save(cast, {"K1.6": counts(96, 100)}).changed == ("K1.6",)
            else:
                assert len(refusal(lambda: save(cast, {"K1.6": counts(96, 100)}))) == 1

    def test_what_was_returned_may_be_changed_after_it(self, cast: Cast) -> None:
        cast.act(cast.kabupaten, "submit")
        perform(evaluation=cast.kabupaten, act="return_", actor=cast.verifier, note="Periksa K1.6")
        cast.period.entry_closes = date(2018, 8, 31)
        cast.period.save()
        assert save(cast, {"K1.6": counts(96, 100)}).changed == ("K1.6",)

    def test_a_closed_period_takes_nothing(self, cast: Cast) -> None:
        cast.period.state = "closed"
        cast.period.save()
        assert refusal(lambda: save(cast, {"K1.6": counts(96, 100)})) == [
            "Pengisian Semester I Tahun 2018 sudah ditutup; minta admin pusat memperpanjang masa pengisian."
        ]

    def test_another_unit_stays_as_it_is(self, cast: Cast) -> None:
        other = make_evaluation(make_unit(make_region("92.02", "Manokwari", parent=cast.region)), cast.period)
        make_agreement(other)
        make_figures(other)
        save(cast, {"K1.6": counts(50, 100)})
        assert stored_figures(other)["K1.6"] == counts(95, 100, source="Laporan unit")
