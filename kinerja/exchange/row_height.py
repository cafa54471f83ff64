"""How tall a row is for its wrapped texts: not every program works that out when it opens a file."""

import textwrap
from collections.abc import Iterable

#: A row of text of 11 points; the tallest that a spreadsheet has.
_LINE, _TALLEST = 15, 409
#: The size of letters of which as many fit as the width says, in the widest of the usual fonts.
_SIZE = 9


def row_height(texts: Iterable[tuple[str, float]], size: int = 11) -> float:
    """The height of a row in points.

    Args:
        texts: each with the width of its column, in letters.
        size: of the letters, in points.
    """
    most = max((_lines(text, int(width * _SIZE / size)) for text, width in texts), default=1)
    return min(round(_LINE * size / 11 * most), _TALLEST)


def _lines(text: str, width: int) -> int:
    return sum(max(len(textwrap.wrap(line, max(width, 1))), 1) for line in text.split("\n"))
