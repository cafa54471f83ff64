"""Officials by workbook: posts, people and tenures are added or changed, never moved or removed."""

from kinerja.exchange.laid_out import LaidOut
from kinerja.exchange.layout import Filled, Layout
from kinerja.exchange.official_columns import SHEET, official_layout
from kinerja.models import Period, WorkbookImport
from kinerja.selectors.tenures import Country
from kinerja.services.import_plan import Book, Plan, in_order
from kinerja.services.official_agree import agree, find_superiors
from kinerja.services.official_check import Rows
from kinerja.services.official_store import lock_people, store_officials
from kinerja.services.official_undo import restore_officials
from officials.models import User


def _layout(period: Period | None) -> Layout:
    return official_layout()


def _filled(period: Period | None, region: str, user: User) -> Filled:
    """Every tenure and every empty post, of a region or of all."""
    return official_layout(), {SHEET: list(Country(user).lines(region))}


def plan_officials(period: Period | None, file: LaidOut, actor: User) -> Plan:
    """Check every row by itself, then all of them together, and say what an import would do.

    Everything is read at once, in five queries; nothing is written.

    Args:
        period: none.
        file: as it was read by the layout.
        actor: an admin_pusat.
    """
    country = Country(actor)
    rows = Rows(country)
    drafts = [draft for row in file.rows if (draft := rows.draft(row))]
    agree(drafts, country)
    find_superiors(drafts, rows.posts.values())
    changed = tuple(draft for draft in drafts if draft.before != draft.after)
    return Plan(
        changed, len(drafts) - len(changed), in_order((*file.faults, *rows.faults), [SHEET]), file.layout
    )


def _lock(period: Period | None, file: LaidOut) -> None:
    lock_people()


OFFICIALS = Book(
    kind=WorkbookImport.Kind.OFFICIALS,
    role="admin_pusat",
    has_period=False,
    layout=_layout,
    filled=_filled,
    plan=plan_officials,
    lock=_lock,
    store=store_officials,
    restore=restore_officials,
)
