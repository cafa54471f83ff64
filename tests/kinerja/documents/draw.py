"""``python -m tests.kinerja.documents.draw FOLDER``: the five documents as pictures for people."""

import os
import sys
from pathlib import Path

import django

FIVE = ("perjanjian", "unit", "pejabat", "rekapitulasi", "keputusan")
DPI, COLOURS = 80, 64


def main(folder: Path) -> None:
    """Draw every page of the five."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from tests.kinerja.documents.pages import drawn

    for name in FIVE:
        for number, page in enumerate(drawn(name, DPI, grey=False), start=1):
            page.convert("RGB").quantize(COLOURS).save(folder / f"{name}-{number}.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
