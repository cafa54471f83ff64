"""verify_audit: walks the audit trail and names the first entry that is not as it was written."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kinerja.management.base import RefusedError, ReportingCommand, WrongUsageError
from officials.audit_chain import Head, verify_chain


class Command(ReportingCommand):
    """Verify the chain; export its head, or compare it with a head exported before."""

    help = "Periksa rantai jejak audit; sebut entri pertama yang rusak, hilang, atau diputar mundur."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--export-head", type=Path, metavar="BERKAS", help="simpan ujung rantai untuk diperiksa kelak"
        )
        parser.add_argument(
            "--against", type=Path, metavar="BERKAS", help="bandingkan dengan ujung yang pernah disimpan"
        )

    def perform(
        self, *, export_head: Path | None = None, against: Path | None = None, **options: Any
    ) -> dict[str, Any]:
        """Walk the chain; nothing is exported of a broken one."""
        report = verify_chain(_read(against) if against else None)
        if report.broken:
            raise RefusedError([_("Entri %d: %s") % (report.broken.sequence, report.broken.reason)])
        if export_head:
            export_head.write_text(json.dumps(asdict(report.head)) + "\n", encoding="utf-8")
        return {"status": "whole", "entries": report.entries, "head": asdict(report.head)}

    def lines(self, outcome: dict[str, Any]) -> Iterable[str]:
        yield _("Jejak audit utuh: %d entri.") % outcome["entries"]
        if outcome["entries"]:
            yield _("Ujung: %s") % outcome["head"]["hash"]


def _read(path: Path) -> Head:
    try:
        return Head.from_data(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise WrongUsageError(_("%s bukan ujung jejak audit yang diekspor.") % path.name) from error
