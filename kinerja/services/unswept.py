"""Work that makes very many objects, without Python looking at all of them again and again meanwhile."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unswept() -> Iterator[None]:
    """Leave what refers in circles until the work is done; everything else goes as always.

    Python looks for circles whenever enough objects were made, among all that there are: with thousands of
    rows, none of which is in one, that takes a fifth of the time.
    """
    sweeps = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if sweeps:
            gc.enable()
