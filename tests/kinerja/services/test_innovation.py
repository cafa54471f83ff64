"""Innovations: named by the unit, decided by the Ditjen, counted only when verified."""

from decimal import Decimal
from typing import Any

import pytest

from kinerja.models import Innovation, Realization
from kinerja.rules.entry import Figures
from kinerja.services.errors import FigureErrors, NotPermitted
from kinerja.services.evaluation import save_figures
from kinerja.services.imports import apply_import, undo_import
from kinerja.services.innovation import (
    decide_innovation,
    may_decide_innovations,
    propose_innovation,
    withdraw_innovation,
)
from officials.models import AuditEntry, User
from tests.builders import give_role, make_evaluation, make_unit, make_user
from tests.kinerja.cast import Cast, refusal
from tests.kinerja.results_book import cell, kept


def propose(cast: Cast, title: str = "Jemput bola", actor: User | None = None, **fields: Any) -> Innovation:
    said: dict[str, Any] = {"field": "dafduk", **fields}
    return propose_innovation(evaluation=cast.kabupaten, actor=actor or cast.operator, title=title, **said)


def decide(made: Innovation, actor: User, *, accept: bool = True, note: str = "") -> Innovation:
    return decide_innovation(innovation=made, actor=actor, accept=accept, note=note)


def k3(cast: Cast) -> tuple[object, ...]:
    """State and completion of K3 in the stored result."""
    cast.kabupaten.refresh_from_db()
    row = next(row for row in cast.kabupaten.result["indicators"] if row["code"] == "K3")
    return row["state"], row["completion"]


def test_while_one_is_undecided_the_number_is_not_known(cast: Cast) -> None:
    made = propose(cast, "  Jemput   bola ", description=" Rekam di rumah ")
    assert (made.title, made.description, made.state, made.entered_by) == (
        "Jemput bola",
        "Rekam di rumah",
        "proposed",
        cast.operator,
    )
    assert (k3(cast), Realization.objects.filter(indicator__code="K3").count()) == (("missing", None), 0)


def test_verified_ones_count(cast: Cast) -> None:
    first, second = propose(cast), propose(cast, "Akta keliling")
    cast.act(cast.kabupaten, "submit")
    decide(first, cast.verifier)
    assert k3(cast) == ("missing", None)
    rejected = decide(second, cast.verifier, accept=False, note="Sudah ada sejak 2015")
    assert (rejected.state, rejected.note, rejected.decided_by) == (
        "rejected",
        "Sudah ada sejak 2015",
        cast.verifier,
    )
    assert k3(cast) == ("reported", "50.00")


def test_each_act_is_audited(cast: Cast) -> None:
    made = propose(cast)
    withdraw_innovation(innovation=made, actor=cast.operator)
    kept = propose(cast, "Akta keliling")
    cast.act(cast.kabupaten, "submit")
    decide(kept, cast.verifier)
    entries = AuditEntry.objects.filter(action__startswith="innovation").order_by("sequence")
    assert [(entry.action, entry.object_name, entry.actor_name) for entry in entries] == [
        ("innovation.propose", "Jemput bola", "operator"),
        ("innovation.withdraw", "Jemput bola", "operator"),
        ("innovation.propose", "Akta keliling", "operator"),
        ("innovation.decide", "Akta keliling", "verifikator"),
    ]
    last = entries.last()
    assert (last.before["state"], last.after["state"]) == ("proposed", "verified")


def test_withdrawing_the_last_leaves_it_missing(cast: Cast) -> None:
    withdraw_innovation(innovation=propose(cast), actor=cast.operator)
    assert k3(cast) == ("missing", None)


def test_what_is_gone_or_verified_is_not_withdrawn(cast: Cast) -> None:
    made = propose(cast)
    withdraw_innovation(innovation=made, actor=cast.operator)
    assert refusal(lambda: withdraw_innovation(innovation=made, actor=cast.operator)) == [
        "Inovasi ini sudah ditarik."
    ]
    verified = propose(cast, "Akta keliling")
    Innovation.objects.filter(pk=verified.pk).update(
        state="verified", decided_by=cast.verifier, decided_at=verified.evaluation.updated_at
    )
    assert refusal(lambda: withdraw_innovation(innovation=verified, actor=cast.operator)) == [
        "Inovasi ini sudah terverifikasi dan tidak dapat ditarik."
    ]


def test_a_decision_may_change_until_final(cast: Cast) -> None:
    made = propose(cast)
    cast.act(cast.kabupaten, "submit")
    decide(made, cast.verifier)
    assert refusal(lambda: decide(made, cast.verifier)) == [
        "Tuliskan alasannya: catatan wajib diisi bila menolak atau mengubah putusan."
    ]
    assert decide(made, cast.verifier, accept=False, note="Bukti kurang").state == "rejected"
    assert k3(cast) == ("reported", "0.00")


def test_a_rejection_needs_a_reason(cast: Cast) -> None:
    made = propose(cast)
    cast.act(cast.kabupaten, "submit")
    assert refusal(lambda: decide(made, cast.verifier, accept=False, note=" ")) == [
        "Tuliskan alasannya: catatan wajib diisi bila menolak atau mengubah putusan."
    ]


@pytest.mark.parametrize(
    ("title", "field", "found"),
    [
        ("  ", "dafduk", {"title": "Nama inovasi belum diisi."}),
        ("x" * 161, "dafduk", {"title": "Terlalu panjang: paling banyak 160 huruf."}),
        ("JEMPUT BOLA", "dafduk", {"title": "Inovasi dengan nama ini sudah didaftarkan."}),
        ("Akta keliling", "umum", {"field": "Pilih bidang inovasi ini."}),
    ],
)
def test_what_cannot_be_named(cast: Cast, title: str, field: str, found: dict[str, str]) -> None:
    propose(cast)
    with pytest.raises(FigureErrors) as caught:
        propose(cast, title, field=field)
    assert (caught.value.errors, Innovation.objects.count()) == ({"": found}, 1)


def test_a_province_names_none(cast: Cast) -> None:
    province = make_evaluation(make_unit(cast.region), cast.period)
    told = refusal(
        lambda: propose_innovation(evaluation=province, actor=cast.ditjen, title="Satu data", field="piak")
    )
    assert told == ["Inovasi tidak dinilai pada unit kerja ini."]


def test_who_may_name(cast: Cast) -> None:
    for role in ("verifikator_ditjen", "dirjen", "admin_pusat", "auditor"):
        with pytest.raises(NotPermitted):
            propose(cast, actor=make_user(role))
    cast.act(cast.kabupaten, "submit")
    assert len(refusal(lambda: propose(cast))) == 1


def test_who_may_decide(cast: Cast) -> None:
    made = propose(cast, actor=cast.ditjen)
    cast.act(cast.kabupaten, "submit")
    give_role(cast.ditjen, "verifikator_ditjen")
    elsewhere = make_user("verifikator_ditjen", make_unit("91").region)
    people = {
        "enterer": cast.ditjen,
        "operator": cast.operator,
        "dirjen": cast.dirjen,
        "elsewhere": elsewhere,
    }
    for person in people.values():
        person.refresh_from_db()
        with pytest.raises(NotPermitted):
            decide(made, User.objects.get(pk=person.pk))
    offered = {name: may_decide_innovations(cast.kabupaten, person) for name, person in people.items()}
    cast.kabupaten.refresh_from_db()
    assert not any(offered.values())
    assert may_decide_innovations(cast.kabupaten, cast.verifier)
    assert decide(made, cast.verifier).state == "verified"


@pytest.mark.parametrize(("acts", "state"), [((), "Draf"), (("submit", "verify", "finalise"), "Final")])
def test_when_it_is_decided(cast: Cast, acts: tuple[str, ...], state: str) -> None:
    made = propose(cast)
    if acts:
        cast.act(cast.kabupaten, "submit")
        decide(made, cast.verifier)
        cast.act(cast.kabupaten, *acts[1:])
    told = refusal(lambda: decide(made, cast.verifier, accept=False, note="Alasan"))
    assert told == [f"Inovasi diputuskan setelah diajukan dan sebelum final; keadaannya {state}."]


def test_a_number_typed_before_gives_way_to_the_list(cast: Cast) -> None:
    before = Realization.objects.get(indicator__code="K3").numerator
    propose(cast)
    entry = AuditEntry.objects.get(action="evaluation.enter")
    assert (before, entry.after) == (Decimal(2), {"version": 1, "figures": {"K3": None}})


def test_each_act_counts_a_version_and_a_form_opened_before_still_saves(cast: Cast) -> None:
    def version() -> int:
        cast.kabupaten.refresh_from_db()
        return cast.kabupaten.version

    versions = [version()]
    made = propose(cast)
    versions.append(version())
    withdraw_innovation(innovation=propose(cast, "Akta keliling"), actor=cast.operator)
    versions.append(version())
    figures = {"K1.4": Figures(Decimal(19), Decimal(20), source="Laporan unit")}
    saved = save_figures(evaluation=cast.kabupaten, actor=cast.operator, version=0, figures=figures)
    versions.append(saved.evaluation.version)
    cast.act(cast.kabupaten, "submit")
    decide(made, cast.verifier)
    versions.append(version())
    assert (versions, saved.changed, saved.theirs) == ([0, 1, 3, 4, 5], ("K1.4",), ("K3",))


@pytest.mark.usefixtures("media_root")
def test_an_import_is_not_undone_over_an_innovation(cast: Cast) -> None:
    run = kept(cast, cell("K1.4:n", 19))
    apply_import(run=run, actor=cast.ditjen)
    withdraw_innovation(innovation=propose(cast), actor=cast.operator)
    assert refusal(lambda: undo_import(run=run, actor=cast.ditjen)) == [
        "92.03 Fakfak: sudah diubah sesudah impor ini."
    ]
