"""Final asks for everything and freezes; reopening starts a new revision."""

from decimal import Decimal

import pytest
from django.utils import timezone

from kinerja.models import Realization, SemesterEvaluation, SignedDocument
from kinerja.rules import workflow
from kinerja.rules.data import same_outcome
from kinerja.rules.entry import Figures
from kinerja.rules.record import judge
from kinerja.selectors.inputs import unit_input
from kinerja.services.errors import Refused
from kinerja.services.evaluation import save_figures
from kinerja.services.preconditions import missing
from kinerja.services.transition import perform
from officials.models import AuditEntry
from tests.builders import (
    make_evaluation,
    make_figures,
    make_incident,
    make_region,
    make_unit,
)
from tests.kinerja.cast import Cast, history, refusal


class TestFinal:
    """Final asks for everything, rescores first, and freezes."""

    def test_what_is_missing_is_listed(self, cast: Cast) -> None:
        Realization.objects.filter(indicator__code__in=["K1.2", "K1.6"]).delete()
        cast.act(cast.kabupaten, "submit", "verify")
        assert refusal(lambda: cast.act(cast.kabupaten, "finalise")) == [
            "K1.2: Belum dilaporkan.",
            "K1.6: Belum dilaporkan.",
        ]

    def test_a_target_nobody_agreed_on_is_listed(self, cast: Cast) -> None:
        cast.kabupaten.unit.agreements.all().delete()
        cast.act(cast.kabupaten, "submit", "verify")
        assert refusal(lambda: cast.act(cast.kabupaten, "finalise")) == [
            "K3: Belum dapat dinilai: belum ada target dalam Perjanjian Kinerja."
        ]

    def test_the_result_is_reckoned_at_that_moment(self, cast: Cast) -> None:
        cast.act(cast.kabupaten, "submit", "verify")
        SemesterEvaluation.objects.update(completion=Decimal("12.00"), result_digest="lama")
        assert cast.act(cast.kabupaten, "finalise").completion == Decimal("99.50")

    def test_a_red_flag_is_acknowledged_in_words(self, cast: Cast) -> None:
        make_incident(cast.kabupaten)
        cast.act(cast.kabupaten, "submit", "verify")
        asked = (
            "Ada tanda merah (K1.5: 1 pungutan atau OTT.) "
            "Tuliskan dalam catatan bagaimana hal itu dipertimbangkan."
        )
        assert refusal(lambda: cast.act(cast.kabupaten, "finalise")) == [asked]
        made = cast.act(cast.kabupaten, "finalise", note="Pelaku sudah dihukum")
        assert (made.state, history(made)[-1][-1]) == ("final", "Pelaku sudah dihukum")

    def test_a_final_result_is_never_scored_again(self, cast: Cast) -> None:
        made = cast.act(cast.kabupaten, "submit", "verify", "finalise")
        make_incident(made)
        with pytest.raises(Refused):
            save_figures(
                evaluation=made,
                actor=cast.operator,
                version=0,
                figures={"K1.6": Figures(Decimal(1), Decimal(100))},
            )
        made.refresh_from_db()
        assert made.completion == Decimal("99.50")


class TestProvinceFinal:
    """A province waits for all its kab/kota, reported and checked (R5)."""

    @pytest.fixture
    def province(self, cast: Cast) -> SemesterEvaluation:
        made = make_evaluation(make_unit(cast.region), cast.period)
        make_figures(made)
        self.kaimana = cast.evaluation(make_region("92.02", "Kaimana", parent=cast.region))
        cast.act(cast.kabupaten, "submit", "verify")
        perform(evaluation=made, act="submit", actor=cast.ditjen)
        return cast.act(made, "verify")

    def test_an_unchecked_kabupaten_is_named(self, cast: Cast, province: SemesterEvaluation) -> None:
        assert refusal(lambda: cast.act(province, "finalise")) == [
            "Kabupaten Kaimana (92.02) belum terverifikasi; keadaannya: Draf."
        ]

    def test_a_silent_kabupaten_is_named(self, cast: Cast, province: SemesterEvaluation) -> None:
        Realization.objects.filter(evaluation=self.kaimana, indicator__code="K1.1b").delete()
        assert refusal(lambda: cast.act(province, "finalise")) == [
            "P1.1b: belum dilaporkan oleh 92.02.",
            "Kabupaten Kaimana (92.02) belum terverifikasi; keadaannya: Draf.",
        ]

    def test_with_all_of_them_it_is_final(self, cast: Cast, province: SemesterEvaluation) -> None:
        perform(evaluation=self.kaimana, act="submit", actor=cast.ditjen)
        cast.act(self.kaimana, "verify")
        assert cast.act(province, "finalise").state == "final"

    def test_published_figures_wait_for_nobody(self, cast: Cast, province: SemesterEvaluation) -> None:
        rolled = ("P1.1a", "P1.1b", "P1.2", "P1.3", "P2.b")
        make_figures(province, dict.fromkeys(rolled, Decimal("90.47")))
        assert cast.act(province, "finalise").state == "final"

    def test_a_reopened_kabupaten_leaves_it_as_decided(
        self, cast: Cast, province: SemesterEvaluation
    ) -> None:
        perform(evaluation=self.kaimana, act="submit", actor=cast.ditjen)
        cast.act(self.kaimana, "verify", "finalise")
        decided = cast.act(province, "finalise")
        reopened = cast.act(self.kaimana, "reopen", note="Salah hitung")
        warned = (
            "Provinsi Papua Barat (92) sudah final dan tetap memakai angka yang sudah ditetapkan; "
            "buka kembali juga bila angka provinsinya harus ikut berubah."
        )
        save_figures(
            evaluation=reopened,
            actor=cast.ditjen,
            version=reopened.version,
            figures={"K1.1a": Figures(Decimal(1), Decimal(10_000), source="Surat")},
        )
        province.refresh_from_db()
        assert (province.state, province.result) == ("final", decided.result)
        assert AuditEntry.objects.filter(action="evaluation.reopen").get().after["warnings"] == [warned]


class TestReopen:
    """A new revision, and the document of the old one out of force."""

    def test_a_new_revision(self, cast: Cast) -> None:
        cast.act(cast.kabupaten, "submit", "verify", "finalise")
        made = cast.act(cast.kabupaten, "reopen", note="Angka K1.2 keliru")
        assert (made.state, made.revision, made.final_by, made.verified_by, made.submitted_by) == (
            "reopened",
            2,
            None,
            None,
            None,
        )
        again = cast.act(made, "submit", "verify", "finalise")
        assert (again.state, again.revision) == ("final", 2)

    def test_the_current_document_is_superseded(self, cast: Cast) -> None:
        made = cast.act(cast.kabupaten, "submit", "verify", "finalise")
        document = SignedDocument.objects.create(
            code="ABC",
            kind="unit_result",
            evaluation=made,
            revision=1,
            file="documents/abc.pdf",
            size=1,
            issued_by=cast.dirjen,
            issued_at=timezone.now(),
        )
        cast.act(made, "reopen", note="Angka K1.2 keliru")
        document.refresh_from_db()
        last = AuditEntry.objects.order_by("-sequence").first()
        assert (document.status, last.action, last.object_name, last.note) == (
            "superseded",
            "document.supersede",
            "Hasil Penilaian Kinerja Unit Kerja ABC",
            "Angka K1.2 keliru",
        )


def test_what_is_missing_is_told_before_the_act(cast: Cast) -> None:
    made = cast.act(cast.kabupaten, "submit", "verify")
    assert missing(workflow.act("finalise"), made) == [
        "Hasil belum dihitung: belum ada angka yang dilaporkan."
    ]


def test_what_a_final_result_was_judged_from_is_frozen_until_it_is_reopened(cast: Cast) -> None:
    final = cast.act(cast.kabupaten, "submit", "verify", "finalise")
    assert final.inputs == unit_input(final).to_data()
    assert same_outcome(judge(final.inputs), final.result)
    assert cast.act(final, "reopen", note="Angka salah.").inputs is None
