"""Reading a PDF in tests with tools that are not ours: pikepdf and poppler."""

import re
import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf

#: To a millimetre.
POINTS = 72 / 25.4
NBSP = "\N{NO-BREAK SPACE}"


def percent(text: str) -> str:
    """A percentage whose sign stays with its number."""
    return f"{text}{NBSP}%"


def run(*words: str | Path, stdin: bytes | None = None) -> str:
    """The output of a command of poppler or qpdf."""
    done = subprocess.run([str(word) for word in words], input=stdin, capture_output=True, check=False)
    return (done.stdout + done.stderr).decode()


def text_of(pdf: bytes) -> str:
    """All text in reading order, with single blanks."""
    return " ".join(run("pdftotext", "-layout", "-", "-", stdin=pdf).split())


_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">(.*?)</word>')


def words_of(pdf: bytes, page: int = 0) -> list[tuple[str, float, float, float]]:
    """Each word of a page, or of all, with its left and right edge and its top in millimetres."""
    only = ["-f", str(page), "-l", str(page)] if page else []
    found = _WORD.findall(run("pdftotext", *only, "-bbox", "-", "-", stdin=pdf))
    return [
        (word, float(left) / POINTS, float(right) / POINTS, float(top) / POINTS)
        for left, top, right, word in found
    ]


def pages_of(pdf: bytes) -> int:
    """How many pages."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


def attachments_of(pdf: bytes) -> dict[str, bytes]:
    """The embedded files by name."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return {name: spec.get_file().read_bytes() for name, spec in opened.attachments.items()}
