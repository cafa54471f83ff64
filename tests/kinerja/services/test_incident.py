"""The register of incidents: recorded by one, decided by another, counted in the semester of its day."""

from datetime import date
from typing import Any

import pytest

from kinerja.models import Incident
from kinerja.services.errors import FigureErrors, NotPermitted
from kinerja.services.incident import Decided, decide_incident, record_incident
from officials.models import AuditEntry, User
from tests.builders import make_evaluation, make_figures, make_period, make_unit, make_user
from tests.kinerja.cast import Cast, refusal

DAY = date(2018, 3, 14)


def record(cast: Cast, actor: User | None = None, **fields: Any) -> Incident:
    said: dict[str, Any] = {
        "kind": "levy",
        "happened_on": DAY,
        "description": "Pungutan KTP-el",
        "source": "Putusan 12/Pid",
    }
    return record_incident(unit=cast.kabupaten.unit, actor=actor or cast.ditjen, **(said | fields))


def decide(made: Incident, actor: User, *, proven: bool = True, note: str = "") -> Decided:
    return decide_incident(incident=made, actor=actor, proven=proven, note=note)


def judged(evaluation: Any, code: str) -> tuple[object, object]:
    evaluation.refresh_from_db()
    row = next(row for row in evaluation.result["indicators"] if row["code"] == code)
    return row["completion"], bool(row["red_flags"])


def test_it_counts_only_once_it_is_proven(cast: Cast) -> None:
    made = record(cast)
    cast.act(cast.kabupaten, "submit")
    assert (made.state, made.recorded_by) == ("reported", cast.ditjen)
    done = decide(made, cast.verifier)
    assert (done.incident.state, done.incident.decided_by) == ("verified", cast.verifier)
    assert (done.rescored, done.final) == ((cast.kabupaten,), ())
    assert judged(cast.kabupaten, "K1.5") == ("0.00", True)


def test_not_proven_leaves_the_unit_clean(cast: Cast) -> None:
    decide(record(cast), cast.verifier, proven=False, note="Laporan palsu")
    assert judged(cast.kabupaten, "K1.5") == ("100.00", False)


def test_a_court_may_overturn_it(cast: Cast) -> None:
    made = record(cast)
    decide(made, cast.verifier)
    assert refusal(lambda: decide(made, cast.verifier)) == ["Kejadian ini sudah diputuskan demikian."]
    decide(made, cast.verifier, proven=False, note="Dibatalkan Pengadilan Tinggi")
    assert judged(cast.kabupaten, "K1.5") == ("100.00", False)
    assert refusal(lambda: decide(made, cast.verifier)) == [
        "Tuliskan alasannya: catatan wajib diisi untuk putusan ini."
    ]


def test_nothing_proven_needs_a_reason(cast: Cast) -> None:
    made = record(cast)
    assert refusal(lambda: decide(made, cast.verifier, proven=False, note=" ")) == [
        "Tuliskan alasannya: catatan wajib diisi untuk putusan ini."
    ]


def test_a_breach_of_a_kabupaten_reaches_its_province(cast: Cast) -> None:
    province = make_evaluation(make_unit(cast.region), cast.period)
    make_figures(province)
    decide(record(cast, kind="breach"), cast.verifier)
    assert judged(province, "P2.b") == ("0.00", True)
    assert judged(cast.kabupaten, "K1.5") == ("100.00", False)


def test_only_the_semester_of_its_day_is_judged_anew(cast: Cast) -> None:
    later = make_evaluation(cast.kabupaten.unit, make_period("2018-2"))
    assert decide(record(cast), cast.verifier).rescored == (cast.kabupaten,)
    second_half = decide(record(cast, happened_on=date(2018, 7, 1)), cast.verifier)
    assert second_half.rescored == (later,)
    assert decide(record(cast, happened_on=date(2017, 12, 31)), cast.verifier).rescored == ()


def test_a_final_result_keeps_and_is_named(cast: Cast) -> None:
    made = record(cast)
    final = cast.act(cast.kabupaten, "submit", "verify", "finalise")
    done = decide(made, cast.verifier)
    assert (done.rescored, done.final) == ((), (final,))
    assert judged(final, "K1.5") == ("100.00", False)


def test_each_act_is_audited(cast: Cast) -> None:
    made = record(cast)
    decide(made, cast.verifier, note="Inkrah")
    first, second = AuditEntry.objects.order_by("sequence")
    facts = {
        "kind": "levy",
        "unit_id": cast.kabupaten.unit_id,
        "happened_on": "2018-03-14",
        "description": "Pungutan KTP-el",
        "source": "Putusan 12/Pid",
        "state": "reported",
    }
    assert (first.action, first.before, first.after) == ("incident.record", None, facts)
    assert (second.action, second.before, second.after, second.note) == (
        "incident.decide",
        facts,
        facts | {"state": "verified"},
        "Inkrah",
    )


def test_who_recorded_it_does_not_decide(cast: Cast) -> None:
    made = record(cast, cast.verifier)
    with pytest.raises(NotPermitted) as caught:
        decide(made, cast.verifier)
    assert caught.value.reasons == ["Anda yang mencatat kejadian ini; orang lain yang harus memutuskannya."]


@pytest.mark.parametrize("role", ["admin_pusat", "dirjen", "auditor", "operator_ditjen"])
def test_other_roles_do_not_decide(cast: Cast, role: str) -> None:
    made = record(cast)
    with pytest.raises(NotPermitted):
        decide(made, make_user(role))


def test_a_verifier_of_the_province_decides_and_of_another_not(cast: Cast) -> None:
    made = record(cast)
    with pytest.raises(NotPermitted):
        decide(made, make_user("verifikator_ditjen", make_unit("91").region))
    assert decide(made, make_user("verifikator_ditjen", cast.region)).incident.state == "verified"


@pytest.mark.parametrize("role", ["admin_pusat", "dirjen", "auditor", "menteri"])
def test_other_roles_do_not_record(cast: Cast, role: str) -> None:
    with pytest.raises(NotPermitted):
        record(cast, make_user(role))


def test_a_unit_does_not_record_its_own(cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        record(cast, cast.operator)


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"kind": "theft"}, {"kind": "Pilih jenis kejadian."}),
        ({"description": " "}, {"description": "Uraian kejadian belum diisi."}),
        ({"source": ""}, {"source": "Sumber atau bukti belum diisi, misalnya nomor putusan."}),
        ({"source": "x" * 301}, {"source": "Terlalu panjang: paling banyak 300 huruf."}),
        ({"happened_on": date(2999, 1, 1)}, {"happened_on": "Tanggal 1 Januari 2999 belum tiba."}),
    ],
)
def test_what_cannot_be_recorded(cast: Cast, fields: dict[str, Any], found: dict[str, str]) -> None:
    with pytest.raises(FigureErrors) as caught:
        record(cast, **fields)
    assert (caught.value.errors, Incident.objects.count()) == ({"": found}, 0)


def test_what_counts_or_no_longer_counts_is_a_version_of_the_unit(cast: Cast) -> None:
    def version() -> int:
        cast.kabupaten.refresh_from_db()
        return cast.kabupaten.version

    decide(record(cast), cast.verifier, proven=False, note="Laporan palsu")
    versions = [version()]
    made = record(cast)
    decide(made, cast.verifier)
    versions.append(version())
    decide(made, cast.verifier, proven=False, note="Dibatalkan")
    versions.append(version())
    cast.act(cast.kabupaten, "submit", "verify", "finalise")
    decide(made, cast.verifier, note="Kasasi")
    assert [*versions, version()] == [0, 1, 2, 3]
