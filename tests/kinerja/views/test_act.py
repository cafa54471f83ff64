"""Acts on the page of a unit: post, redirect, say what came of it; a refusal keeps what was typed."""

from html import unescape

from django.test import Client
from django.utils import timezone

from kinerja.models import SemesterEvaluation
from kinerja.services.scoring import score_unit
from officials.models import User
from tests.builders import make_agreement, make_designated, make_figures, make_user
from tests.kinerja.views.conftest import SignedIn
from tests.kinerja.views.two_regions import World

UNIT = "/wilayah/92.03/?periode=2025-1"


def put(evaluation: SemesterEvaluation, state: str, by: User) -> SemesterEvaluation:
    """Bring an evaluation into a state with its signatures, without the workflow."""
    signs = {"submitted": ("submitted",), "verified": ("submitted", "verified")}[state]
    evaluation.state = state
    for sign in signs:
        setattr(evaluation, f"{sign}_at", timezone.now())
        setattr(evaluation, f"{sign}_by", by)
    evaluation.save()
    return evaluation


def act(client: Client, name: str, **data: str) -> tuple[int, str]:
    """Post an act on Fakfak; the status, and where it leads or what the page says."""
    response = client.post(f"/penilaian/2025-1/92.03/{name}/", data)
    return response.status_code, response.headers.get("Location", "") or unescape(response.content.decode())


def test_an_operator_submits(world: World, signed_in: SignedIn) -> None:
    """Post, redirect to the unit's page, which says it and shows the new state and its history."""
    make_figures(world.fakfak)
    client = signed_in(world.account("operator_unit"))
    assert act(client, "submit", note="Sudah lengkap") == (302, UNIT)
    html = client.get(UNIT).content.decode()
    assert "Isian diajukan dan menunggu verifikasi." in html
    assert "Sudah lengkap" in html
    world.fakfak.refresh_from_db()
    assert world.fakfak.state == "submitted"


def test_a_note_that_is_mandatory_is_asked_for(world: World, signed_in: SignedIn) -> None:
    """Returning without a note changes nothing and says what is missing."""
    put(world.fakfak, "submitted", make_user("operator_ditjen"))
    status, html = act(signed_in(world.account("verifikator_ditjen")), "return_", note=" ")
    assert status == 409
    assert "catatan wajib diisi" in html
    world.fakfak.refresh_from_db()
    assert world.fakfak.state == "submitted"


def test_a_refusal_keeps_the_note(world: World, signed_in: SignedIn) -> None:
    """Finalising an incomplete unit lists every reason; the words typed are still there."""
    put(world.fakfak, "verified", make_user("operator_ditjen"))
    status, html = act(signed_in(world.account("dirjen")), "finalise", note="Kata-kata saya <b>")
    assert status == 409
    assert "Belum dapat dilakukan; tidak ada yang berubah." in html
    assert "K1.1a: Belum dilaporkan." in html
    assert "Kata-kata saya <b>" in html


def test_a_result_that_changed_since_the_page_was_opened_is_looked_at_again(
    world: World, signed_in: SignedIn
) -> None:
    """Nobody decides on figures unseen: the refusal shows the new result, and the second try goes through."""
    make_figures(world.fakfak)
    score_unit(evaluation=world.fakfak, actor=None)
    put(world.fakfak, "submitted", make_user("operator_ditjen"))
    client = signed_in(world.account("verifikator_ditjen"))
    seen = world.fakfak.result_digest
    assert f'name="dilihat" value="{seen}"' in client.get(UNIT).content.decode()
    world.fakfak.realizations.filter(indicator__code="K1.2").update(numerator=1)
    score_unit(evaluation=world.fakfak, actor=None)
    status, html = act(client, "verify", dilihat=seen)
    assert status == 409
    assert "Hasilnya berubah sejak halaman ini dibuka; sekarang capaian" in html
    assert act(client, "verify", dilihat=world.fakfak.result_digest) == (302, UNIT)


def test_who_submitted_is_offered_no_verification(world: World, signed_in: SignedIn) -> None:
    """Whoever submitted cannot verify: neither offered nor accepted."""
    both = make_user("operator_ditjen", username="rangkap")
    put(world.fakfak, "submitted", both)
    client = signed_in(both)
    assert "/92.03/verify/" not in client.get(UNIT).content.decode()
    status, html = act(client, "verify")
    assert status == 403
    assert "Anda ikut mengisi atau mengajukan penilaian ini" in html


def test_an_act_that_came_too_late_says_by_whom(world: World, signed_in: SignedIn) -> None:
    """The second of two verifiers learns that somebody was faster."""
    make_figures(world.fakfak)
    make_agreement(world.fakfak)
    act(signed_in(world.account("operator_unit")), "submit")
    first, second = make_user("verifikator_ditjen", username="cepat"), make_user("verifikator_ditjen")
    assert act(signed_in(first), "verify") == (302, UNIT)
    status, html = act(signed_in(second), "verify")
    assert status == 409
    assert "keadaan penilaian ini Terverifikasi (tindakan terakhir oleh cepat)" in html


def test_a_zero_needs_its_indicator(world: World, signed_in: SignedIn) -> None:
    """A decided zero names one of the unit's indicators; another one is refused."""
    put(world.fakfak, "submitted", make_user("operator_ditjen"))
    client = signed_in(world.account("verifikator_ditjen"))
    status, html = act(client, "decide_zero", note="Tidak ada laporan", indicator="P1.4")
    assert (status, "Pilih indikator yang ditetapkan nol." in html) == (409, True)
    assert act(client, "decide_zero", note="Tidak ada laporan", indicator="K1.4") == (302, UNIT)
    assert "Tidak ada laporan" in client.get(UNIT).content.decode()


def test_unknown_acts_and_get_are_refused(world: World, signed_in: SignedIn) -> None:
    """Only the acts of the table exist, and only by POST."""
    client = signed_in(world.account("dirjen"))
    assert act(client, "hapus")[0] == 404
    assert client.get("/penilaian/2025-1/92.03/finalise/").status_code == 405


def test_several_final_at_once_each_by_itself(world: World, signed_in: SignedIn) -> None:
    """Ticked units go through the same service; a refusal names its unit and stops nobody else."""
    operator = make_user("operator_ditjen")
    for evaluation in (world.fakfak, world.sabang):
        put(evaluation, "verified", operator)
    make_figures(world.fakfak)
    make_agreement(world.fakfak, {"K1.2": 95, "K3": 2})
    make_designated()
    client = signed_in(world.account("dirjen"))
    data = {"unit": ["92.03", "11.72", "92"], "note": ""}
    html = client.post("/penilaian/2025-1/", data, follow=True).content.decode()
    assert "Kota Sabang: K1.1a: Belum dilaporkan." in html
    states = dict(SemesterEvaluation.objects.values_list("region_code", "state"))
    assert states == {"92.03": "final", "11.72": "verified", "92": "draft", "11": "draft"}


def test_nothing_ticked_is_said(world: World, signed_in: SignedIn) -> None:
    """An empty selection changes nothing."""
    client = signed_in(world.account("dirjen"))
    html = client.post("/penilaian/2025-1/", {}, follow=True).content.decode()
    assert "Belum ada unit kerja yang dicentang." in html
