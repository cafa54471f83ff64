"""What is wrong between the rows of a set of indicators, whether read from a file or stored (R2, R5, R11).

A set is data: whatever the rules cannot judge is told here, before a period is opened on it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from kinerja.models import Incident, Indicator, ServiceOutput
from officials.models import WorkUnit

Kind, Rollup = Indicator.Kind, Indicator.Rollup
#: What a kind cannot be judged without (R2).
NEEDED = {
    Kind.RATIO: ("target",),
    Kind.NATIONAL_TARGET: ("measure",),
    Kind.NONE_ALLOWED: ("measure",),
    Kind.RANGE: ("target", "upper"),
}
#: What can be summed over the kab/kota, and what they can only fulfil or not (R5).
ROLLED = {
    Rollup.SUM: (Kind.RATIO, Kind.NATIONAL_TARGET, Kind.ALL_UNITS, Kind.RANGE, Kind.REPORTS),
    Rollup.SHARE: (Kind.VERSION, Kind.NONE_ALLOWED),
}
#: Kinds whose figure comes from a register of the unit, which feeds one indicator (K2, K3).
REGISTERED = (Kind.REPORTS, Kind.COUNT)


def misfits(
    indicators: Sequence[Indicator], parents: Mapping[str, str], outputs: Sequence[ServiceOutput]
) -> Iterator[str]:
    """Tell what is wrong between the rows of a set.

    Args:
        indicators: every row, each clean by itself.
        parents: code of a part -> code of its group.
        outputs: the outputs of the set.

    Returns:
        Indonesian sentences that name the row; none where the rules can judge every indicator.

    Source: R2, R5, R11.
    """
    by_code = {row.code: row for row in indicators}
    if not indicators:
        yield _("set ini tidak memuat indikator.")
    yield from _repeated(_("indikator"), [row.code for row in indicators])
    yield from _repeated(_("keluaran"), [f"{row.duties} {row.code}" for row in outputs])
    for row in indicators:
        found = (*_faults(row, parents, by_code), *_rollup_faults(row, by_code))
        yield from (f"{_('indikator')} {row.code}: {fault}" for fault in found)
    yield from _register_faults(indicators, outputs)
    for output in outputs:
        if output.scored_by and output.scored_by not in by_code:
            yield _("keluaran %(code)s: indikator “%(scored_by)s” tidak ada.") % vars(output)


def _repeated(what: str, codes: list[str]) -> list[str]:
    return [
        _("%(what)s %(code)s muncul %(times)d kali.") % {"what": what, "code": code, "times": times}
        for code, times in Counter(codes).items()
        if times > 1
    ]


def _faults(row: Indicator, parents: Mapping[str, str], by_code: Mapping[str, Indicator]) -> Iterator[str]:
    parent = parents.get(row.code)
    group = by_code.get(parent or "")
    if parent and (group is None or group.kind != Kind.MEAN or group.duties != row.duties):
        yield _("induk “%s” harus baris jenis mean pada tabel yang sama.") % parent
    if row.kind == Kind.MEAN and (parent or row.code not in parents.values()):
        yield _("jenis mean harus punya bagian dan tidak boleh menjadi bagian.")
    for field in NEEDED.get(Kind(row.kind), ()):
        if getattr(row, field) in (None, ""):
            yield _("%(field)s wajib untuk jenis %(kind)s.") % {"field": field, "kind": row.kind}
    if row.target is not None and row.target <= 0 and row.kind != Kind.NONE_ALLOWED:
        yield _("target harus lebih besar dari 0.")
    if row.upper is not None and (row.target is None or row.upper < row.target):
        yield _("batas atas harus sama dengan atau di atas target.")
    if row.weight <= 0:
        yield _("bobot harus lebih besar dari 0.")
    if row.kind == Kind.NONE_ALLOWED and row.measure and row.measure not in Incident.Kind.values:
        yield _("measure harus salah satu dari: %s.") % ", ".join(Incident.Kind.values)
    if parent and row.weight != 1:
        yield _("bagian tidak berbobot sendiri; bobotnya pada induknya.")


def _rollup_faults(row: Indicator, by_code: Mapping[str, Indicator]) -> Iterator[str]:
    """What keeps a province's indicator from being drawn from its kab/kota (R5)."""
    source = by_code.get(row.fed_by)
    if bool(row.rollup) != bool(row.fed_by) or (row.fed_by and source is None):
        yield _("cara menggulung dan indikator asalnya harus disebut bersama, dan asalnya harus ada.")
    if not row.rollup or source is None:
        return
    if row.duties != WorkUnit.Duties.PROVINSI:
        yield _("hanya indikator provinsi yang digulung dari kabupaten/kota.")
    if row.kind not in ROLLED[Rollup(row.rollup)]:
        words = {"kind": row.kind, "rollup": row.rollup}
        yield _("jenis %(kind)s tidak dapat digulung dengan cara %(rollup)s.") % words
    if source.kind != row.kind or (source is not row and source.duties != WorkUnit.Duties.KABKOTA):
        yield _("asal “%s” harus indikator kabupaten/kota dengan jenis yang sama.") % row.fed_by


def _register_faults(indicators: Sequence[Indicator], outputs: Sequence[ServiceOutput]) -> Iterator[str]:
    """What keeps a register from feeding its indicator: several of them, or no outputs to report on."""
    counted = Counter((row.duties, row.kind) for row in indicators if row.kind in REGISTERED)
    for (duties, kind), times in counted.items():
        if times > 1:
            words = {"kind": kind, "duties": duties, "times": times}
            yield _("jenis %(kind)s muncul %(times)d kali pada tabel %(duties)s; hanya boleh sekali.") % words
        if kind == Kind.REPORTS and not any(row.duties == duties and not row.scored_by for row in outputs):
            yield _("jenis reports pada tabel %s membutuhkan keluaran yang dilaporkan.") % duties
