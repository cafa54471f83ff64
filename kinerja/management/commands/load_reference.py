"""``manage.py load_reference``: regions, sets of indicators, policies and national targets."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from kinerja.management.base import RefusedError, ReportingCommand, WrongUsageError
from kinerja.services.reference import ReferenceRefusedError, load_reference


class Command(ReportingCommand):
    """Load the reference data; repeat it as often as you like."""

    help = "Muat data acuan: wilayah, set indikator, kebijakan penilaian, target nasional. Boleh diulang."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--folder",
            type=Path,
            default=settings.BASE_DIR / "fixtures",
            help=_("Folder data acuan (bawaan: fixtures/)."),
        )

    def perform(self, *args: Any, folder: Path, **options: Any) -> dict[str, Any]:
        if not folder.is_dir():
            raise WrongUsageError(_("Folder %s tidak ada.") % folder)
        try:
            return asdict(load_reference(actor=None, folder=folder))
        except ReferenceRefusedError as error:
            raise RefusedError(error.reasons) from error

    def lines(self, outcome: dict[str, Any]) -> Iterator[str]:
        labels = {
            "regions": _("Wilayah"),
            "indicator_sets": _("Set indikator"),
            "scoring_policies": _("Kebijakan penilaian"),
            "national_targets": _("Target nasional"),
        }
        for key, label in labels.items():
            yield _("%(label)s: %(added)d ditambah, %(changed)d diubah, %(unchanged)d tetap.") % (
                {"label": label} | outcome[key]
            )
        for name in outcome["kept"]:
            yield _("Dipertahankan, berbeda dari berkas: %s") % name
