"""Broken workbooks: the processor and the memory that the worst of them takes until its message is there."""

import time
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO

from kinerja.exchange.laid_out import read_laid_out
from kinerja.exchange.layout import Line
from kinerja.exchange.template import write_template
from kinerja.exchange.upload import UploadError
from tests.bench.forked import grown
from tests.bench.measure import Measure
from tests.kinerja.exchange.broken_books import BROKEN, UNDERSTOOD
from tests.kinerja.exchange.decree_columns import LAYOUT

LIMIT = 10 << 20
SECONDS, MOST = 2, 200


def measures() -> Iterator[Measure]:
    """Over the whole corpus; every file is read in a process of its own."""
    base = write_template(LAYOUT, {"Kabupaten-Kota": [Line({"kode": "92.03", "nama": "Kabupaten Fakfak"})]})
    found = []
    for name, (file, build, _text) in (BROKEN | UNDERSTOOD).items():
        memory, seconds = _read(file, build(base))
        found.append((seconds, memory, name))
    slowest, largest = max(found), max(found, key=lambda row: row[1])
    yield Measure(f"broken workbooks, seconds of the slowest: {slowest[2]}", slowest[0], SECONDS, goal=1)
    yield Measure(
        f"broken workbooks, memory of the largest: {largest[2]}", largest[1], MOST, goal=1, unit="MiB"
    )


def _read(name: str, content: bytes) -> tuple[float, float]:
    def work() -> float:
        start = time.process_time()
        with suppress(UploadError):
            read_laid_out(name, BytesIO(content), len(content), LIMIT, LAYOUT)
        return time.process_time() - start

    return grown(lambda: None, work)
