"""Files of an appraisal leave as a download, and only to whoever sees the appraisal."""

from pathlib import Path

import pytest
from django.test import Client

from kinerja.models import Attachment
from tests.builders import make_user
from tests.kinerja.exchange.test_upload import pdf
from tests.kinerja.views.appraisal_desk import Desk, at, file
from tests.kinerja.views.conftest import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(media_root: Path) -> Desk:
    """A question about the figures with a file that backs it."""
    desk = Desk()
    with at(0):
        assert (
            desk.post(desk.cast.official, "clarify", note="Mengapa?", attachments=[file("kutipan.pdf")])[0]
            == 302
        )
    return desk


def test_for_whoever_sees_the_appraisal(desk: Desk, signed_in: SignedIn) -> None:
    """Both chains and those who oversee; for a colleague and an operator of the unit it does not exist."""
    address = f"/lampiran/{Attachment.objects.get().pk}/"
    with at(1):
        seen = {
            who: signed_in(desk.person(who)).get(address).status_code
            for who in ("official", "superior", "bupati", "gubernur", "verifier", "admin")
        }
        strangers = [desk.cast.office.users["kasubag"], make_user("operator_unit", desk.cast.fakfak)]
        hidden = [signed_in(user).get(address).status_code for user in strangers]
    assert (set(seen.values()), hidden) == ({200}, [404, 404])


def test_never_shown_as_a_page(desk: Desk, signed_in: SignedIn) -> None:
    """The bytes as they came, as an attachment that no browser runs; a visitor signs in first."""
    address = f"/lampiran/{Attachment.objects.get().pk}/"
    with at(1):
        response = signed_in(desk.person("official")).get(address)
        assert response.getvalue() == pdf()
    assert response.headers["Content-Disposition"] == 'attachment; filename="kutipan.pdf"'
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert Client().get(address).headers["Location"] == f"/masuk/?next={address}"


def test_a_file_that_is_gone_is_404(desk: Desk, signed_in: SignedIn) -> None:
    """The storage lost it: said plainly, not a failure of the program."""
    row = Attachment.objects.get()
    row.file.storage.delete(row.file.name)
    with at(1):
        assert signed_in(desk.person("official")).get(f"/lampiran/{row.pk}/").status_code == 404
