"""Messages in a real browser: the bell counts, opening reads, at both widths and for axe too."""

import pytest
from playwright.sync_api import expect

from kinerja.models import Notification
from officials.models import User
from tests.e2e.conftest import Visit
from tests.e2e.steps import sign_in
from tests.e2e.test_accessible import violations
from tests.e2e.world import World, make_world

pytestmark = pytest.mark.django_db(transaction=True)
LONG = (
    "Keberatan atas penilaian 2025-1 diajukan oleh Drs. Yohanes Kambu, M.Si., Kepala Bidang Pelayanan "
    "Pendaftaran Penduduk pada Dinas Kependudukan dan Pencatatan Sipil; pejabat penilai menjawab paling "
    "lambat 24 Juli 2025."
)


@pytest.fixture
def world(live_server: object) -> World:
    """An auditor with one message read and two not, one of them long."""
    made = make_world()
    told = {"recipient": made.users["auditor"], "path": "/publik/2025-1/"}
    rows = [
        ("appraisal.sign", "Hasil penilaian 2025-1 atas nama Budi, Kasi, sudah ditandatangani."),
        ("reminder.review", "12 penilaian 2025-1 menunggu tindakan Anda sejak 3 Juli 2025."),
        ("appraisal.object", LONG),
    ]
    first, *_rest = [Notification.objects.create(**told, event=event, text=text) for event, text in rows]
    Notification.objects.filter(pk=first.pk).update(read_at=first.created_at)
    return made


@pytest.mark.parametrize("width", [1280, 390])
def test_messages_are_opened_from_the_bell(visit: Visit, world: World, width: int) -> None:
    """Two unread; opening one goes where it points and leaves one; reading all leaves none."""
    page = sign_in(visit(viewport={"width": width, "height": 900}), "auditor")
    bell = page.get_by_role("link", name="Pemberitahuan", exact=False)
    expect(bell).to_have_accessible_name("Pemberitahuan, 2 belum dibaca")
    bell.click()
    assert violations(page, "/pemberitahuan/") == {}
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_role("button", name=f"Buka: {LONG}").click()
    page.wait_for_url("**/publik/2025-1/")
    expect(bell).to_have_accessible_name("Pemberitahuan, 1 belum dibaca")
    bell.click()
    page.get_by_role("button", name="Tandai semua dibaca").click()
    expect(bell).to_have_accessible_name("Pemberitahuan")
    expect(page.get_by_role("button", name="Tandai dibaca")).to_have_count(0)
    page.get_by_role("button", name="Matikan surel").click()
    expect(page.get_by_role("button", name="Nyalakan surel")).to_be_visible()


@pytest.mark.parametrize("who", ["auditor", "admin_pusat"])
@pytest.mark.parametrize("width", [320, 390, 1100, 1220, 1280])
def test_the_bell_fits_beside_the_longest_menu(visit: Visit, world: World, who: str, width: int) -> None:
    """Nothing of the frame leaves the window, whatever its width and the length of a name."""
    User.objects.filter(username=who).update(first_name="Drs. Yohanes Kambu Wanggai, M.Si.")
    page = sign_in(visit(viewport={"width": width, "height": 900}), who)
    assert page.evaluate("document.documentElement.scrollWidth") == width
