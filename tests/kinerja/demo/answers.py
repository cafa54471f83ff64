"""What the commands answer about the demonstration."""

import json
from io import StringIO
from typing import Any

from django.core.management import call_command


def ask(*words: str) -> str:
    """What a command prints."""
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def score_of(period: str, region: str, indicator: str) -> dict[str, Any]:
    """One indicator of one unit in ``score --json``."""
    rows = json.loads(ask("score", period, "--region", region, "--json"))
    row = next(row for row in rows if row["unit"]["code"] == region)
    found: dict[str, Any] = next(one for one in row["indicators"] if one["code"] == indicator)
    return found
