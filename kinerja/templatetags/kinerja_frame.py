"""What every page carries around its content: navigation, account menu, the mark of a demonstration."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import template
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from kinerja.models.appraisal import SEES_REGION
from kinerja.selectors.notification import unread_count
from officials.access import grants, has_role
from officials.models import RoleAssignment, User

register = template.Library()

#: Who finds the register of incidents and the audit trail in the menu; the pages themselves decide again.
INCIDENT_READERS = ("operator_ditjen", "verifikator_ditjen", "dirjen", "auditor", "admin_pusat")
AUDIT_READERS = ("auditor", "admin_pusat")
APPRAISALS = r"/penilaian/(?:[\d-]+/)?(?:pejabat|papan|rekomendasi)/"


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of the menu."""

    label: str
    url: str
    here: bool


@register.inclusion_tag("kinerja/parts/navigation.html", takes_context=True)
def top_navigation(context: dict[str, Any]) -> dict[str, Any]:
    """The main menu, the messages and the account menu of whoever asks."""
    request = context.get("request")
    user = getattr(request, "user", None)
    labels = dict(RoleAssignment.Role.choices)
    signed_in = bool(user and user.is_authenticated)
    return {
        "links": list(_links(user, getattr(request, "path", ""))),
        "user": user,
        "name": user.display_name if user and signed_in else "",
        "unread": unread_count(user),
        "at_messages": getattr(request, "path", "").startswith("/pemberitahuan/"),
        "roles": list(dict.fromkeys(labels.get(grant.role, grant.role) for grant in grants(user))),
        "csrf_token": context.get("csrf_token"),
    }


def _links(user: Any, path: str) -> Iterator[Link]:
    for label, name, prefix in _destinations(user):
        here = path == "/" if prefix == "/" else bool(re.match(prefix, path))
        yield Link(label, reverse(name), here)


def _destinations(user: Any) -> Iterator[tuple[str, str, str]]:
    yield _("Beranda"), "kinerja:home", "/"
    if getattr(user, "is_authenticated", False):
        yield _("Periode"), "kinerja:period_latest", "/periode/"
        if user.official_id is not None or has_role(user, *SEES_REGION):
            yield _("Penilaian pejabat"), "kinerja:appraisals_latest", APPRAISALS
        if has_role(user, "operator_ditjen", "admin_pusat"):
            yield _("Impor"), "kinerja:imports", "/impor/"
        if has_role(user, *INCIDENT_READERS):
            yield _("Kejadian"), "kinerja:incidents", "/kejadian/"
        if has_role(user, *AUDIT_READERS):
            yield _("Jejak audit"), "kinerja:audit", "/jejak-audit/"
    yield _("Hasil terbuka"), "kinerja:public_latest", "/publik/"
    yield _("Verifikasi dokumen"), "kinerja:verification", "/verifikasi/"


@register.inclusion_tag("kinerja/parts/export.html", takes_context=True)
def export_links(context: dict[str, Any], which: str = "", at: str = "") -> dict[str, str]:
    """The list as it is filtered now, as XLSX and as CSV.

    Args:
        which: the name of the list, where a page has several.
        at: the address of the page, where the list may be shown under another one after a refusal.
    """
    path, _mark, query = at.partition("?")
    asked = QueryDict(query, mutable=True) if at else context["request"].GET.copy()
    for name in ("halaman", "daftar", "p", "all"):  # the last two are the pages of the admin's lists
        asked.pop(name, None)
    if which:
        asked["daftar"] = which
    links = {}
    for form in ("xlsx", "csv"):
        asked["unduh"] = form
        links[form] = f"{path}?{asked.urlencode()}"
    return links


@register.inclusion_tag("kinerja/parts/demo_bar.html")
def demo_bar() -> dict[str, bool]:
    """A line on every page while example accounts exist: nobody takes the demonstration for real."""
    return {"is_demo": User.objects.filter(is_example=True).exists()}
