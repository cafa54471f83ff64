"""What a run of issuing makes: units and appraisals frozen one after the other, each with its number."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kinerja.models import Period, SemesterEvaluation
from kinerja.selectors.document_number import DITJEN, UNIT, following, office_key, suggested_number
from kinerja.selectors.frozen_result import Tables
from kinerja.services.appraisal_document import AppraisalDraft, draft_appraisal, read_appraisal
from kinerja.services.document import Draft, drafts, require_same_result
from kinerja.services.errors import Refused
from kinerja.services.signing import Session

#: Evaluations frozen together: their figures are read at once, their documents made before the next ones.
CHUNK = 40


@dataclass(frozen=True)
class Task:
    """A document about to be made, or why it is not; ``official`` is "" where it is about a unit."""

    evaluation: SemesterEvaluation
    draft: Draft | AppraisalDraft | None
    official: str = ""
    reasons: tuple[str, ...] = ()


class Numbers:
    """The next number of each office, counted on from what the register suggests; nothing reserves them."""

    def __init__(self) -> None:
        self._last: dict[str, str] = {}

    def next(self, office: str) -> str:
        """The number that follows the one given last."""
        given = self._last.get(office)
        number = following(given) if given else suggested_number(office, UNIT)
        self._last[office] = number
        return number


@dataclass(frozen=True)
class Tasks:
    """The documents of a run, frozen one after the other while earlier ones are being made."""

    period: Period
    session: Session
    numbers: Numbers | None

    def units(self, pending: list[int]) -> Iterator[Task]:
        """The final results of some units; their figures are read a chunk at once."""
        for start in range(0, len(pending), CHUNK):
            for draft in drafts(self.period, pending[start : start + CHUNK], self.session):
                numbered = replace(draft, snapshot=replace(draft.snapshot, number=self._number(DITJEN)))
                try:
                    require_same_result(numbered)
                except Refused as refused:
                    yield Task(draft.evaluation, None, reasons=tuple(refused.reasons))
                else:
                    yield Task(draft.evaluation, numbered)

    def appraisals(self, pending: list[int]) -> Iterator[Task]:
        """The approved appraisals of some officials, each as it is now."""
        tables = Tables(self.period)
        for row in map(read_appraisal, pending):
            number = self._number(office_key(row.assessor)) if row.assessor else ""
            try:
                yield Task(
                    row.evaluation, draft_appraisal(row, "sign", self.session, tables, number), str(row)
                )
            except Refused as refused:
                yield Task(row.evaluation, None, str(row), tuple(refused.reasons))

    def _number(self, office: str) -> str:
        return self.numbers.next(office) if self.numbers else ""
