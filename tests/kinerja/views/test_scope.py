"""Every page as every role, with two regions that could leak into each other."""

from decimal import Decimal

import pytest
from django.test import Client

from kinerja.models import SemesterEvaluation
from kinerja.rules.workflow import ACTS
from tests.builders import make_final, make_user
from tests.kinerja.views.conftest import SignedIn
from tests.kinerja.views.two_regions import NATIONAL, ROLES, World

#: What an account at the kabupaten's office sees of the four units, by role; at the province's it is the same
#: for roles that end at the office itself.
REGIONAL = tuple(role for role in ROLES if role not in NATIONAL)
REACHES_CHILDREN = ("kepala_daerah", "pemantau_provinsi")


def names_in(client: Client, path: str) -> set[str]:
    """The units that a page names."""
    html = client.get(path).content.decode()
    return {name for name in ("Papua Barat", "Fakfak", "Aceh", "Sabang") if f"{name}</a>" in html}


@pytest.mark.parametrize("role", ROLES)
def test_period_lists_only_what_a_role_reaches(world: World, signed_in: SignedIn, role: str) -> None:
    """National roles see four units, regional ones their own; nobody another region's."""
    everything = {"Papua Barat", "Fakfak", "Aceh", "Sabang"}
    at_kabupaten = names_in(signed_in(world.account(role)), "/periode/2025-1/")
    at_province = names_in(signed_in(world.account(role, world.papua)), "/periode/2025-1/")
    if role in NATIONAL:
        assert (at_kabupaten, at_province) == (everything, everything)
    else:
        below = {"Fakfak"} if role in REACHES_CHILDREN else set()
        assert (at_kabupaten, at_province) == ({"Fakfak"}, {"Papua Barat"} | below)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", ["/", "/penilaian/2025-1/", "/periode/2025-1/?cari=Sabang&provinsi=3"])
def test_no_page_names_a_foreign_unit(world: World, signed_in: SignedIn, role: str, path: str) -> None:
    """Home, queue and a search for it by name: a foreign unit is not there."""
    html = signed_in(world.account(role)).get(path).content.decode()
    assert ("Kabupaten Sabang" in html or "Kota Sabang" in html) <= (role in NATIONAL)


@pytest.mark.parametrize("role", ROLES)
def test_unit_page_is_404_outside_the_scope(world: World, signed_in: SignedIn, role: str) -> None:
    """A foreign unit does not exist for somebody, rather than being forbidden."""
    client = signed_in(world.account(role))
    found = {code: client.get(f"/wilayah/{code}/").status_code for code in ("92.03", "92", "11.72")}
    foreign = 200 if role in NATIONAL else 404
    assert found == {"92.03": 200, "92": foreign, "11.72": foreign}


@pytest.mark.parametrize("role", REGIONAL)
@pytest.mark.parametrize("act", [row.name for row in ACTS])
def test_acts_on_a_foreign_unit_are_404(world: World, signed_in: SignedIn, role: str, act: str) -> None:
    """Nobody acts on what they cannot see, and nothing changes."""
    response = signed_in(world.account(role)).post(f"/penilaian/2025-1/11.72/{act}/", {"note": "coba"})
    assert response.status_code == 404
    assert SemesterEvaluation.objects.get(region_code="11.72").state == "draft"


#: Who opens which page at all; the rest is told so (403), visitors sign in first (302).
OPEN_TO = {
    "/jejak-audit/": {"auditor", "admin_pusat"},
    "/kejadian/": set(ROLES),
    "/periode/": set(ROLES),
    "/periode/2025-1/": set(ROLES),
    "/penilaian/2025-1/": set(ROLES),
}


@pytest.mark.parametrize("path", OPEN_TO)
def test_who_opens_a_page(world: World, signed_in: SignedIn, path: str) -> None:
    """The answer to every role, and to a visitor."""
    follow = {302: 200}
    found = {role: signed_in(world.account(role)).get(path).status_code for role in ROLES}
    assert {role: follow.get(status, status) for role, status in found.items()} == {
        role: 200 if role in OPEN_TO[path] else 403 for role in ROLES
    }
    assert Client().get(path).headers["Location"] == f"/masuk/?next={path}"


@pytest.mark.parametrize("path", ["/", "/publik/", "/publik/2025-1/", "/verifikasi/"])
def test_open_pages_need_no_account(world: World, path: str) -> None:
    """Visitors read them; what is not final is not on them."""
    html = Client().get(path).content.decode()
    assert [name for name in ("Fakfak", "Sabang", "Papua Barat", "Aceh") if name in html] == []


def test_public_pages_show_final_results_only(world: World) -> None:
    """One of four units is final: it alone is listed and has a page of its own."""
    make_final(world.fakfak, completion=Decimal("84.33"), nilai=80, kategori="Baik")
    visitor = Client()
    assert names_in(visitor, "/publik/2025-1/") == {"Fakfak"}
    codes = {code: visitor.get(f"/publik/2025-1/{code}/").status_code for code in ("92.03", "92", "11.72")}
    assert codes == {"92.03": 200, "92": 404, "11.72": 404}


def test_public_pages_name_no_account(world: World) -> None:
    """Who entered, verified and decided stays inside; so do the province's remarks (R12, UU 27/2022)."""
    final = make_final(world.fakfak, province_note="rahasia provinsi", province_stance="endorsed")
    assert final.final_by is not None
    for path in ("/publik/2025-1/", "/publik/2025-1/92.03/"):
        html = Client().get(path).content.decode()
        assert final.final_by.username not in html
        assert "rahasia provinsi" not in html


def test_what_does_not_exist_is_404(world: World, signed_in: SignedIn) -> None:
    """Unknown periods and codes are 404, whoever asks."""
    client = signed_in(world.account("auditor"))
    paths = ("/periode/2031-1/", "/wilayah/92.99/", "/wilayah/92.03/?periode=2031-1", "/?periode=2031-1")
    assert [client.get(path).status_code for path in paths] == [404, 404, 404, 404]


def test_a_machine_cannot_use_the_pages(world: World, signed_in: SignedIn) -> None:
    """An account for REST clients is sent to the sign-in like any visitor."""
    client = signed_in(make_user("klien_api"))
    assert client.get("/periode/2025-1/").headers["Location"] == "/masuk/?next=/periode/2025-1/"
