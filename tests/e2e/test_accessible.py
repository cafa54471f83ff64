"""The rules of WCAG 2.1 A and AA that axe knows, on every page of ours (`/api/docs/` is Swagger's own)."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.builders import make_figures, make_final, make_innovation
from tests.e2e.conftest import Visit
from tests.e2e.steps import sign_in
from tests.e2e.world import World, make_world

pytestmark = pytest.mark.django_db(transaction=True)
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
UNIT = "/wilayah/92.02/?periode=2025-1"
PAGES = {
    "": ["/masuk/", "/publik/2025-1/", "/publik/2025-1/92.03/", "/verifikasi/"],
    "operator_unit": ["/", "/isian/2025-1/92.02/", UNIT, "/perjanjian/2025/92.02/"],
    "verifikator_ditjen": ["/periode/2025-1/", "/penilaian/2025-1/", "/kejadian/", "/kejadian/baru/", UNIT],
    "dirjen": ["/", "/wilayah/92/?periode=2025-1"],
    "auditor": ["/jejak-audit/"],
}


@pytest.fixture
def world(live_server: object) -> World:
    """Some of everything: figures, an innovation that waits, a final result."""
    world = make_world()
    make_figures(world.evaluations["92.02"], by=world.users["operator_ditjen"])
    make_innovation(world.evaluations["92.02"], state="proposed")
    make_figures(world.evaluations["92.03"], by=world.users["operator_ditjen"])
    make_final(world.evaluations["92.03"])
    return world


def violations(page: Page, path: str) -> dict[str, list[str]]:
    """What axe finds wrong on a page: rule → the places."""
    page.goto(path)
    found = Axe().run(page, options=RULES).response["violations"]
    return {f"{path} {rule['id']}": [node["html"] for node in rule["nodes"]] for rule in found}


@pytest.mark.parametrize(("role", "width"), [*((role, 1280) for role in PAGES), ("operator_unit", 390)])
def test_pages_break_no_rule_of_wcag(visit: Visit, world: World, role: str, width: int) -> None:
    page = visit(viewport={"width": width, "height": 900})
    if role:
        sign_in(page, role)
    found: dict[str, list[str]] = {}
    for path in PAGES[role]:
        found |= violations(page, path)
    assert found == {}
