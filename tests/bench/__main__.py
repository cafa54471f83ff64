"""Run every measure in a database of its own; exit 1 when one falls short. ``BENCH_JSON=1``: JSON lines."""

import json
import logging
import os
import sys
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.measure import Measure


def main() -> int:
    """Build, measure, print; 0 when every goal is met."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # of the limit, that fonts are cut in Python
    from django.db import connection

    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        return 0 if _all_hold(connection.vendor) else 1
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def _all_hold(database: str) -> bool:
    held = True
    for measure in _measures(database):
        if os.environ.get("BENCH_JSON"):
            said = json.dumps({"database": database} | measure.as_data())
        else:
            said = measure.line()
        sys.stdout.write(said + "\n")
        sys.stdout.flush()
        held = held and measure.holds
    return held


def _measures(database: str) -> "Iterator[Measure]":
    """Every measure; officials come by workbook first, then made up for all the others."""
    from tests.bench import (
        archive,
        broken,
        documents,
        export,
        import_officials,
        opening,
        people,
        scoring,
        world,
    )

    period = world.build()
    yield from import_officials.measures()
    people.seat_all()
    yield from scoring.measures(period)
    yield from opening.measures(period)
    yield from export.measures(period)
    yield from archive.measures(period)
    if database == "sqlite":  # what asks no database is measured once
        yield from broken.measures()
        yield from documents.measures()


if __name__ == "__main__":
    sys.exit(main())
