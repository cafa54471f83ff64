"""`prepare.py COMMAND… [then COMMAND…]…`: several management commands in one process, in this order.

Starting Django once instead of six times is most of the waiting of a second `make run`.
"""

import sys
from itertools import groupby
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from appraisal_site.entry import manage


def main() -> None:
    """Run them; the first that fails ends the process with its status."""
    for is_separator, words in groupby(sys.argv[1:], key="then".__eq__):
        if not is_separator:
            manage(["manage.py", *words])


if __name__ == "__main__":
    main()
