"""The statement of an agreement before and after its signature; the code of a year; what waits for whom."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kinerja.models import IndicatorSet, PerformanceAgreement
from kinerja.selectors.agreement import Statement, codes_in_year, documents_of, return_reason, statement_of
from kinerja.selectors.home import OfferedAgreement, agreements_to_sign
from kinerja.services.agreement import draft_agreement
from kinerja.services.agreement_signing import offer_agreement, return_agreement
from officials.models import Appointment
from regions.models import RegionCode
from tests.builders import make_region, make_unit, make_user
from tests.kinerja.appraisal_cast import Appraising

YEAR = 2025


@pytest.fixture
def case(db: None, media_root: Path) -> Appraising:
    return Appraising()


@pytest.fixture
def draft(case: Appraising) -> PerformanceAgreement:
    """Fakfak's draft."""
    PerformanceAgreement.objects.all().delete()
    asked = {"unit": case.office.unit, "year": YEAR, "indicator_set": IndicatorSet.objects.get()}
    operator = make_user("operator_ditjen", username="penyusun")
    return draft_agreement(**asked, actor=operator, targets={}, number="800/1/Disdukcapil")


def vacate(case: Appraising) -> None:
    """The Kepala Dinas left yesterday."""
    yesterday = timezone.localdate() - timedelta(days=1)
    Appointment.objects.filter(position=case.office.posts["kepala_dinas"]).update(valid_until=yesterday)


def names(statement: Statement | None) -> list[str]:
    assert statement is not None
    return [party.name for party in (statement.signer, statement.second) if party is not None]


def test_the_parties_of_a_draft_are_those_of_today(case: Appraising, draft: PerformanceAgreement) -> None:
    """For whoever reads; a vacant post has nobody."""
    head, dirjen = case.superior.display_name, case.dirjen.display_name
    for reader in (case.superior, case.dirjen, case.bupati):
        assert names(statement_of(reader, draft)) == [head, dirjen]
    vacate(case)
    assert names(statement_of(case.bupati, draft)) == [dirjen]


def test_the_parties_of_an_offered_one_are_those_it_prints(
    case: Appraising, draft: PerformanceAgreement
) -> None:
    head, dirjen = case.superior.display_name, case.dirjen.display_name
    offer_agreement(agreement=draft, actor=case.superior)
    vacate(case)
    draft.refresh_from_db()
    assert names(statement_of(case.bupati, draft)) == [head, dirjen]


def test_one_on_paper_has_no_statement_here(case: Appraising, draft: PerformanceAgreement) -> None:
    PerformanceAgreement.objects.update(state="signed", signed_on=date(2025, 1, 2))
    draft.refresh_from_db()
    assert statement_of(case.bupati, draft) is None


def test_why_it_came_back(case: Appraising, draft: PerformanceAgreement) -> None:
    """Said of the draft, and no more once it is offered again."""

    def reason() -> str:
        draft.refresh_from_db()
        return return_reason(draft, documents_of(draft))

    said = [reason()]
    offer_agreement(agreement=draft, actor=case.superior)
    said.append(reason())
    return_agreement(agreement=draft, actor=case.dirjen, note="Terlalu rendah")
    said.append(reason())
    offer_agreement(agreement=draft, actor=case.superior)
    assert [*said, reason(), return_reason(None, [])] == ["", "", "Terlalu rendah", "", ""]


def test_what_waits_for_the_second_party(case: Appraising, draft: PerformanceAgreement) -> None:
    """The Dirjen of all Indonesia or of the place, nobody else; gone once it is back."""
    there = make_user("dirjen", case.province, username="dirjen-papua")
    elsewhere = make_user("dirjen", make_region("11", "Aceh"), username="dirjen-aceh")
    assert agreements_to_sign(case.dirjen) == []
    offer_agreement(agreement=draft, actor=case.superior)
    row = OfferedAgreement(
        YEAR, "92.03", "Disdukcapil Fakfak", case.superior.display_name, timezone.localdate()
    )
    everybody = (case.dirjen, there, elsewhere, case.superior, case.bupati, case.admin)
    assert [agreements_to_sign(user) for user in everybody] == [[row], [row], [], [], [], []]
    return_agreement(agreement=draft, actor=case.dirjen, note="Terlalu rendah")
    assert agreements_to_sign(case.dirjen) == []


def test_the_code_of_the_year(db: None) -> None:
    """The last one that the region bore in it, in one query for all; none where it bore none."""
    region = make_region("91.01", "Merauke", valid_until=date(2025, 7, 24))
    RegionCode.objects.create(region=region, code="93.01", valid_from=date(2025, 7, 25))
    unit = make_unit(region)
    later = make_unit(make_region("99.01", "Baru"))
    RegionCode.objects.filter(code="99.01").update(valid_from=date(2030, 1, 1))
    rows = [
        PerformanceAgreement(pk=at, unit=each, year=year)
        for at, (each, year) in enumerate([(unit, 2024), (unit, 2025), (unit, 2026), (later, 2025)])
    ]
    with CaptureQueriesContext(connection) as captured:
        found = codes_in_year(rows)
    assert (found, len(captured)) == ({0: "91.01", 1: "93.01", 2: "93.01", 3: ""}, 1)
    assert codes_in_year([]) == {}
