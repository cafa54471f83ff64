"""A Kepala Bidang under appraisal, and people who act on its page as a browser without script does."""

from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kinerja.models import Appraisal
from kinerja.selectors.appraisal_seen import seen_now
from kinerja.services.staff_rating import save_rating
from officials.models import User
from tests.kinerja.appraisal_cast import RATED, Appraising
from tests.kinerja.exchange.test_upload import pdf

#: The unit's result becomes final and the appraisal is worked on from this moment on: noon in Jayapura.
START = datetime(2025, 8, 1, 3, tzinfo=UTC)
#: The acts from the draft to the end, each with who does it, on which day after the start, and what is typed.
WAY: tuple[tuple[str, str, int, dict[str, Any]], ...] = (
    ("submit", "superior", 0, {"note": "Sudah dinilai"}),
    ("review", "bupati", 0, {}),
    ("recommend", "bupati", 0, {"career": "Dipertahankan"}),
    ("approve", "bupati", 0, {}),
    ("sign", "bupati", 0, {"number": "800/1/2025"}),
    ("receive", "official", 1, {}),
    ("object", "official", 2, {"note": "Perilaku saya lebih baik"}),
    ("answer", "bupati", 3, {"note": "Nilainya sudah tepat"}),
    ("decide", "gubernur", 4, {"note": "Diperbaiki", "outcome": "changed", "predikat": "Sangat Baik"}),
    ("sign_decision", "gubernur", 5, {"number": ""}),
)


def at(days: float) -> AbstractContextManager[Any]:
    """The clock some days after the start."""
    return time_machine.travel(START + timedelta(days=days), tick=False)


class Desk:
    """An office whose result is final, and a browser for whoever acts."""

    def __init__(self, **policy: Any) -> None:
        with at(0):
            self.cast = Appraising(**policy)
            save_rating(
                appraisal=self.cast.kabid, actor=self.cast.superior, origin="entered", data=dict(RATED)
            )

    @property
    def row(self) -> Appraisal:
        """The appraisal as it is now."""
        return self.cast.kabid

    @property
    def path(self) -> str:
        """The address of its page."""
        return f"/penilaian/2025-1/pejabat/{self.row.pk}/"

    def get(self, user: User, path: str = "") -> tuple[int, str]:
        """Ask for the page; the status, and what it says."""
        response = _browser(user).get(path or self.path)
        return response.status_code, unescape(response.content.decode())

    def post(self, user: User, name: str, **data: Any) -> tuple[int, str]:
        """Post an act; the status, and where it leads or what the page says.

        Approval and signature carry the digest of what stands now, unless the data say another.
        """
        if name in ("approve", "sign", "sign_decision"):
            data = {"seen_digest": seen_now(self.row)} | data
        response = _browser(user).post(f"{self.path}{name}/", data)
        said = unescape(response.content.decode())
        return response.status_code, response.headers.get("Location", "") or said

    def person(self, name: str) -> User:
        """Who is meant by a name of ``WAY``."""
        found: User = getattr(self.cast, name)
        return User.objects.get(pk=found.pk)

    def walk(self, until: str) -> Appraisal:
        """Do the acts of ``WAY`` on the page until the appraisal is in a state."""
        for name, who, day, typed in WAY:
            if self.row.state == until:
                break
            self.step(name, who, day, typed)
        return self.row

    def step(self, name: str, who: str, day: float, typed: dict[str, Any]) -> None:
        """Do one act, which must go through."""
        with at(day):
            assert self.post(self.person(who), name, **typed) == (302, self.path)


def file(name: str = "bukti.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    """A file as a form sends it."""
    return SimpleUploadedFile(name, pdf() if content is None else content)


def _browser(user: User) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client
