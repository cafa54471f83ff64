"""What came into a file between two signatures: further signatures, and nothing else.

Ask only of a file whose signatures all proved to come from trusted keys: here it is parsed as PDF.
"""

from io import BytesIO

from django.utils.translation import gettext as _
from pyhanko.pdf_utils.reader import PdfFileReader
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

#: Only signature fields come and are filled: not metadata, nor other fields, nor anything on a page.
_POLICY = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(),
        XrefStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
        ObjectStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
    ],
    form_rule=FormUpdatingRule(field_rules=[SigFieldCreationRule(), SigFieldModificationRule()]),
)


def require_only_signatures(pdf: bytes, ends: tuple[int, ...]) -> None:
    """Refuse a file that changed in anything but its signatures since the first of them.

    Args:
        pdf: the whole file.
        ends: where the file ended at each signature.

    Raises:
        NotCoveredError: another change, or signatures that the file's own structure does not show.
    """
    found = PdfFileReader(BytesIO(pdf)).embedded_signatures
    if tuple(int(row.byte_range[2]) + int(row.byte_range[3]) for row in found) != ends:
        raise NotCoveredError(_("Tanda tangan tidak mencakup seluruh berkas: ada yang ditambah atau diubah."))
    for signature in found[:-1]:
        signature.compute_integrity_info(diff_policy=_POLICY)
        changed = signature.diff_result
        if not isinstance(changed, DiffResult) or changed.modification_level > ModificationLevel.FORM_FILLING:
            text = _(
                "Sesudah ditandatangani, isi berkas ditambah atau diubah di luar tanda tangan berikutnya."
            )
            raise NotCoveredError(text)
