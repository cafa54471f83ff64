"""Issuing all documents of a period from its page, and having them as one ZIP."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from kinerja import tasks
from kinerja.models import Job, SignedDocument
from kinerja.services.document import issue_document
from tests.builders import make_region, make_user
from tests.kinerja.cast import Cast
from tests.kinerja.documents.keys import make_p12, ministry
from tests.kinerja.views.conftest import SignedIn

TO_FINAL = ("submit", "endorse", "verify", "finalise")


@pytest.fixture
def case(cast: Cast, media_root: Path) -> Cast:
    """Fakfak final."""
    cast.act(cast.kabupaten, *TO_FINAL)
    return cast


@pytest.mark.django_db(transaction=True)
def test_from_the_page_to_the_zip(media_root: Path, signed_in: SignedIn) -> None:
    case = Cast()
    case.act(case.kabupaten, *TO_FINAL)
    client = signed_in(case.dirjen)
    page = client.get(f"/periode/{case.period.code}/").content.decode()
    assert f"/dokumen/terbitkan/{case.period.code}/" in page
    answer = client.post(f"/dokumen/terbitkan/{case.period.code}/", {"nomor": "1", "wilayah": ""})
    job = Job.objects.get()
    assert (answer["Location"], job.state, job.done) == (f"/pekerjaan/{job.pk}/", "done", 1)
    assert job.arguments == {"period": case.period.code, "region": "", "numbers": True}
    page = client.get(answer["Location"]).content.decode()
    assert "1 dokumen unit kerja terbit." in page
    assert f'/pekerjaan/{job.pk}/berkas.zip">Unduh semua dokumen berlaku {case.period.label} (ZIP)' in page
    assert f'<a href="/periode/{case.period.code}/">{case.period.label}</a>' in page
    assert 'class="notice notice-success"' in page
    response = client.get(f"/pekerjaan/{job.pk}/berkas.zip")
    assert (response.status_code, response["Content-Type"]) == (200, "application/zip")
    made = zipfile.ZipFile(BytesIO(b"".join(response)))
    assert (made.testzip(), len(made.namelist())) == (None, 3)
    assert SignedDocument.objects.get().number == "800.1.3.3/1/Dukcapil"


@pytest.mark.parametrize("role", ["admin_pusat", "auditor", "operator_ditjen", "verifikator_ditjen"])
def test_others_do_not_issue(case: Cast, signed_in: SignedIn, role: str) -> None:
    client = signed_in(make_user(role))
    assert client.post(f"/dokumen/terbitkan/{case.period.code}/").status_code == 403
    page = client.get(f"/periode/{case.period.code}/").content.decode()
    assert f"/dokumen/terbitkan/{case.period.code}/" not in page
    assert Job.objects.count() == 0


def test_the_zip_is_offered_to_whoever_may_have_a_document(case: Cast, signed_in: SignedIn) -> None:
    page, address = f"/periode/{case.period.code}/", f"/dokumen/unduh/{case.period.code}/"
    operator, stranger = case.operator, make_user("operator_unit", make_region("11.72", "Sabang"))
    before = [address in signed_in(user).get(page).content.decode() for user in (case.dirjen, operator)]
    issue_document(evaluation=case.kabupaten, actor=case.dirjen)
    users = (case.dirjen, operator, stranger)
    after = [address in signed_in(user).get(page).content.decode() for user in users]
    assert (before, after) == ([False, False], [True, True, False])


def test_nothing_to_have(case: Cast, signed_in: SignedIn) -> None:
    client = signed_in(case.dirjen)
    assert client.get(f"/dokumen/unduh/{case.period.code}/").status_code == 404
    assert client.get(f"/dokumen/unduh/{case.period.code}/?wilayah=99").status_code == 404


@pytest.mark.parametrize("region", ["99", "9" * 500])
def test_a_region_that_is_none_begins_nothing(case: Cast, signed_in: SignedIn, region: str) -> None:
    client = signed_in(case.dirjen)
    answer = client.post(f"/dokumen/terbitkan/{case.period.code}/", {"wilayah": region}, follow=True)
    typed = region[:20]
    address = f"/periode/{case.period.code}/?terbitkan={typed}#dokumen"
    assert (answer.redirect_chain[-1][0], Job.objects.count()) == (address, 0)
    field = answer.context["issue_form"]["wilayah"]
    assert (field.value(), bool(field.errors), list(answer.context["messages"])) == (typed, True, [])


def test_the_form_says_which_number_comes_first_and_whether_the_page_waits(
    case: Cast, signed_in: SignedIn, settings: Settings
) -> None:
    client, address = signed_in(case.dirjen), f"/periode/{case.period.code}/"
    page = client.get(f"{address}?terbitkan=92&nomor=1").content.decode()
    waits = "Halaman ini menunggu sampai selesai"
    said = ("mulai 800.1.3.3/1/Dukcapil", waits, 'data-busy="Sedang menerbitkan…"', 'value="92"', " checked")
    assert [text for text in said if text not in page] == []
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    page = client.get(address).content.decode()
    background = "Berjalan sebagai pekerjaan latar"
    assert [text in page for text in (background, waits, "data-busy")] == [True, False, False]


def test_cancelled_and_resumed(case: Cast, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = {"period": case.period.code, "region": "", "numbers": False}
    job = Job.objects.create(
        kind="issue_documents", key="issue_documents:x", owner=case.dirjen, arguments=arguments
    )
    client, other = signed_in(case.dirjen), signed_in(make_user("dirjen", username="lain"))
    assert other.post(f"/pekerjaan/{job.pk}/batal/").status_code == 404
    assert client.post(f"/pekerjaan/{job.pk}/batal/")["Location"] == f"/pekerjaan/{job.pk}/"
    job.refresh_from_db()
    page = client.get(f"/pekerjaan/{job.pk}/").content.decode()
    assert (job.state, f"/pekerjaan/{job.pk}/lanjut/" in page) == ("cancelled", True)
    begun: list[dict[str, Any]] = []

    def begin(**given: Any) -> Job:
        begun.append(given)
        return job

    monkeypatch.setattr("kinerja.views.archive.begin", begin)
    client.post(f"/pekerjaan/{job.pk}/lanjut/")
    assert [row["arguments"] for row in begun] == [arguments]
    assert other.post(f"/pekerjaan/{job.pk}/lanjut/").status_code == 404


def test_a_passphrase_is_in_memory_alone(
    case: Cast, signed_in: SignedIn, settings: Settings, tmp_path: Path
) -> None:
    settings.SIGNING_P12 = make_p12(tmp_path, ministry())
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    client = signed_in(case.dirjen)
    asked = {"passphrase": "sangat-rahasia"}
    page = client.post(f"/dokumen/terbitkan/{case.period.code}/", asked, follow=True).content.decode()
    assert "Kata sandi sertifikat tidak disimpan bagi pekerja latar" in page
    assert (Job.objects.count(), tasks._secrets) == (0, {})
