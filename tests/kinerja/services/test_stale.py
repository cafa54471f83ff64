"""Two people with the same form: what merges, what is shown to the second, and that nothing is lost."""

from decimal import Decimal
from functools import partial

import pytest

from kinerja.models import Realization
from kinerja.rules.entry import Figures
from kinerja.selectors.entry import stored_figures
from kinerja.services.errors import Refused
from kinerja.services.evaluation import Saved, save_figures
from kinerja.services.stale import StaleEntry
from kinerja.services.transition import decide_zero, perform
from officials.audit_chain import verify_chain
from officials.models import User
from tests.builders import make_user
from tests.kinerja.cast import Cast, refusal
from tests.threads import at_once


def ratio(numerator: int, denominator: int = 10_000) -> Figures:
    return Figures(Decimal(numerator), Decimal(denominator), source="Laporan")


def save(cast: Cast, actor: User, version: int, **figures: Figures) -> Saved:
    """Save figures named K1_2 for K1.2."""
    named = {code.replace("_", "."): figure for code, figure in figures.items()}
    return save_figures(evaluation=cast.kabupaten, actor=actor, version=version, figures=named)


def stale(cast: Cast, actor: User, version: int, **figures: Figures) -> StaleEntry:
    before = stored_figures(cast.kabupaten)
    with pytest.raises(StaleEntry) as caught:
        save(cast, actor, version, **figures)
    assert stored_figures(cast.kabupaten) == before
    return caught.value


def test_figures_of_two_people_merge_where_they_do_not_meet(cast: Cast) -> None:
    save(cast, cast.operator, 0, K1_2=ratio(4_600, 5_000))
    second = save(cast, cast.ditjen, 0, K1_6=ratio(96, 100))
    stored = stored_figures(cast.kabupaten)
    assert (second.changed, second.theirs, second.evaluation.version) == (("K1.6",), ("K1.2",), 2)
    assert (stored["K1.2"], stored["K1.6"]) == (ratio(4_600, 5_000), ratio(96, 100))


def test_a_whole_form_posted_late_keeps_what_only_the_other_changed(cast: Cast) -> None:
    shown = stored_figures(cast.kabupaten)
    save(cast, cast.operator, 0, K1_2=ratio(4_600, 5_000))
    form = shown | {"K1.6": ratio(96, 100)}
    second = save_figures(evaluation=cast.kabupaten, actor=cast.ditjen, version=0, figures=form)
    stored = stored_figures(cast.kabupaten)
    assert (second.changed, second.theirs) == (("K1.6",), ("K1.2",))
    assert stored["K1.2"] == ratio(4_600, 5_000)


def test_the_second_sees_both_and_loses_nothing(cast: Cast) -> None:
    base = stored_figures(cast.kabupaten)["K1.2"]
    save(cast, cast.operator, 0, K1_2=ratio(4_600, 5_000), K1_4=ratio(19, 20))
    told = stale(cast, cast.ditjen, 0, K1_2=ratio(4_700, 5_000), K1_6=ratio(96, 100))
    (conflict,) = told.conflicts
    assert (conflict.code, conflict.base, conflict.mine, conflict.theirs, conflict.by) == (
        "K1.2",
        base,
        ratio(4_700, 5_000),
        ratio(4_600, 5_000),
        "operator",
    )
    assert (told.version, told.theirs) == (1, {"K1.4": ratio(19, 20)})
    (reason,) = told.reasons
    assert reason.startswith("K1.2: diubah juga oleh operator pukul ")


def test_choosing_saves_at_the_new_version(cast: Cast) -> None:
    save(cast, cast.operator, 0, K1_2=ratio(4_600, 5_000))
    told = stale(cast, cast.ditjen, 0, K1_2=ratio(4_700, 5_000))
    saved = save(cast, cast.ditjen, told.version, K1_2=ratio(4_700, 5_000))
    assert (saved.changed, stored_figures(cast.kabupaten)["K1.2"]) == (("K1.2",), ratio(4_700, 5_000))


def test_the_same_change_twice_is_no_conflict(cast: Cast) -> None:
    save(cast, cast.operator, 0, K1_2=ratio(4_600, 5_000))
    assert save(cast, cast.ditjen, 0, K1_2=ratio(4_600, 5_000)).changed == ()


def test_the_base_is_what_the_form_showed_however_often_it_changed(cast: Cast) -> None:
    base = stored_figures(cast.kabupaten)["K1.2"]
    save(cast, cast.operator, 0, K1_2=ratio(4_600, 5_000))
    save(cast, make_user("operator_ditjen", username="operator-kedua"), 1, K1_2=ratio(4_650, 5_000))
    (conflict,) = stale(cast, cast.ditjen, 0, K1_2=ratio(4_700, 5_000)).conflicts
    assert (conflict.base, conflict.theirs, conflict.by) == (base, ratio(4_650, 5_000), "operator-kedua")
    (later,) = stale(cast, cast.ditjen, 1, K1_2=ratio(4_700, 5_000)).conflicts
    assert later.base == ratio(4_600, 5_000)


def test_taking_back_what_the_other_changed_is_a_conflict(cast: Cast) -> None:
    save(cast, cast.operator, 0, K1_2=ratio(4_600, 5_000))
    (conflict,) = stale(cast, cast.ditjen, 0, K1_2=Figures()).conflicts
    assert (conflict.mine, conflict.theirs) == (Figures(), ratio(4_600, 5_000))


def test_changing_what_the_other_took_back_is_a_conflict(cast: Cast) -> None:
    save(cast, cast.operator, 0, K1_2=Figures())
    (conflict,) = stale(cast, cast.ditjen, 0, K1_2=ratio(4_700, 5_000)).conflicts
    assert (conflict.mine, conflict.theirs) == (ratio(4_700, 5_000), Figures())


def test_both_reporting_what_was_missing_is_a_conflict(cast: Cast) -> None:
    Realization.objects.filter(indicator__code="K1.2").delete()
    save(cast, cast.operator, 0, K1_2=ratio(4_600, 5_000))
    (conflict,) = stale(cast, cast.ditjen, 0, K1_2=ratio(4_700, 5_000)).conflicts
    assert (conflict.base, conflict.theirs) == (Figures(), ratio(4_600, 5_000))


def test_a_zero_decided_meanwhile_is_no_conflict_with_a_figure_of_another(cast: Cast) -> None:
    Realization.objects.filter(indicator__code="K1.6").delete()
    cast.act(cast.kabupaten, "submit")
    k16 = cast.period.indicator_set.indicators.get(code="K1.6")
    decide_zero(evaluation=cast.kabupaten, indicator=k16, actor=cast.verifier, note="Tidak melapor")
    perform(evaluation=cast.kabupaten, act="return_", actor=cast.verifier, note="Periksa K1.2")
    saved = save(cast, cast.operator, 0, K1_2=ratio(4_600, 5_000))
    assert (saved.changed, saved.theirs) == (("K1.2",), ("K1.6",))


@pytest.mark.parametrize("version", [-1, 1, 99])
def test_a_version_that_never_was(cast: Cast, version: int) -> None:
    reasons = refusal(lambda: save(cast, cast.operator, version, K1_2=ratio(4_600, 5_000)))
    assert reasons == ["Isian ini tidak dikenal lagi; muat ulang halaman lalu isi kembali."]


@pytest.mark.django_db(transaction=True)
def test_of_four_saves_at_once_one_wins_and_three_are_shown_both() -> None:
    cast = Cast()
    people = [make_user("operator_ditjen", username=f"pengisi{number}") for number in range(4)]
    told = [race(cast, version, people) for version in range(10)]
    cast.kabupaten.refresh_from_db()
    assert told == [["saved", "stale", "stale", "stale"]] * 10
    assert (cast.kabupaten.version, verify_chain().broken) == (10, None)


def race(cast: Cast, version: int, people: list[User]) -> list[str]:
    """What four people who save different figures for one indicator are told, sorted."""

    def enter(actor: User, number: int) -> str:
        try:
            save(cast, actor, version, K1_2=ratio(4_000 + 10 * version + number, 5_000))
        except StaleEntry:
            return "stale"
        except Refused:
            return "refused"
        return "saved"

    return sorted(at_once([partial(enter, actor, number) for number, actor in enumerate(people)]))
