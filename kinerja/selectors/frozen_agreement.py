"""What a Perjanjian Kinerja freezes, gathered from the register."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from kinerja.documents.agreement_snapshot import AgreementSnapshot, Program, Promise, SetText
from kinerja.documents.code import new_code
from kinerja.documents.issuer import Issuer
from kinerja.documents.snapshot import Office, SignerText
from kinerja.models import Indicator, PerformanceAgreement
from kinerja.rules.rounding import written
from kinerja.selectors.frozen_result import CertificateSort, address_of, with_emblem
from officials.acting import Capacity
from officials.models import WorkUnit
from regions.models import RegionCode


@dataclass(frozen=True)
class Parties:
    """Who signs: the first party as what they act, and the Dirjen of the day."""

    first: Capacity
    second: SignerText
    day: date
    sort: CertificateSort


def frozen_agreement(
    agreement: PerformanceAgreement, parties: Parties, number: str, revision: int
) -> AgreementSnapshot:
    """The snapshot of an agreement about to be offered.

    Args:
        agreement: with unit, region and indicator set loaded.
        parties: who signs, and when.
        number: of the letter.
        revision: one more than that of the document before.

    Source: II.C.1; PermenPANRB 53/2014 (facts.md 6).
    """
    unit, tables, code = agreement.unit, agreement.indicator_set, new_code()
    office = _office(unit, parties.day)
    issuer = Issuer(office.government, office.name.upper(), office.address, office.contact)
    first = parties.first
    return AgreementSnapshot(
        code=code,
        url=address_of(code),
        number=number,
        revision=revision,
        issued_on=parties.day.isoformat(),
        synthetic=agreement.synthetic,
        development=parties.sort.development,
        bsre=parties.sort.bsre,
        issuer=with_emblem(issuer, unit.region),
        office=office,
        signer=SignerText(first.post, first.name, first.rank, first.nip),
        year=agreement.year,
        place=unit.region.capital,
        second=parties.second,
        basis=SetText(tables.code, tables.number, tables.decided_on.isoformat()),
        series=agreement.national_series,
        promises=_promises(agreement),
        programs=tuple(
            Program(row.name, row.budget, row.note) for row in agreement.programs.order_by("sequence")
        ),
    )


def _promises(agreement: PerformanceAgreement) -> tuple[Promise, ...]:
    agreed = dict(agreement.targets.values_list("indicator", "target"))
    rows = agreement.indicator_set.indicators.filter(duties=agreement.unit.duties).order_by("sequence")
    return tuple(
        Promise(
            code=row.code,
            sasaran=row.sasaran,
            text=row.text,
            target=_target(row, agreed[row.pk]) if row.pk in agreed else row.target_text,
            section=row.section,
            agreed=row.pk in agreed,
        )
        for row in rows
    )


def _target(row: Indicator, target: Decimal) -> str:
    unit = row.unit_label if row.kind == Indicator.Kind.COUNT else "%"
    return f"{written(target)} {unit}"


def _office(unit: WorkUnit, day: date) -> Office:
    """The office of today with its own letterhead data."""
    held = RegionCode.objects.on(day).filter(region=unit.region).select_related("parent").first()
    phone = _("Telepon %s") % unit.phone if unit.phone else ""
    return Office(
        region_code=held.code if held else "",
        region=unit.region.full_name,
        government=unit.government,
        name=unit.name,
        address=f"{unit.address} {unit.postal_code}".strip(),
        contact=" · ".join(part for part in (phone, unit.email, unit.website) if part),
        province=held.parent.full_name if held and held.parent else "",
    )
