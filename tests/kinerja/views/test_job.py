"""The page of a background job: for whom it is, what it says in each state, when it stops asking."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kinerja.models import Job
from officials.models import User
from tests.builders import make_region, make_user
from tests.kinerja.views.conftest import SignedIn

POLLS = 'hx-trigger="every 1s"'
NOW = timezone.now()


@pytest.fixture
def owner(db: None) -> User:
    return make_user("operator_unit", make_region("92.03"), username="pemilik")


def make_job(owner: User, **fields: Any) -> Job:
    return Job.objects.create(kind="open_appraisals", key="open_appraisals:2025-1", owner=owner, **fields)


def html_of(client: Client, job: Job, **headers: str) -> str:
    response = client.get(f"/pekerjaan/{job.pk}/", headers=headers)
    assert response.status_code == 200
    return unescape(response.content.decode())


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("admin_pusat", 200),
        ("auditor", 200),
        ("operator_unit", 404),
        ("operator_ditjen", 404),
        ("dirjen", 404),
    ],
)
def test_a_job_is_its_owners(owner: User, signed_in: SignedIn, role: str, status: int) -> None:
    """For another account it does not exist; who keeps the installation sees all of them."""
    address = f"/pekerjaan/{make_job(owner).pk}/"
    region = make_region("92.04") if role == "operator_unit" else None
    assert signed_in(owner).get(address).status_code == 200
    assert signed_in(make_user(role, region)).get(address).status_code == status
    assert Client().get(address)["Location"] == f"/masuk/?next={address}"


def test_a_running_job_shows_how_far_it_is_and_asks_on(owner: User, signed_in: SignedIn) -> None:
    now = timezone.now()
    job = make_job(
        owner, state="running", done=5500, total=11000, attempts=2, started_at=now, heartbeat_at=now
    )
    html = html_of(signed_in(owner), job)
    said = (
        "<h1>Pembukaan penilaian pejabat</h1>",
        "Berjalan",
        "5.500 dari 11.000",
        'width="50.00" height="4"',
        "percobaan ke-2",
        "pemilik",
        POLLS,
        f'hx-get="/pekerjaan/{job.pk}/"',
    )
    assert [text for text in said if text not in html] == []
    assert "Tidak ada kabar" not in html


def test_htmx_is_given_the_part_alone(owner: User, signed_in: SignedIn) -> None:
    html = html_of(signed_in(owner), make_job(owner), **{"HX-Request": "true"})
    assert (html.strip()[:8], "<h1" in html, POLLS in html) == ("<section", False, True)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"state": "done", "result": {"lines": ["11.000 penilaian dibuka."]}},
            "<li>11.000 penilaian dibuka.</li>",
        ),
        ({"state": "done", "result": {}}, "Selesai."),
        ({"state": "failed", "error": "Satu.\nDua <b>."}, "<ul><li>Satu.</li><li>Dua <b>.</li></ul>"),
    ],
)
def test_a_job_that_ended_says_what_came_of_it_and_asks_no_more(
    owner: User, signed_in: SignedIn, fields: dict[str, Any], said: str
) -> None:
    job = make_job(owner, finished_at=NOW, started_at=NOW, **fields)
    html = html_of(signed_in(owner), job)
    failed = "mulai sekali lagi dari halaman tempat pekerjaan ini diminta" in html
    assert (said in html, POLLS in html, failed) == (True, False, fields["state"] == "failed")


@pytest.mark.parametrize(
    ("state", "said"),
    [("queued", "Belum ada pekerja yang mengambil"), ("running", "Tidak ada kabar lebih dari lima menit")],
)
def test_a_job_without_a_worker_says_what_to_do(
    owner: User, signed_in: SignedIn, state: str, said: str
) -> None:
    job = make_job(owner, state=state)
    client = signed_in(owner)
    assert said not in html_of(client, job)
    Job.objects.update(created_at=NOW - timedelta(minutes=6))
    assert said in html_of(client, job)


def test_an_error_is_shown_as_text(owner: User, signed_in: SignedIn) -> None:
    job = make_job(owner, state="failed", finished_at=NOW, error="<script>alert(1)</script>")
    response = signed_in(owner).get(f"/pekerjaan/{job.pk}/")
    assert b"&lt;script&gt;alert(1)" in response.content


@pytest.mark.parametrize(
    ("result", "look"),
    [
        ({"issued": ["92.03"], "lines": ["1 dokumen unit kerja terbit."]}, "notice notice-success"),
        ({"signed": ["92.03 Budi"], "refused": [["92.02", "x"]], "lines": ["x"]}, "notice notice-warning"),
        ({"issued": [], "signed": [], "refused": [], "lines": ["Tidak ada yang diterbitkan."]}, "notice"),
    ],
)
def test_issuing_is_a_success_only_where_something_was_issued(
    owner: User, signed_in: SignedIn, result: dict[str, Any], look: str
) -> None:
    job = Job.objects.create(
        kind="issue_documents", key="k", owner=owner, state="done", finished_at=NOW, result=result
    )
    assert f'<div class="{look}" role="status">' in html_of(signed_in(owner), job)
