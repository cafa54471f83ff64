"""The pages of each kind of document as pictures, and how far they are from what they should be."""

import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from kinerja.documents import render
from kinerja.documents.snapshot import Frozen
from tests.kinerja.documents import (
    agreement_samples,
    appraisal_samples,
    decision_samples,
    recapitulation_samples,
    samples,
)

FOLDER = Path(__file__).parent / "pages"
DPI = 60
#: Grey levels by which pages may differ on the whole, and blocks of them: fonts are drawn a little unlike
#: from one release of a library to the next, a line that moved is much more.
MEAN, BLOCK, SIZE = 1.5, 20, 16


def _production() -> Frozen:
    made = samples.kabkota()
    signer = replace(made.signer, name=("Prof. Dr. " + "Nama Panjang Sekali " * 5)[:80])
    return replace(made, development=False, synthetic=True, signer=signer)


#: What is compared; together they hold a long name, long tables, "sintetis", and a real certificate.
SHOWN: dict[str, Callable[[], Any]] = {
    "perjanjian": agreement_samples.agreement,
    "perjanjian-panjang": agreement_samples.hard,
    "unit": samples.kabkota,
    "unit-panjang": _production,
    "pejabat": appraisal_samples.decided,
    "rekapitulasi": recapitulation_samples.hard,
    "keputusan": decision_samples.decision,
}


def drawn(name: str, dpi: int = DPI, *, grey: bool = True) -> list[Image.Image]:
    """The pages of a document as pictures."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "made.pdf"
        source.write_bytes(render.pdf(SHOWN[name]()))
        words = [
            "pdftoppm",
            "-png",
            "-r",
            str(dpi),
            *(["-gray"] if grey else []),
            source,
            Path(folder) / "page",
        ]
        subprocess.run([str(word) for word in words], check=True)
        return [Image.open(path).copy() for path in sorted(Path(folder).glob("page*.png"))]


def difference(wanted: Image.Image, made: Image.Image) -> str:
    """In what a page is another one; "" where it is the same for the eye."""
    if wanted.size != made.size:
        return f"size {made.size} instead of {wanted.size}"
    first, second = (np.asarray(row.convert("L"), dtype=np.float32) for row in (wanted, made))
    apart = np.abs(first - second)
    height, width = (edge // SIZE * SIZE for edge in apart.shape)
    blocks = apart[:height, :width].reshape(height // SIZE, SIZE, width // SIZE, SIZE).mean(axis=(1, 3))
    if apart.mean() > MEAN:
        return f"differs by {apart.mean():.2f} grey levels"
    if blocks.max() > BLOCK:
        row, column = np.unravel_index(blocks.argmax(), blocks.shape)
        return f"differs around {column * SIZE}, {row * SIZE} by {blocks.max():.0f} grey levels"
    return ""
