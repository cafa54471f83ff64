"""Two Perjanjian Kinerja of the year after: one signed by both parties, one that awaits the Dirjen."""

from kinerja.demo import EXAMPLE
from kinerja.models import IndicatorSet, PerformanceAgreement
from kinerja.services.agreement import draft_agreement
from kinerja.services.agreement_faults import Planned
from kinerja.services.agreement_signing import offer_agreement, sign_offered
from officials.models import Position, User, WorkUnit

YEAR = 2026
#: Offices that have one.
HEADS = 2
PROGRAMS = (
    Planned("Program Pendaftaran Penduduk", 1_250_000_000, EXAMPLE),
    Planned("Program Pencatatan Sipil", 875_500_000, EXAMPLE),
    Planned("Program Pengelolaan Informasi Administrasi Kependudukan", 640_000_000, EXAMPLE),
)


def add_promises(operator: User, dirjen: User) -> dict[str, int]:
    """Draft, offer and sign for the offices whose Kepala Dinas has an example account.

    Args:
        operator: drafts; the example operator of the Ditjen.
        dirjen: signs the first of them.

    Returns:
        How many were offered and how many signed.
    """
    chief = Position.Kind.KEPALA_DINAS
    heads = User.objects.filter(is_example=True, official__appointments__position__kind=chief)
    offered = signed = 0
    for head in heads.distinct().order_by("username")[:HEADS]:
        unit = WorkUnit.objects.filter(
            positions__kind=Position.Kind.KEPALA_DINAS, positions__appointments__official=head.official
        ).first()
        if unit is None or PerformanceAgreement.objects.filter(unit=unit, year=YEAR).exists():
            continue
        _offer(unit, operator, head)
        offered += 1
        if signed == 0:
            sign_offered(agreement=PerformanceAgreement.objects.get(unit=unit, year=YEAR), actor=dirjen)
            signed += 1
    return {"offered": offered, "signed": signed}


def _offer(unit: WorkUnit, operator: User, head: User) -> None:
    draft = draft_agreement(
        unit=unit,
        year=YEAR,
        indicator_set=IndicatorSet.objects.latest("decided_on"),
        actor=operator,
        targets={},
        number=f"800.1.3.3/{unit.pk}/Disdukcapil",
        programs=PROGRAMS,
    )
    PerformanceAgreement.objects.filter(pk=draft.pk).update(synthetic=True)
    offer_agreement(agreement=draft, actor=head)
