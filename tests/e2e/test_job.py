"""The page of a background job, watched while the job goes on."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from kinerja.models import Job
from tests.e2e.conftest import Visit
from tests.e2e.steps import sign_in
from tests.e2e.test_accessible import RULES
from tests.e2e.world import World, make_world


@pytest.fixture
def world(live_server: object) -> World:
    return make_world()


def move(job: Job, **fields: Any) -> None:
    """What a worker does meanwhile."""
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now(), **fields)


def test_a_job_is_seen_moving_until_it_has_ended(page: Page, world: World) -> None:
    """The part that moves asks each second, and no more once the job has ended."""
    owner = world.users["admin_pusat"]
    job = Job.objects.create(kind="open_appraisals", key="open_appraisals:2025-1", owner=owner)
    sign_in(page, owner.username, f"/pekerjaan/{job.pk}/")
    expect(page.get_by_role("heading", name="Menunggu")).to_be_visible()
    move(job, state="running", started_at=timezone.now(), attempts=1, done=2750, total=11000)
    expect(page.get_by_text("2.750 dari 11.000")).to_be_visible()
    move(job, done=5500)
    expect(page.get_by_role("img", name="50,00 %")).to_be_visible()
    lines = {"lines": ["11.000 penilaian dibuka."]}
    move(job, state="done", done=11000, finished_at=timezone.now(), result=lines)
    expect(page.get_by_role("status").get_by_text("11.000 penilaian dibuka.")).to_be_visible()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(2500)
    assert asked == []


@pytest.mark.parametrize("width", [1280, 390])
def test_each_state_breaks_no_rule_of_wcag(visit: Visit, world: World, width: int) -> None:
    page, owner = visit(viewport={"width": width, "height": 900}), world.users["admin_pusat"]
    ended, now = {"finished_at": timezone.now(), "done": 3, "total": 11}, timezone.now()
    sign_in(page, owner.username)
    found = {}
    for state, fields in {
        "running": {"done": 3, "total": 11, "started_at": now},
        "done": ended | {"result": {"lines": ["3 penilaian dibuka."]}},
        "failed": ended | {"error": "Hanya admin pusat yang membuka penilaian pejabat."},
    }.items():
        job = Job.objects.create(kind="open_appraisals", key=state, owner=owner, state=state, **fields)
        page.goto(f"/pekerjaan/{job.pk}/")
        found[state] = [rule["id"] for rule in Axe().run(page, options=RULES).response["violations"]]
    assert found == {"running": [], "done": [], "failed": []}
