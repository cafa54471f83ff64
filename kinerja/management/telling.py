"""A derivation told line by line, for a person at a terminal."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from kinerja.selectors.derived import Derivation, DerivedGroup, DerivedIndicator, Line, shown_percent


def told(derivation: Derivation) -> Iterator[str]:
    """The whole derivation of a score: head, every indicator with its steps, the unit's result."""
    yield from _head(derivation)
    for group in derivation.groups:
        yield ""
        yield from _group(group)
    yield ""
    yield from _whole(derivation)


def _head(derivation: Derivation) -> Iterator[str]:
    yield f"{derivation.name} ({derivation.code}), {derivation.period_label}, {_('per')} {derivation.cutoff}"
    yield f"{derivation.office} — {_('keadaan')}: {derivation.status_text}"
    yield _("Dasar: Keputusan %(decree)s (set %(set)s); kebijakan versi %(policy)s (%(name)s)") % {
        "decree": derivation.decree,
        "set": derivation.indicator_set,
        "policy": derivation.policy,
        "name": derivation.policy_name,
    }


def _group(group: DerivedGroup) -> Iterator[str]:
    if not group.is_alone:
        yield f"{group.code} {group.short_text} [{group.section}]: {_result(group) or _('belum lengkap')}"
    for part in group.parts:
        yield from _indicator(part, "" if group.is_alone else "  ")


def _indicator(part: DerivedIndicator, margin: str) -> Iterator[str]:
    marks = "".join(f" ({mark})" for mark in part.marks)
    yield f"{margin}{part.code} {part.short_text} [{part.section}], {_('target')}: {part.target_shown}"
    yield f"{margin}  {part.formula}{marks}"
    if part.children:
        yield f"{margin}  {part.children.text}{_absent(part)}"
    if part.completion is not None:
        yield f"{margin}  {_('capaian')} {_result(part)}"
    yield from _details(part.steps, part.warnings, part.red_flags, margin)
    if part.source:
        yield f"{margin}  {_('Sumber')}: {part.source}"


def _absent(part: DerivedIndicator) -> str:
    missing = part.children.missing if part.children else ()
    if not missing:
        return ""
    return f"; {_('belum')}: " + ", ".join(f"{child.code} {child.name}".strip() for child in missing)


def _result(judged: DerivedIndicator | DerivedGroup) -> str:
    """Completion, nilai and kategori in one phrase: "84,33 %, nilai 80 (Baik)"."""
    if judged.completion is None:
        return ""
    nilai = _("tidak ada nilai") if judged.nilai is None else _("nilai %d") % judged.nilai
    return f"{judged.completion_text}, {nilai} ({judged.kategori})"


def _details(
    steps: Iterable[Line], warnings: Iterable[str], red_flags: Iterable[str], margin: str
) -> Iterator[str]:
    for step in steps:
        yield f"{margin}  - {step.text} [{step.reference}]"
    for warning in warnings:
        yield f"{margin}  ! {_('Peringatan')}: {warning}"
    for flag in red_flags:
        yield f"{margin}  !! {_('Tanda merah')}: {flag}"


def _whole(derivation: Derivation) -> Iterator[str]:
    counted = {"reported": derivation.reported, "required": derivation.required}
    completion = shown_percent(derivation.completion) or _("belum ada")
    yield _("Hasil unit: capaian %s") % completion + (
        f" ({_('sementara')})" if derivation.provisional else ""
    )
    yield _("%(reported)d dari %(required)d indikator dilaporkan") % counted
    yield from _details(derivation.steps, derivation.warnings, derivation.red_flags, "")
    if derivation.provisional:
        yield _("Nilai belum diberikan.")
    elif derivation.nilai is None:
        yield f"{_('Tidak ada nilai')}: {derivation.kategori}"
    else:
        yield f"{_('Nilai')} {derivation.nilai} ({derivation.kategori})"
