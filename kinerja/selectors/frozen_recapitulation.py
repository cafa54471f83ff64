"""What the recapitulation of a province freezes, gathered from the register in a fixed number of queries."""

from kinerja.documents.code import new_code
from kinerja.documents.recapitulation_snapshot import Member, RecapitulationSnapshot
from kinerja.documents.snapshot import PeriodText
from kinerja.models import SemesterEvaluation, SignedDocument
from kinerja.rules.recapitulation import recapitulated
from kinerja.selectors.frozen_result import Frame, address_of, office_of

FINAL = SemesterEvaluation.State.FINAL


def frozen_recapitulation(
    frame: Frame, province: SemesterEvaluation, revision: int, number: str = ""
) -> RecapitulationSnapshot:
    """The snapshot of a province and its kab/kota as they stand now.

    Args:
        frame: the period, the day and who signs.
        province: final, with unit and region loaded.
        revision: of the recapitulation.
        number: the official number, free text; "" for none.

    Returns:
        Inputs and results are those stored when each unit became final; the others have neither (R3).
    """
    units = list(
        SemesterEvaluation.objects.filter(period=frame.period, province=province.unit.region_id)
        .select_related("unit")
        .order_by("region_code")
    )
    current = SignedDocument.objects.filter(
        evaluation__in=units, kind=SignedDocument.Kind.UNIT_RESULT, status=SignedDocument.Status.CURRENT
    )
    documents = dict(current.values_list("evaluation", "code"))
    final = [unit for unit in units if unit.state == FINAL]
    code, period = new_code(), frame.period
    return RecapitulationSnapshot(
        code=code,
        url=address_of(code),
        number=number,
        revision=revision,
        issued_on=frame.day.isoformat(),
        synthetic=province.synthetic or any(unit.synthetic for unit in final),
        development=frame.sort.development,
        bsre=frame.sort.bsre,
        issuer=frame.issuer,
        office=office_of(province),
        period=PeriodText(period.code, period.label, period.cutoff.isoformat()),
        basis=frame.basis,
        signer=frame.signer,
        labels=frame.labels[province.duties],
        inputs={"province": province.inputs or {}, "units": [unit.inputs or {} for unit in final]},
        result=recapitulated(province.result or {}, [unit.result or {} for unit in final]),
        members=tuple(_member(unit, documents.get(unit.pk, "")) for unit in units),
    )


def _member(unit: SemesterEvaluation, document: str) -> Member:
    is_final = unit.state == FINAL
    return Member(
        code=unit.region_code,
        name=unit.full_name,
        state=str(unit.get_state_display()),
        final=is_final,
        synthetic=unit.synthetic and is_final,
        document=document if is_final else "",
    )
