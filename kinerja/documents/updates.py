"""What came into a file between two signatures: the next signature, and nothing else.

Ask only of a file whose signatures all proved to come from trusted keys: here it is parsed as PDF. Whoever
holds such a key may be anybody, so pyHanko's comparison, which lets a further signature be seen, act, lock or
bring along a catalogue's or trailer's entries, is only one of the questions.
"""

import re
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DiffResult,
    FormUpdatingRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    XrefStreamRule,
)

from kinerja.documents.byterange import NotCoveredError
from kinerja.documents.reader import Reader

#: Only signature fields come: not metadata, nor other fields, nor objects that nothing leads to yet.
_POLICY = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(ignored_keys=frozenset({"/AcroForm"})),
        XrefStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
        ObjectStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
    ],
    form_rule=FormUpdatingRule(field_rules=[SigFieldCreationRule(), SigFieldModificationRule()]),
    ignore_orphaned_objects=False,
)
#: What an invisible signature field has, itself its widget: no action, no lock, nothing to show.
_FIELD = {"/FT", "/Ff", "/T", "/V", "/Type", "/Subtype", "/F", "/Rect", "/P", "/AP"}
#: What each trailer says anew, and what a cross-reference stream says of itself.
_OWN = {"/Size", "/Prev", "/ID", "/Type", "/W", "/Index", "/Length", "/Filter", "/DecodeParms"}
_OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")


def require_only_signatures(pdf: bytes, ends: tuple[int, ...]) -> None:
    """Refuse a file that changed in anything but its signatures since the first of them.

    Args:
        pdf: the whole file.
        ends: where the file ended at each signature.

    Raises:
        NotCoveredError: another change, or signatures that the file's own structure does not show.
    """
    reader = Reader(pdf)
    found = reader.embedded_signatures
    if tuple(_end(row) for row in found) != ends or not all(_in_place(row, pdf) for row in found):
        raise NotCoveredError(_("Tanda tangan tidak mencakup seluruh berkas: ada yang ditambah atau diubah."))
    plain = _one_a_revision(reader, found) and all(
        _is_bare(pdf[_end(before) : _end(row)], reader, row) for before, row in pairwise(found)
    )
    if not plain or not all(_only_signed_after(row) for row in found[:-1]):
        text = _("Sesudah ditandatangani, isi berkas ditambah atau diubah di luar tanda tangan berikutnya.")
        raise NotCoveredError(text)


def _end(signature: Any) -> int:
    return int(signature.byte_range[2]) + int(signature.byte_range[3])


def _in_place(signature: Any, pdf: bytes) -> bool:
    """Whether the signature that the structure shows is the one that the bytes do not cover."""
    _start, before, after, _length = signature.byte_range
    return bytes.fromhex(pdf[before + 1 : after - 1].decode()) == signature.pkcs7_content


def _one_a_revision(reader: Reader, found: list[Any]) -> bool:
    """Whether the file's last revisions are one for each signature, and no signature locks the file."""
    last = reader.total_revisions
    revisions = [row.signed_revision for row in found]
    free = len(found) == 1 or not any("/Reference" in row.sig_object for row in found)
    return revisions == list(range(last - len(found), last)) and free


def _is_bare(update: bytes, reader: Reader, signature: Any) -> bool:
    """Whether one update brings an invisible signature and leaves catalogue, form and trailer else alone."""
    revision = signature.signed_revision
    before, after = (reader.get_historical_root(at)["/AcroForm"] for at in (revision - 1, revision))
    return (
        _numbers(after["/Fields"]) == [*_numbers(before["/Fields"]), _number(signature.sig_field)]
        and _rest(after, {"/Fields", "/SigFlags"}) == _rest(before, {"/Fields", "/SigFlags"})
        and _is_invisible(signature.sig_field)
        and _trailer(reader, revision) == _trailer(reader, revision - 1)
        and _holds_only_its_objects(update, reader, revision)
    )


def _numbers(fields: Any) -> list[int]:
    return [fields.raw_get(at).idnum for at in range(len(fields))]


def _number(thing: Any) -> int:
    return int(thing.container_ref.idnum)


def _rest(thing: Any, without: set[str]) -> dict[str, Any]:
    return {key: thing.raw_get(key) for key in thing if key not in without}


def _is_invisible(field: Any) -> bool:
    """Whether nothing is drawn: no area, and an empty appearance where there is one at all."""
    bare = set(field) <= _FIELD and field["/Subtype"] == "/Widget" and not any(field["/Rect"])
    return bare and ("/AP" not in field or _is_empty(field["/AP"]))


def _is_empty(appearance: Any) -> bool:
    return set(appearance) == {"/N"} and not bytes(appearance["/N"].data).strip()


def _trailer(reader: Reader, revision: int) -> dict[str, Any]:
    """What a revision's own trailer says, for there are readers that ask no other."""
    newest_first = reader.trailer._trailer_revisions  # noqa: SLF001 - flattened they say the older ones' too
    return _rest(newest_first[len(newest_first) - 1 - revision], _OWN)


def _holds_only_its_objects(update: bytes, reader: Reader, revision: int) -> bool:
    """Whether an update holds no object but those of its table, so that whoever mends it finds no other."""
    places = [
        reader.xrefs.get_historical_ref(row, revision)
        for row in reader.xrefs.explicit_refs_in_revision(revision)
    ]
    written = sum(isinstance(place, int) for place in places)
    return len(_OBJECT.findall(update)) == written and update.count(b"startxref") == 1


def _only_signed_after(signature: Any) -> bool:
    signature.compute_integrity_info(diff_policy=_POLICY)
    changed = signature.diff_result
    return isinstance(changed, DiffResult) and changed.modification_level <= ModificationLevel.FORM_FILLING
