"""Run every measure in a database of its own; exit 1 when one falls short. ``BENCH_JSON=1``: JSON lines."""

import json
import logging
import os
import sys
from itertools import chain

import django


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
    from tests.bench import archive, broken, documents, export, opening, people, scoring, world

    held, period = True, world.build()
    people.seat_all()
    # What asks no database is measured once.
    apart = chain(broken.measures(), documents.measures()) if database == "sqlite" else iter(())
    for measure in chain(
        scoring.measures(period),
        opening.measures(period),
        export.measures(period),
        archive.measures(period),
        apart,
    ):
        if os.environ.get("BENCH_JSON"):
            said = json.dumps({"database": database} | measure.as_data())
        else:
            said = measure.line()
        sys.stdout.write(said + "\n")
        sys.stdout.flush()
        held = held and measure.holds
    return held


if __name__ == "__main__":
    sys.exit(main())
