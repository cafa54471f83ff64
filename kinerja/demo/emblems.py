"""A made-up coat of arms for each government: a shield with its letter, marked "contoh"."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from regions.emblem import emblem_png
from regions.models import Emblem, Region

_SIDE = 288
_SHIELD = [(24, 20), (264, 20), (264, 150), (144, 272), (24, 150)]
_COLOURS = ("#17375e", "#2c5f4a", "#6b3a2a", "#4b3a6b")


def add_emblems() -> int:
    """Draw one for each region, and for the ministry, that has none; returns how many."""
    missing: list[Region | None] = list(Region.objects.filter(emblem=None).order_by("pk"))
    if not Emblem.objects.filter(region=None).exists():
        missing.append(None)
    drawn: dict[tuple[str, str], bytes] = {}
    rows = []
    for place, region in enumerate(missing):
        letter, colour = (region.name[0] if region else "K"), _COLOURS[place % len(_COLOURS)]
        if (letter, colour) not in drawn:
            drawn[letter, colour] = _shield(letter, colour)
        rows.append(Emblem(region=region, png=drawn[letter, colour], is_example=True))
    Emblem.objects.bulk_create(rows)
    return len(rows)


def _shield(letter: str, colour: str) -> bytes:
    picture = Image.new("RGBA", (_SIDE, _SIDE), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.polygon(_SHIELD, fill=colour, outline="#c9a227", width=8)
    pen.text((144, 110), letter, fill="white", font=ImageFont.load_default(130), anchor="mm")
    pen.text((144, 200), "contoh", fill="#f0e6c0", font=ImageFont.load_default(34), anchor="mm")
    made = BytesIO()
    picture.save(made, "PNG")
    return emblem_png(made.getvalue())
