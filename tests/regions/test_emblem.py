"""A coat of arms becomes a small, plain PNG; anything else is refused by name."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from regions.admin import EmblemForm
from regions.emblem import MOST_KEPT, SIDE, emblem_png
from regions.models import Emblem


def picture(kind: str = "PNG", size: tuple[int, int] = (900, 600)) -> bytes:
    made = BytesIO()
    Image.new("RGB", size, "#17375e").save(made, kind)
    return made.getvalue()


def test_made_small_and_plain() -> None:
    made = emblem_png(picture())
    with Image.open(BytesIO(made)) as opened:
        assert (opened.format, max(opened.size), opened.info.get("author")) == ("PNG", SIDE, None)
    assert len(made) <= MOST_KEPT


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "bukan gambar PNG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "bukan gambar PNG"),
        (picture("JPEG"), "bukan gambar PNG"),
        (b"x" * (2 * 1024 * 1024 + 1), "terlalu besar"),
    ],
)
def test_anything_else_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        emblem_png(content)


@pytest.mark.django_db
def test_the_form_keeps_one_of_the_ministry() -> None:
    form = EmblemForm({"region": ""}, {"file": SimpleUploadedFile("x.png", picture())})
    assert form.is_valid(), form.errors
    form.save()
    assert [bytes(row.png)[:4] for row in Emblem.objects.all()] == [b"\x89PNG"]
    refused = EmblemForm({"region": ""}, {"file": SimpleUploadedFile("x.png", b"no")})
    assert refused.errors["file"] == ["Berkas ini bukan gambar PNG yang dapat dibaca."]
