"""Documents as people read them: the mark of their status, the name in a certificate."""

import re

from django import template
from django.utils.translation import gettext as _

from kinerja.models import SignedDocument
from kinerja.selectors.document import is_finished

register = template.Library()
_ESCAPED = re.compile(r"\\(.)")


@register.inclusion_tag("kinerja/parts/document_status.html")
def document_status(document: SignedDocument) -> dict[str, str]:
    """The status as a mark; an agreement in force with one signature waits for its second party."""
    if document.status != SignedDocument.Status.CURRENT:
        return {"text": document.get_status_display(), "look": "alert"}
    if not is_finished(document):
        return {"text": _("Menunggu pihak kedua"), "look": "waiting"}
    return {"text": document.get_status_display(), "look": ""}


@register.filter
def readable_name(name: str) -> str:
    """A name as certificates write it (RFC 4514), without the signs that set its commas apart."""
    return _ESCAPED.sub(r"\1", name)
