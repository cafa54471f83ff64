"""pyHanko's reader of PDF files, made fast enough to compare the states of a file."""

from functools import cache
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfStrictReadError
from pyhanko.pdf_utils.reader import PdfFileReader

#: Numbers in the head of an object stream; a document of ours has some thousand objects.
_MOST_OBJECTS = 100_000


class Reader(PdfFileReader):
    """Reads the head of an object stream once, not once for each object in it."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__(BytesIO(pdf))
        self._opened = cache(self._open)

    def _open(self, number: int) -> tuple[bytes, list[tuple[int, int]]]:
        """The content of an object stream, and number and place of each object in it."""
        stream: Any = generic.Reference(number, 0, self).get_object()
        content, first = bytes(stream.data), int(stream["/First"])
        if stream["/Type"] != "/ObjStm" or not 0 <= stream["/N"] <= _MOST_OBJECTS:
            raise PdfStrictReadError("not an object stream")
        head = [int(word) for word in content[:first].split()]
        if len(head) != 2 * stream["/N"]:
            raise PdfStrictReadError("the head of an object stream is damaged")
        return content, [(head[at], first + head[at + 1]) for at in range(0, len(head), 2)]

    def _get_object_from_stream(self, idnum: int, stmnum: int, idx: int) -> Any:
        content, places = self._opened(stmnum)
        if not 0 <= idx < len(places) or places[idx][0] != idnum:
            raise PdfStrictReadError("an object is not in its place in the object stream")
        stream = BytesIO(content)
        stream.seek(places[idx][1])
        found = generic.read_object(stream, generic.Reference(idnum, 0, self))
        if isinstance(found, generic.StreamObject | generic.IndirectObject):
            raise PdfStrictReadError("an object stream holds what it must not")
        return found
