"""One official's appraisal through every hand, in a browser, on a desk and on a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kinerja.models import Appraisal, SignedDocument, StaffRating
from kinerja.rules.workflow import APPRAISAL_ACTS
from kinerja.views.act_said import OF_APPRAISAL
from officials.audit_chain import verify_chain
from officials.models import User
from tests.e2e.conftest import Visit
from tests.e2e.papers import make_evidence, pdfsig
from tests.e2e.steps import sign_in
from tests.e2e.world import PASSWORD
from tests.kinerja.appraisal_cast import Appraising

pytestmark = pytest.mark.django_db(transaction=True)
#: What the page says after an act, by the words on its button.
SAID = {row.label: str(OF_APPRAISAL[row.name]) for row in APPRAISAL_ACTS if row.name in OF_APPRAISAL}
SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture
def cast(live_server: object) -> Appraising:
    made = Appraising()
    for user in User.objects.all():
        user.set_password(PASSWORD)
        user.save()
    return made


@pytest.mark.parametrize("size", SIZES)
def test_an_appraisal_goes_through_every_hand(
    visit: Visit, cast: Appraising, size: str, tmp_path: Path
) -> None:
    address = f"/penilaian/2025-1/pejabat/{cast.kabid.pk}/"

    def arrive(user: User, path: str = address) -> Page:
        page = sign_in(visit(viewport=SIZES[size]), user.username, path)
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
        return page

    rated(arrive(cast.superior))
    assert (cast.kabid.state, StaffRating.objects.get().predikat) == ("submitted", "Baik")

    bupati = arrive(cast.bupati, "/penilaian/2025-1/pejabat/")
    bupati.get_by_role("link", name=cast.kabid.name).click()
    with_words(bupati, "Kembalikan", "Alasan (wajib)", "SKP belum memuat inovasi")
    assert cast.kabid.state == "returned"

    again = arrive(cast.superior)
    expect(again.locator("#riwayat")).to_contain_text("SKP belum memuat inovasi")
    act(again, "Ajukan kepada pejabat penilai")
    bupati.goto(address)
    approved_and_signed(bupati)
    assert cast.kabid.state == "signed"

    official = arrive(cast.official)
    act(official, "Terima hasil")
    objected(official, make_evidence(tmp_path))
    assert cast.kabid.state == "objected"

    bupati.goto(address)
    with_words(bupati, "Jawab keberatan", "Alasan (wajib)", "Nilai menurut bukti yang ada")
    gubernur = arrive(cast.gubernur)
    decided(gubernur)
    assert (cast.kabid.state, StaffRating.objects.get().predikat) == ("closed", "Sangat Baik")

    official.goto(address)
    told(official)
    official.locator("#dokumen li").get_by_role("link").first.click()
    with official.expect_download() as download:
        official.get_by_role("link", name="Unduh PDF").click()
    file = tmp_path / "hasil.pdf"
    download.value.save_as(file)
    assert "Signature is Valid." in pdfsig(file)
    statuses = SignedDocument.objects.order_by("revision").values_list("revision", "status")
    assert (list(statuses), verify_chain().broken) == ([(1, "superseded"), (2, "current")], None)


def rated(page: Page) -> None:
    """The superior rates by the matrix and hands in."""
    page.get_by_role("link", name="Isi atau ubah unsur 2").click()
    work = page.get_by_role("group", name="Hasil kerja")
    work.get_by_label("Sesuai ekspektasi").check()
    page.get_by_role("group", name="Perilaku").get_by_label("Sesuai ekspektasi").check()
    expect(page.locator("#hasil-unsur-2")).to_contain_text("Baik")
    page.get_by_role("button", name="Simpan dan ajukan").click()
    expect(page.locator(".messages")).to_be_visible()


def approved_and_signed(page: Page) -> None:
    """The Bupati looks, recommends, approves and signs."""
    act(page, "Mulai periksa")
    page.get_by_text("Tulis rekomendasi…").click()
    page.get_by_label("Karier").fill("Dipertahankan dalam jabatan")
    act(page, "Tulis rekomendasi")
    act(page, "Setujui")
    act(page, "Tanda tangani")
    expect(page.locator("#dokumen")).to_contain_text("Hasil Penilaian Kinerja Pejabat")


def objected(page: Page, evidence: Path) -> None:
    """The official objects in writing, with a file."""
    page.get_by_text("Ajukan keberatan…").click()
    form = page.locator("form[action$='/object/']")
    form.get_by_label("Alasan (wajib)").fill("Hasil kerja melampaui target")
    form.get_by_label("Lampiran").set_input_files(evidence)
    form.get_by_role("button", name="Ajukan keberatan").click()
    expect(page.locator(".messages")).to_contain_text("Keberatan diajukan")
    expect(page.locator("main")).to_contain_text("rekap-akta.pdf")


def decided(page: Page) -> None:
    """The Gubernur changes the value and signs the decision."""
    page.get_by_text("Putuskan keberatan…").click()
    form = page.locator("form[action$='/decide/']")
    form.get_by_label("Hasil diubah").check()
    form.get_by_label("Predikat unsur 2 yang baru").select_option("Sangat Baik")
    form.get_by_label("Putusan dengan pertimbangannya (wajib)").fill("Keberatan beralasan")
    form.get_by_role("button", name="Putuskan keberatan").click()
    expect(page.locator(".messages")).to_contain_text("Keberatan diputus; tinggal ditandatangani.")
    act(page, "Tanda tangani putusan")


def told(page: Page) -> None:
    """The timeline tells every act, by whom and why, the latest first or last."""
    timeline = page.locator("#riwayat")
    for words in (
        *(
            "Isi unsur 2",
            "Kembalikan",
            "SKP belum memuat inovasi",
            "Setujui",
            "Tanda tangani",
            "Terima hasil",
        ),
        *("Ajukan keberatan", "Hasil kerja melampaui target", "Jawab keberatan", "Putuskan keberatan"),
        *("Gubernur", "Keberatan beralasan", "Tanda tangani putusan"),
    ):
        expect(timeline).to_contain_text(words)


def with_words(page: Page, label: str, field: str, words: str) -> None:
    """Open an act that asks for words, write them and do it."""
    page.locator("#tindakan").get_by_text(f"{label}…").click()
    form = page.locator("#tindakan details[open] form")
    form.get_by_label(field).fill(words)
    form.get_by_role("button", name=label, exact=True).click()
    expect(page.locator(".messages")).to_contain_text(SAID[label])


def act(page: Page, label: str) -> None:
    """Do an act of the panel."""
    page.locator("#tindakan").get_by_role("button", name=label, exact=True).click()
    expect(page.locator(".messages")).to_contain_text(SAID[label])


def test_the_keyboard_goes_from_one_appraisal_to_the_next(visit: Visit, cast: Appraising) -> None:
    for kind in ("kabid", "kasi", "kasubag"):
        cast.bring("submitted", kind)
    page = sign_in(visit(), cast.bupati.username, "/penilaian/2025-1/pejabat/?giliran=saya")
    names = [link.inner_text() for link in page.locator("#daftar tbody th a").all()]
    page.locator("#daftar tbody th a").first.click()
    seen = [page.locator("h1").inner_text()]
    for key in ("j", "ArrowRight", "k"):
        page.keyboard.press(key)
        page.wait_for_function("name => document.querySelector('h1').innerText !== name", arg=seen[-1])
        seen.append(page.locator("h1").inner_text())
    assert seen == [names[0], names[1], names[2], names[1]]


def test_several_are_approved_after_seeing_each_in_one_list(visit: Visit, cast: Appraising) -> None:
    for kind in ("kabid", "kasi"):
        cast.bring("in_review", kind)
        cast.recommended(kind)
    page = sign_in(visit(), cast.bupati.username, "/penilaian/2025-1/pejabat/bersama/")
    for kind in ("kabid", "kasi"):
        page.get_by_role("checkbox", name=cast.office.appraisal(kind).name).check()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Setujui yang dicentang").click()
    expect(page.locator(".messages")).to_contain_text("2 penilaian disetujui")
    assert {row.state for row in Appraisal.objects.filter(kind__in=["kabid", "kasi"])} == {"approved"}
