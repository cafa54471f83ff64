"""How much memory a piece of work needs, measured in a process of its own."""

import gc
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from django.db import connection

#: Reports what it found; takes no more memory for that.
Work = Callable[[], Any]


def grown(prepare: Work, work: Work) -> tuple[float, Any]:
    """The growth of memory while a forked process works, in MiB, and what the work gave.

    Args:
        prepare: connects and imports, so that neither counts.
        work: its result is small and plain.
    """
    connection.close()  # a fork must not share it
    heard, said = get_context("fork").Pipe(duplex=False)
    child = get_context("fork").Process(target=_work, args=(said, prepare, work))
    child.start()
    found: tuple[float, Any] = heard.recv()
    child.join()
    return found


def _work(said: Connection, prepare: Work, work: Work) -> None:
    prepare()
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the highest mark begins anew
    before = _memory("VmRSS")
    result = work()
    said.send((_memory("VmHWM") - before, result))


def _memory(which: str) -> float:
    """What the system says of this process, in MiB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    [line] = [line for line in lines if line.startswith(f"{which}:")]
    return int(line.split()[1]) / 1024
