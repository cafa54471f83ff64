"""The pages look as intended; ``UPDATE_PAGES=1`` takes what is drawn now as the intention."""

import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw

from tests.kinerja.documents.pages import FOLDER, SHOWN, difference, drawn


@pytest.mark.parametrize("name", SHOWN)
def test_the_pages_look_as_intended(name: str, tmp_path: Path) -> None:
    made = drawn(name)
    paths = [FOLDER / f"{name}-{number}.png" for number in range(1, len(made) + 1)]
    if os.environ.get("UPDATE_PAGES"):
        _keep(name, paths, made)
    assert sorted(FOLDER.glob(f"{name}-?.png")) == paths, "another number of pages"
    told = []
    for path, page in zip(paths, made, strict=True):
        wanted = Image.open(path)
        if said := difference(wanted, page):
            page.save(tmp_path / path.name)
            if wanted.size == page.size:
                ImageChops.difference(wanted.convert("L"), page.convert("L")).save(
                    tmp_path / f"apart-{path.name}"
                )
            told.append(f"{path.name}: {said}; see {tmp_path}, renew with UPDATE_PAGES=1")
    assert told == []


def _keep(name: str, paths: list[Path], made: list[Image.Image]) -> None:
    for path in FOLDER.glob(f"{name}-?.png"):
        path.unlink()
    for path, page in zip(paths, made, strict=True):
        page.quantize(32).save(path, optimize=True)


def test_a_line_that_moved_is_seen() -> None:
    wanted = Image.open(FOLDER / "unit-1.png").convert("L")
    moved = wanted.copy()
    moved.paste(wanted.crop((0, 300, wanted.width, 330)), (0, 304))
    assert difference(wanted, moved) != ""
    struck = wanted.copy()
    ImageDraw.Draw(struck).rectangle((100, 200, 140, 212), fill=0)
    assert difference(wanted, struck) != ""
    assert difference(wanted, wanted) == ""
    assert difference(wanted, wanted.crop((0, 0, 10, 10))) != ""
