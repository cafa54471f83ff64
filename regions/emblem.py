"""The picture of a coat of arms: small, plain PNG, whatever was uploaded."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

#: Bytes of an upload, and of what is kept: it travels inside of every document.
MOST_UPLOADED, MOST_KEPT = 2 * 1024 * 1024, 32 * 1024
#: Pixels of the longer side: 18 mm on paper at 400 dots an inch.
SIDE = 288
_COLOURS = 64


def emblem_png(content: bytes) -> bytes:
    """The picture made small and plain, without anything else that the file carried.

    Args:
        content: a PNG as it was uploaded.

    Raises:
        ValidationError: no PNG, too large, or still too large when made small.
    """
    if len(content) > MOST_UPLOADED:
        raise ValidationError(_("Gambar terlalu besar; paling besar 2 MB."))
    try:
        picture = Image.open(BytesIO(content), formats=["PNG"])
        picture.thumbnail((SIDE, SIDE))
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(_("Berkas ini bukan gambar PNG yang dapat dibaca.")) from error
    made = BytesIO()
    picture.convert("RGBA").quantize(_COLOURS).save(made, "PNG", optimize=True)
    if made.tell() > MOST_KEPT:
        raise ValidationError(_("Gambar ini terlalu rumit; pakai yang lebih sederhana."))
    return made.getvalue()
