"""The board, recommendations, posts without a score and clarifications as files, as each page has them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from kinerja.models import Clarification, Evidence, UnassessedPost
from kinerja.selectors.appraisal_elements import elements
from kinerja.services.clarification import ask_clarification
from kinerja.services.recommendation import Planned, recommend
from tests.kinerja.appraisal_lists import NOW, TODAY, Lists, put
from tests.kinerja.views.conftest import SignedIn
from tests.kinerja.views.exports import lines, links, sheet, table

LIST, BOARD = "/penilaian/2025-1/pejabat/", "/penilaian/2025-1/papan/"
ADVICE, QUESTIONS = "/penilaian/2025-1/rekomendasi/", "/klarifikasi/"
FORMULA = "+Dibina"
Count = Callable[[Client, str], list[str]]


@pytest.fixture
def lists(db: None) -> Any:
    """Fakfak and Sabang: an approved recommendation in each, a post without a score, a question."""
    with time_machine.travel(NOW, tick=False):
        made = Lists()
        for office in (made.office, made.other):
            advise(office, "kabid")
            vacant(office)
        ask_clarification(
            appraisal=made.office.appraisal("kasi"), actor=made.office.users["kasi"], text="@Kenapa?"
        )
        yield made


def advise(office: Any, kind: str) -> None:
    row = put(office.appraisal(kind), "in_review")
    plan = [Planned("Bimbingan", TODAY + timedelta(days=3)), Planned("Magang", TODAY + timedelta(days=9))]
    recommend(
        appraisal=row, actor=office.users["kepala_daerah"], guidance=FORMULA, proposal="Usul", plan=plan
    )
    put(office.appraisal(kind), "approved")


def vacant(office: Any) -> None:
    post = office.posts["kasubag"]
    UnassessedPost.objects.create(
        period=office.period,
        evaluation=office.evaluation,
        position=post,
        kind=post.kind,
        title=f"-{post.title}",
        reason="empty",
    )


def test_the_board_by_region(lists: Lists, signed_in: SignedIn) -> None:
    """Provinces with their numbers, the opened one followed by its offices; a Bupati has the own region."""
    head, *rows = sheet(signed_in(lists.admin), f"{BOARD}?unduh=xlsx&daftar=wilayah&wilayah=92")
    assert (head[:3], head[-3:]) == (["Kode", "Wilayah", "Jumlah"], ["Terlambat", "Terhambat", "Sebab"])
    assert [row[:3] for row in rows] == [
        ["11", "Provinsi Aceh", 5],
        ["92", "Provinsi Papua Barat", 5],
        ["92.03", "Kabupaten Fakfak", 5],
    ]
    bupati = signed_in(lists.office.users["kepala_daerah"])
    assert [row[0] for row in table(bupati, f"{BOARD}?unduh=xlsx&daftar=wilayah")] == ["92", "92.03"]


def test_the_board_by_assessor(lists: Lists, signed_in: SignedIn) -> None:
    """Narrowed to the opened province, as beneath it."""
    everywhere = table(signed_in(lists.admin), f"{BOARD}?unduh=xlsx&daftar=penilai")
    fakfak = table(signed_in(lists.admin), f"{BOARD}?unduh=xlsx&daftar=penilai&wilayah=92")
    titles = {"kepala_daerah Fakfak", "kepala_daerah Sabang"}
    assert titles <= {row[0] for row in everywhere}
    assert titles & {row[0] for row in fakfak} == {"kepala_daerah Fakfak"}
    assert sum(row[2] for row in fakfak) == 5


def test_recommendations_as_filtered(lists: Lists, signed_in: SignedIn) -> None:
    """Every part in its column, days as days, how many are overdue as a number."""
    dirjen = signed_in(lists.dirjen)
    head, row = sheet(dirjen, f"{ADVICE}?unduh=xlsx&wilayah=92")
    said = dict(zip(head, row, strict=True))
    due = datetime.fromisoformat("2025-10-03")
    assert [said[name] for name in ("Kode", "Pembinaan", "Batas berikutnya", "Tindak lanjut lewat")] == [
        *("92.03", FORMULA, due, 0)
    ]
    assert said["Rencana pembinaan"] == (
        "Bimbingan (paling lambat 3 Oktober 2025); Magang (paling lambat 9 Oktober 2025)"
    )
    assert [found[2] for found in table(dirjen, f"{ADVICE}?unduh=xlsx")] == ["11.72", "92.03"]
    bupati = signed_in(lists.office.users["kepala_daerah"])
    assert [found[2] for found in table(bupati, f"{ADVICE}?unduh=xlsx")] == ["92.03"]
    assert ";'+Dibina;" in lines(bupati, f"{ADVICE}?unduh=csv")[1]
    provinces = table(bupati, f"{ADVICE}?unduh=xlsx&daftar=provinsi")
    assert provinces == [["92", "Papua Barat", 1, 0, 0, 1, 1, 0]]
    assert signed_in(lists.office.users["kasi"]).get(f"{ADVICE}?unduh=xlsx").status_code == 403


def test_posts_without_a_score(lists: Lists, signed_in: SignedIn) -> None:
    path = f"{LIST}?unduh=xlsx&daftar=tanpa-nilai"
    rows = table(signed_in(lists.admin), f"{path}&wilayah=92")
    assert rows == [["-kasubag Fakfak", "92.03", "Kabupaten Fakfak", "Kosong", None]]
    assert [row[1] for row in table(signed_in(lists.admin), path)] == ["11.72", "92.03"]
    assert [row[1] for row in table(signed_in(lists.office.users["kepala_daerah"]), path)] == ["92.03"]


def test_clarifications_within_reach(lists: Lists, signed_in: SignedIn) -> None:
    due = Clarification.objects.get().due
    [row] = table(signed_in(lists.verifier), f"{QUESTIONS}?unduh=xlsx")
    assert (row[3:6], row[7].date(), row[8:]) == (
        ["92.03", "Kabupaten Fakfak", "@Kenapa?"],
        due,
        ["WIT", None],
    )
    assert table(signed_in(lists.other.users["kepala_daerah"]), f"{QUESTIONS}?unduh=xlsx") == []


@pytest.mark.parametrize(
    ("path", "names"),
    [
        (LIST, ["", "tanpa-nilai"]),
        (BOARD, ["wilayah", "penilai"]),
        (ADVICE, ["provinsi", ""]),
        (QUESTIONS, [""]),
    ],
)
def test_every_link_gives_a_file_to_its_reader_alone(
    lists: Lists, signed_in: SignedIn, client: Client, path: str, names: list[str]
) -> None:
    reader = signed_in(lists.admin)
    found = links(reader, path)
    assert [each.partition("daftar=")[2].partition("&")[0] for each in found[::2]] == names
    assert {"attachment" in reader.get(each)["Content-Disposition"] for each in found} == {True}
    assert {client.get(each).headers["Location"].partition("?")[0] for each in found} == {"/masuk/"}
    assert reader.get(f"{path}?unduh=xlsx&daftar=lain").status_code == (200 if path == QUESTIONS else 404)


@pytest.mark.parametrize(
    "path", [f"{ADVICE}?", f"{LIST}?daftar=tanpa-nilai&", f"{BOARD}?daftar=penilai&", f"{QUESTIONS}?"]
)
def test_as_many_queries_for_more_rows(
    lists: Lists, signed_in: SignedIn, queries_of: Count, path: str
) -> None:
    client = signed_in(lists.admin)
    client.get(f"{path}unduh=xlsx")
    few = len(queries_of(client, f"{path}unduh=xlsx"))
    advise(lists.office, "kasi")
    row = lists.office.appraisal("kasubag")
    ask_clarification(appraisal=row, actor=lists.office.users["kasubag"], text="Kenapa?")
    UnassessedPost.objects.create(
        period=lists.period,
        evaluation=lists.office.evaluation,
        position=lists.office.posts["kasi"],
        kind="kasi",
        title="kasi",
        reason="empty",
    )
    assert len(queries_of(client, f"{path}unduh=xlsx")) == few


def test_what_the_page_of_an_appraisal_lists(lists: Lists, signed_in: SignedIn, client: Client) -> None:
    """Indicators of the own bidang, earlier results, evidence; to nobody who may not see the appraisal."""
    row = lists.office.appraisal("kabid")
    path = f"{LIST}{row.pk}/"
    kept = {"evaluation": row.evaluation, "size": 2048, "sha256": "0" * 64, "uploaded_by": lists.admin}
    Evidence.objects.create(name="=bukti.pdf", **kept)
    reader = signed_in(lists.admin)
    found = {each.partition("daftar=")[2].partition("&")[0]: each for each in links(reader, path)}
    assert list(found) == ["indikator", "pejabat", "bukti"]
    files = {name: table(reader, each.replace("csv", "xlsx")) for name, each in found.items()}
    one = row.result["element_one"]
    derived = {part.code for group in elements(row).one.groups for part in group.parts}
    assert {said[2] for said in files["indikator"]} == derived
    assert len(derived) > 1
    [past] = files["pejabat"]
    assert (past[:3], past[3:5]) == (
        ["2025-1", row.name, row.title],
        [float(one["carried"]["completion"]), one["carried"]["nilai"]],
    )
    assert (files["bukti"][0][1:3], type(files["bukti"][0][3])) == (["=bukti.pdf", 2048], datetime)
    stranger = signed_in(lists.other.users["kasi"])
    assert {stranger.get(each).status_code for each in found.values()} == {404}
    assert {client.get(each).status_code for each in found.values()} == {302}
    assert reader.get(f"{path}?unduh=xlsx&daftar=lain").status_code == 404
