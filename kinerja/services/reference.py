"""Load reference data from a folder of facts: regions, sets of indicators, policies, national targets.

All of it or nothing, and as often as one likes. What a period uses is never changed (R11); what staff
corrected in the registers of regions and national targets is kept.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.exchange.indicator_set import SetFile, read_set
from kinerja.exchange.national_target import key_of, read_targets
from kinerja.exchange.reference_file import ReferenceFileError
from kinerja.exchange.scoring_policy import read_policy
from kinerja.models import IndicatorSet, NationalTarget, ScoringPolicy
from kinerja.rules.policy import Policy
from kinerja.services.frozen import FrozenError, refuse_if_frozen
from kinerja.services.indicator_set import load_set
from officials import audit
from officials.models import User
from regions.loading import LoadCounts, Outcome, load_regions
from regions.models import Region

LOAD_REGISTER = audit.register("reference.load", gettext_lazy("Memuat data acuan dari berkas"))
LOAD_POLICY = audit.register("scoring_policy.load", gettext_lazy("Memuat kebijakan penilaian dari berkas"))

Read = TypeVar("Read")


class ReferenceRefusedError(ValueError):
    """Reference data that was refused as a whole; nothing was written.

    Args:
        reasons: every reason, in Indonesian.
    """

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = list(reasons)
        super().__init__("\n".join(self.reasons))


@dataclass
class ReferenceReport:
    """What a load did; ``kept`` names national targets where staff's value stands against the file's."""

    regions: LoadCounts = field(default_factory=LoadCounts)
    indicator_sets: LoadCounts = field(default_factory=LoadCounts)
    scoring_policies: LoadCounts = field(default_factory=LoadCounts)
    national_targets: LoadCounts = field(default_factory=LoadCounts)
    kept: list[str] = field(default_factory=list)


@dataclass
class _Files:
    """The folder as read, before anything is written."""

    sets: list[SetFile]
    policies: list[ScoringPolicy]
    targets: list[NationalTarget]


def load_reference(*, actor: User | None, folder: Path) -> ReferenceReport:
    """Bring a folder of reference data into the database in one transaction; may be repeated.

    Args:
        actor: who loads; None for the system itself (set-up).
        folder: laid out as ``fixtures/``: regions, ``indicator_sets/*.json``, ``scoring_policies/*.json``,
            ``national_targets.csv``. Another set or policy is another file there (R11).

    Returns:
        What was added, changed and left as it was.

    Raises:
        ReferenceRefusedError: a file is broken, or a set or policy that a period uses differs from
            its file; all reasons at once, nothing written.

    Source: R2, R11.
    """
    files = _read(folder)
    report, refused = ReferenceReport(), list[str]()
    try:
        with transaction.atomic():
            _lock()
            report.regions = load_regions(folder)
            _load_targets(files.targets, report)
            for file in files.sets:
                _try(report.indicator_sets, refused, partial(load_set, actor=actor, file=file))
            for policy in files.policies:
                _try(report.scoring_policies, refused, partial(_load_policy, actor, policy))
            if refused:
                raise ReferenceRefusedError(refused)
            _record(Region, report.regions, actor)
            _record(NationalTarget, report.national_targets, actor)
    except (OSError, KeyError) as error:
        raise ReferenceRefusedError([_("Berkas wilayah tidak utuh: %s.") % error]) from error
    except IntegrityError as error:
        raise ReferenceRefusedError(
            [_("Berkas bertentangan dengan data yang sudah ada: %s.") % error]
        ) from error
    return report


def _read(folder: Path) -> _Files:
    faults: list[str] = []

    def each(read: Callable[[Path], Read], paths: Iterable[Path]) -> list[Read]:
        good = []
        for path in paths:
            try:
                good.append(read(path))
            except ReferenceFileError as error:
                faults.extend(error.reasons)
        return good

    sets = each(read_set, sorted(folder.glob("indicator_sets/*.json")))
    policies = each(read_policy, sorted(folder.glob("scoring_policies/*.json")))
    targets = each(read_targets, [folder / "national_targets.csv"])
    if faults:
        raise ReferenceRefusedError(faults)
    return _Files(sets, policies, targets[0])


def _lock() -> None:
    """Lock what a period might freeze meanwhile, before the audit trail is locked by the first entry."""
    list(IndicatorSet.objects.select_for_update().order_by("pk"))
    list(ScoringPolicy.objects.select_for_update().order_by("pk"))


def _try(counts: LoadCounts, refused: list[str], load: Callable[[], Outcome]) -> None:
    """Load one, so that every refusal is told and not only the first."""
    try:
        counts.count(load())
    except FrozenError as error:
        refused.append(str(error))


def _load_policy(actor: User | None, policy: ScoringPolicy) -> Outcome:
    stored = ScoringPolicy.objects.filter(version=policy.version).first()
    if stored is None:
        policy.save()
        audit.record(LOAD_POLICY, actor=actor, obj=policy, after=policy.data)
        return "added"
    before = Policy.from_data(stored.data).to_data()
    differences = [key for key, value in policy.data.items() if before[key] != value]
    if stored.name != policy.name:
        differences.append("name")
    if not differences:
        return "unchanged"
    refuse_if_frozen(f"{_('Kebijakan penilaian versi')} {stored.version}", stored.frozen_at, differences)
    stored.name, stored.data = policy.name, policy.data
    stored.save()
    audit.record(LOAD_POLICY, actor=actor, obj=stored, before=before, after=stored.data)
    return "changed"


def _load_targets(targets: Iterable[NationalTarget], report: ReferenceReport) -> None:
    known = {key_of(row): row for row in NationalTarget.objects.all()}
    new = [target for target in targets if key_of(target) not in known]
    NationalTarget.objects.bulk_create(new)
    report.national_targets = LoadCounts(added=len(new))
    for target in targets:
        stored = known.get(key_of(target))
        if stored is None:
            continue
        report.national_targets.count("unchanged")
        if (stored.target, stored.source) != (target.target, target.source):
            report.kept.append(str(stored))


def _record(register: type[models.Model], counts: LoadCounts, actor: User | None) -> None:
    """One audit entry for a whole register, when anything in it is new."""
    if counts.added or counts.changed:
        after = {"added": counts.added, "changed": counts.changed, "unchanged": counts.unchanged}
        audit.record(LOAD_REGISTER, actor=actor, obj=ContentType.objects.get_for_model(register), after=after)
