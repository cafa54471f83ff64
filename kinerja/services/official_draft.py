"""What one row of the workbook of officials says, before it is known whether all rows agree."""

from dataclasses import dataclass
from typing import Any

from kinerja.exchange.fault import Fault
from kinerja.exchange.layout import Row
from kinerja.selectors.tenures import Person, Post, Said, Tenure
from kinerja.services.import_plan import Differing


@dataclass(slots=True, eq=False)
class Draft(Differing):
    """A row that says something of a post: who held it when, or that it is empty.

    Args:
        row: of the file.
        key: of the tenure; what applying wrote is kept under it.
        post, person: stored, or to be made (``pk`` 0); nobody for an empty post.
        stored: the tenure as it is; None for a new one.
        before: what is stored of all three; None for a new tenure.
        after: what would be.
        faults: of all rows together, where this one adds what is wrong with it, or merely odd.
    """

    row: Row
    key: str
    post: Post
    person: Person | None
    stored: Tenure | None
    before: Said | None
    after: Said
    faults: list[Fault]

    def fault(self, head: str, what: str, todo: str, rule: str, value: str = "") -> None:
        """Note what is wrong at a cell."""
        self.faults.append(self.row.fault(head, what, todo, value=value, rule=rule))

    def remark(self, head: str, what: str, todo: str, rule: str) -> None:
        """Note what somebody should look at."""
        self.faults.append(self.row.fault(head, what, todo, rule=rule, grave=False))

    def is_readable(self, head: str) -> bool:
        """As ``Row.is_readable``."""
        return self.row.is_readable(head)

    @property
    def title(self) -> str:
        """The tenure as people know it."""
        return title_of(self.after)

    @property
    def signature(self) -> Any:
        """What it does, as plain data."""
        return [self.key, self.before, self.after]


def title_of(said: Said) -> str:
    """A tenure as people know it."""
    return f"{said.get('kode', '')} {said['nama_jabatan']}: {said.get('nama', '')}".strip()
