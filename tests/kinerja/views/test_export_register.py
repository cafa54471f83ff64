"""Delegations, messages, files sent in and agreements to sign as files, as each page has them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kinerja.models import Notification, WorkbookImport
from kinerja.services.agreement_signing import offer_agreement
from officials.models import Delegation, Official, Position, User
from tests.builders import make_region, make_user
from tests.kinerja.appraisal_cast import Appraising
from tests.kinerja.cast import Cast
from tests.kinerja.services.test_agreement_signing import Case
from tests.kinerja.views.conftest import SignedIn
from tests.kinerja.views.exports import lines, links, table

pytestmark = pytest.mark.django_db
Count = Callable[[Client, str], list[str]]


def delegate(post: Position, name: str, by: User) -> Delegation:
    today = timezone.localdate()
    days = {"decree_date": today, "valid_from": today, "valid_until": today + timedelta(days=3)}
    person = Official.objects.create(name=name)
    return Delegation.objects.create(
        position=post, delegate=person, decree_number="=800/1", recorded_by=by, **days
    )


def head_of_aceh() -> Position:
    return Position.objects.create(kind="kepala_daerah", title="Gubernur Aceh", region=make_region("11"))


def test_delegations_within_reach(signed_in: SignedIn, queries_of: Count) -> None:
    """Days are days; a Bupati has the own ones alone; as many queries for three as for one."""
    cast, path = Appraising(), "/delegasi/?unduh=xlsx"
    delegate(cast.office.posts["kepala_daerah"], "-Sekda", cast.bupati)
    bupati, admin = signed_in(cast.bupati), signed_in(cast.admin)
    queries_of(admin, path)
    few = len(queries_of(admin, path))
    for post in (head_of_aceh(), cast.gubernur.official.appointments.get().position):
        delegate(post, f"Jauh {post.pk}", make_user("admin_pusat"))
    [row] = table(bupati, path)
    today = timezone.localdate()
    assert (row[0], row[1], row[2].date(), row[4:7]) == (
        "kepala_daerah Fakfak",
        "-Sekda",
        today,
        ["ya", None, "=800/1"],
    )
    assert len(table(admin, path)) == 3
    assert len(queries_of(admin, path)) == few


def test_own_messages(signed_in: SignedIn) -> None:
    """The whole text, the moment in the office's clock; nobody else's."""
    reader, at = make_user("auditor"), datetime(2025, 8, 1, 3, tzinfo=UTC)
    for account, text in ((reader, "@Perlu dibaca"), (make_user("auditor"), "Milik orang lain")):
        said = {"event": "appraisal.submit", "text": text, "created_at": at}
        Notification.objects.create(recipient=account, **said)
    client = signed_in(reader)
    noon = datetime.fromisoformat("2025-08-01 10:00")
    assert table(client, "/pemberitahuan/?unduh=xlsx") == [
        [noon, "Penilaian diajukan", "@Perlu dibaca", None]
    ]
    assert (
        lines(client, "/pemberitahuan/?unduh=csv")[1] == "2025-08-01 10:00;Penilaian diajukan;'@Perlu dibaca;"
    )


def test_workbooks_sent_in(cast: Cast, signed_in: SignedIn, queries_of: Count) -> None:
    """All of them, read at once; whoever may not see the page gets no file."""

    def sent(name: str) -> None:
        of = {"name": name, "size": 1, "sha256": "0" * 64, "uploaded_by": make_user("operator_ditjen")}
        WorkbookImport.objects.create(kind="results", period=cast.period, **of)

    path, admin = "/impor/?unduh=xlsx", signed_in(cast.admin)
    sent("=satu.xlsx")
    queries_of(admin, path)
    few = len(queries_of(admin, path))
    for name in ("dua.xlsx", "tiga.xlsx"):
        sent(name)
    assert [row[:3] for row in table(admin, path)] == [[name, "Hasil semester", "2018-1"] for name in NAMES]
    assert len(queries_of(admin, path)) == few
    assert signed_in(cast.operator).get(path).status_code == 403


NAMES = ("tiga.xlsx", "dua.xlsx", "=satu.xlsx")


def test_agreements_that_wait_for_a_signature(case: Case, signed_in: SignedIn, client: Client) -> None:
    """The Dirjen has the list of the first page; others have none of it, and a visitor another page."""
    document, dirjen = offer_agreement(agreement=case.draft, actor=case.head), signed_in(case.dirjen)
    assert links(dirjen, "/") == [OFFERED, OFFERED.replace("xlsx", "csv")]
    [row] = table(dirjen, OFFERED)
    today = timezone.localdate()
    assert row[:4] == [2025, "92.03", case.unit.name, document.signer_name]
    assert row[4].date() == today
    assert lines(dirjen, OFFERED.replace("xlsx", "csv"))[1].endswith(f";{today.isoformat()}")
    assert table(signed_in(case.operator), OFFERED) == []
    assert client.get(OFFERED).headers["Content-Type"] == "text/html; charset=utf-8"
    agreement = "/perjanjian/2025/92.03/?unduh=xlsx&daftar=dokumen"
    assert table(dirjen, agreement)[0][1:4] == [document.code, "800/12/Disdukcapil", 1]
    assert table(dirjen, agreement)[0][6] == "Menunggu pihak kedua"


@pytest.fixture
def case(media_root: object) -> Case:
    return Case()


OFFERED = "/?daftar=perjanjian&unduh=xlsx"
