"""Element 2 decided elsewhere, by workbook: every row is judged by the rules of the period (II.C.2, R8)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from kinerja.exchange.fault import Fault
from kinerja.exchange.layout import Filled, Layout, Line, Row
from kinerja.exchange.staff_rating_columns import (
    APPRAISAL,
    DATA,
    KEYS,
    NIP,
    SHEET,
    TELLING,
    staff_rating_layout,
)
from kinerja.models import Appraisal, Period, SemesterEvaluation, StaffRating, WorkbookImport
from kinerja.rules.data import decimal_text
from kinerja.rules.staff.regime import judge, regime_on
from kinerja.rules.staff.types import Regime, StaffError
from kinerja.rules.workflow import appraisal_act
from kinerja.selectors.appraisal_page import nips_of
from kinerja.selectors.scores import in_region
from kinerja.services.appraisal_acts import check_party
from kinerja.services.appraisal_preconditions import missing
from kinerja.services.errors import Refused
from kinerja.services.import_plan import Book, given_period
from kinerja.services.record_import import Data, Record, Records
from kinerja.services.staff_rating import import_rating, put_back_rating, said_by
from officials.models import Official, User
from officials.nip import is_masked, mask_nip

ELSEWHERE = StaffRating.Origin.ELSEWHERE
#: Key of a rating's data → header.
HEADS = {key: head for head, key in DATA.items()}


def _layout(period: Period | None) -> Layout:
    found = given_period(period)
    rules = regime_on(found.cutoff)
    return staff_rating_layout(found.code, found.label, rules.name, rules.predikats, rules.scale)


def _filled(period: Period | None, region: str, user: User) -> Filled:
    """Everybody appraised with what was taken over already; a NIP is masked for who needs none (R12)."""
    rows = Appraisal.objects.visible_to(user).filter(period=given_period(period))
    offices = SemesterEvaluation.objects.filter(in_region(region), period=period)
    ordered = rows.filter(evaluation__in=offices).order_by("evaluation__region_code", "kind", "title")
    found = list(ordered.select_related("rating", "evaluation__unit"))
    nips = nips_of(found, user)
    return _layout(period), {SHEET: [_line(row, nips[row.pk]) for row in found]}


def _line(row: Appraisal, nip: str) -> Line:
    rating: StaffRating | None = getattr(row, "rating", None)
    known = {} if rating is None or rating.origin != ELSEWHERE else rating.data
    values = {head: known.get(key) for head, key in DATA.items() if key != "value"}
    value = known.get("value")
    post = f"{row.title}, {row.evaluation.full_name}"
    named = {APPRAISAL: row.pk, NIP: nip, "nama": row.name, "jabatan": post}
    return Line(named | values | {"nilai": None if value is None else Decimal(value)})


class _Known:
    """What the rows are checked against, read at once."""

    def __init__(self, period: Period | None, rows: Collection[Row], actor: User) -> None:
        self.period, self.actor = given_period(period), actor
        self.regime: Regime = regime_on(self.period.cutoff)
        ids = {row.cells.get(APPRAISAL) for row in rows} - {None}
        nips = {nip for row in rows if (nip := row.cells.get(NIP)) and not is_masked(nip)}
        self.appraisals = _appraisals(self.period, ids, nips, actor)
        self.by_nip = {nip: row for row in self.appraisals.values() for nip in _nips(row)}
        people = Official.objects.visible_to(actor).filter(nip__in=nips)
        self.people = set(people.values_list("nip", flat=True))

    def check(self, row: Row) -> Record | list[Fault]:
        """What a row says of an official's element 2, or everything that is wrong with it."""
        if not any(row.cells.get(head) for head in TELLING):
            return []
        if not all(map(row.is_readable, KEYS)):
            return []
        appraisal = self._found(row)
        if isinstance(appraisal, Fault):
            return [appraisal, *self._judged(row)[2]]
        data, predikat, faults = self._judged(row)
        rating: StaffRating | None = getattr(appraisal, "rating", None)
        before = None if rating is None else _facts_of(rating)
        is_same = before is not None and (before["_asal"], before["_isian"]) == (ELSEWHERE, data)
        if not is_same:
            faults = [*self._closed(row, appraisal), *faults]
        if faults:
            return faults
        after = before if is_same and before else _taken(data, predikat)
        notes = tuple(_notes(row, appraisal, None if is_same else rating))
        return Record(row, str(appraisal.pk), f"{appraisal.name}, {appraisal.title}", before, after, notes)

    def _found(self, row: Row) -> Appraisal | Fault:
        """The appraisal that a row is about: by its id, else by a whole NIP; where both stand, they agree."""
        number, nip = row.cells.get(APPRAISAL), row.cells.get(NIP, "")
        if number is None:
            return self.by_nip.get(nip) or self._nobody(row, nip)
        found = self.appraisals.get(number)
        if found is None:
            what = _("penilaian ini tidak ada pada periode %s dalam wilayah Anda") % self.period.code
            todo = _("unduh templat yang sekarang, atau ganti dengan NIP-nya.")
            return row.fault(APPRAISAL, what, todo, value=str(number))
        if nip and nip not in {shown for own in _nips(found) for shown in (own, mask_nip(own))}:
            what = _("bukan NIP pejabat pada id_penilaian ini")
            return row.fault(NIP, what, _("periksa keduanya."), rule="R12")
        return found

    def _closed(self, row: Row, appraisal: Appraisal) -> Iterable[Fault]:
        """Why nothing can be taken over for an official now."""
        key = NIP if row.cells.get(APPRAISAL) is None else APPRAISAL
        act = appraisal_act("import_rating")
        if not act.roles_in(appraisal.state):
            what = _("keadaan penilaiannya %s, jadi unsur 2 terkunci") % appraisal.get_state_display()
            todo = _("hapus barisnya, atau minta pejabat penilai mengembalikannya.")
            yield row.fault(key, what, todo, rule="R8")
            return
        try:
            check_party(act, appraisal, self.actor)
        except Refused as refusal:
            todo = _("serahkan kepada operator lain.")
            yield row.fault(key, " ".join(refusal.reasons), todo, rule="R12")
            return
        if reasons := missing(act, appraisal):
            yield row.fault(key, " ".join(reasons), _("hapus barisnya."), rule="R8")

    def _nobody(self, row: Row, nip: str) -> Fault:
        if not nip or is_masked(nip):
            what = _("baris ini tidak menyebut pejabatnya")
            return row.fault(NIP, what, _("isi id_penilaian dari templatnya, atau NIP yang utuh."))
        if nip in self.people:
            what = _("pejabat ini tidak dinilai pada periode %s") % self.period.code
            return row.fault(NIP, what, _("hapus barisnya, atau periksa periodenya."))
        return row.fault(NIP, _("NIP ini tidak dikenal dalam wilayah Anda"), _("periksa NIP-nya."))

    def _judged(self, row: Row) -> tuple[dict[str, Any], str, list[Fault]]:
        """The plain data of a row, its predikat, and what the rules of the regime find."""
        said = {key: row.cells.get(head) or "" for head, key in DATA.items()}
        value = row.cells.get("nilai")
        data = said | {"value": decimal_text(value), "predikat": self._word(said["predikat"])}
        try:
            return data, judge(self.regime.key, "elsewhere", data).predikat, []
        except StaffError as error:
            found = [self._fault(row, path, text) for path, text in error.errors.items()]
            return data, "", [fault for fault in found if row.is_readable(fault.head)]

    def _fault(self, row: Row, path: str, text: str) -> Fault:
        """A sentence of the rules, "what is wrong; what to do", as a fault of a cell."""
        head, typed = HEADS.get(path, path), row.cells.get("predikat") or ""
        if path == "predikat" and typed and self._word(typed) not in self.regime.predikats:
            what = _("bukan predikat %s") % self.regime.name
            todo = _("pilih salah satu dari: %s.") % ", ".join(self.regime.predikats)
            return row.fault(head, what, todo, value=typed, rule=self.regime.name)
        what, _mark, todo = text.partition("; ")
        return row.fault(head, what, todo, value=str(row.cells.get(head) or ""), rule=self.regime.name)

    def _word(self, typed: str) -> str | None:
        """The regime's own spelling of a predikat, whatever the capitals."""
        words = {word.casefold(): word for word in self.regime.predikats}
        return words.get(typed.casefold(), typed) or None


def _notes(row: Row, appraisal: Appraisal, replaced: StaffRating | None) -> Iterable[Fault]:
    """What is odd about a row: another name, something of another origin that it replaces."""
    said = row.cells.get("nama", "")
    words, own = (set(name.casefold().replace(",", " ").split()) for name in (said, appraisal.name))
    if said and not words & own:
        what = _("nama dalam berkas berbeda sama sekali dari %s") % appraisal.name
        yield row.fault("nama", what, value=said, grave=False)
    if replaced is not None and replaced.origin != ELSEWHERE:
        yield row.fault("predikat", _("menggantikan: %s") % said_by(replaced), grave=False, rule="R8")


def _appraisals(period: Period, ids: set[Any], nips: set[str], actor: User) -> dict[int, Appraisal]:
    """The appraisals of a period within somebody's reach that are named, by their ids."""
    related = ("official", "period", "evaluation__unit", "rating__rated_by")
    named = Q(pk__in=ids) | Q(nip__in=nips) | Q(official__nip__in=nips)
    rows = Appraisal.objects.filter(named, period=period, pk__in=Appraisal.objects.visible_to(actor))
    found = rows.select_related(*related).prefetch_related("objections").order_by("pk")
    return {row.pk: row for row in found}


def _nips(appraisal: Appraisal) -> Iterator[str]:
    """The NIP of an official today, and the one copied onto their appraisal."""
    yield from (nip for nip in (appraisal.official.nip, appraisal.nip) if nip)


def _facts(period: Period | None, keys: Iterable[str], lock: bool) -> dict[str, Data]:
    """What is stored, with every appraisal locked before the first of them writes to the audit trail.

    Whoever acts on one appraisal locks it, then the end of the trail. An import that held the end while it
    waited for its next row, and they for the end, would wait for each other for ever.
    """
    rows = Appraisal.objects.filter(pk__in=[int(key) for key in keys]).order_by("pk")
    if lock:
        list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))
    ratings = StaffRating.objects.filter(appraisal__in=rows.values("pk"))
    return {str(rating.appraisal_id): _facts_of(rating) for rating in ratings}


def _facts_of(rating: StaffRating) -> dict[str, Any]:
    """A rating as a record; what has no column is kept so that it can be put back."""
    shown = {head: rating.data.get(key) or "" for head, key in DATA.items()}
    return shown | {
        "predikat": rating.predikat,
        "_asal": rating.origin,
        "_isian": rating.data,
        "_alasan": rating.reason,
        "_sintetis": rating.synthetic,
        "_oleh": rating.rated_by_id,
        "_pada": rating.rated_at.isoformat(),
    }


def _taken(data: Mapping[str, Any], predikat: str) -> dict[str, Any]:
    """A row as the record that taking it over leaves, but for who does and when."""
    shown = {head: data[key] or "" for head, key in DATA.items()}
    kept = {"_asal": str(ELSEWHERE), "_isian": dict(data), "_alasan": "", "_sintetis": False}
    return shown | {"predikat": predikat} | kept


def _put(period: Period | None, wanted: Mapping[str, Data | None], actor: User, note: str) -> None:
    """Take ratings over, or put back what stood at some moment; each is an act on its appraisal, audited by
    itself.
    """
    keys = [int(key) for key in wanted]
    rows = Appraisal.objects.filter(pk__in=keys).select_related("period")
    found = {str(row.pk): row for row in rows}
    for key, data in wanted.items():
        if data is None or "_pada" in data:
            put_back_rating(appraisal=found[key], actor=actor, facts=data, note=note)
        else:
            import_rating(appraisal=found[key], actor=actor, data=data["_isian"], note=note)


RATINGS = Book(
    kind=WorkbookImport.Kind.RATINGS,
    role="operator_ditjen",
    has_period=True,
    layout=_layout,
    filled=_filled,
    **Records(known=_Known, facts=_facts, put=_put).acts,
)
