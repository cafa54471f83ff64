"""The admin site of the whole: that of the roles, whose lists leave as files as those of the pages do."""

from collections.abc import Iterable
from copy import copy
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from django.contrib.admin import ModelAdmin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field, lookup_field
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Model, QuerySet
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _

from kinerja.exchange.listing import Field
from kinerja.views.export import ASKS, asked_format, exported
from officials.site import RoleAdminSite

if TYPE_CHECKING:
    AnyPage: TypeAlias = ModelAdmin[Any]
else:  # Django's class takes no type argument at run time
    AnyPage = ModelAdmin

#: Rows read at once; widths of columns in letters by what they hold, and the most for a text.
CHUNK, MOST_LETTERS = 500, 44
WIDTHS = (
    (models.DateTimeField, 18),
    (models.BooleanField, 10),
    (models.DateField, 12),
    (models.IntegerField, 12),
)
#: What weighs, and is not read unless it is shown.
HEAVY = (models.JSONField, models.BinaryField, models.TextField)


class ExportingSite(RoleAdminSite):
    """Reference data, offices, people and accounts; each list also as XLSX and CSV."""

    def register(
        self,
        model_or_iterable: type[Model] | Iterable[type[Model]],
        admin_class: "type[ModelAdmin[Any]] | None" = None,
        **options: Any,
    ) -> None:
        """Take a model of ours, with its list as a file."""
        page = admin_class or ModelAdmin
        told = type(page.__name__, (ExportingMixin, page), {"__module__": page.__module__})
        super().register(model_or_iterable, told, **options)


class ExportingMixin(AnyPage):
    """A page of the admin whose list leaves as a file: the rows of the page, all of them."""

    def changelist_view(  # type: ignore[override]  # a page of the stubs; any answer serves
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseBase:
        """The list, filtered, searched and ordered by its address; or a file of all its rows."""
        if request.method == "POST" or not asked_format(request):
            return super().changelist_view(request, extra_context)
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        asked = _without_file(request)
        try:
            shown = self.get_changelist_instance(asked)
        except IncorrectLookupParameters:
            return super().changelist_view(asked, extra_context)
        fields = [_column(self, name) for name in shown.list_display if name != "action_checkbox"]
        rows = _light(shown.queryset, shown.list_display).iterator(chunk_size=CHUNK)
        return exported(request, slugify(str(self.opts.verbose_name_plural)), fields, rows)


def _without_file(request: HttpRequest) -> HttpRequest:
    """The same request for the page: a list takes every parameter that it does not know for a filter."""
    asked, params = copy(request), request.GET.copy()
    del params[ASKS]
    asked.GET = QueryDict(params.urlencode())
    return asked


def _light(rows: "QuerySet[Any]", shown: Iterable[Any]) -> "QuerySet[Any]":
    heavy = {field.name for field in rows.model._meta.concrete_fields if isinstance(field, HEAVY)}
    return rows.defer(*(heavy - set(shown)))


def _column(page: AnyPage, name: Any) -> Field:
    label = capfirst(str(label_for_field(name, page.model, page)))
    return Field(label, partial(_told, page, name), _width(page.model, name))


def _width(model: type[Model], name: Any) -> int:
    field = {row.name: row for row in model._meta.concrete_fields}.get(name)
    fitting = (width for kind, width in WIDTHS if isinstance(field, kind))
    return next(fitting, min(getattr(field, "max_length", None) or MOST_LETTERS, MOST_LETTERS))


def _told(page: AnyPage, name: Any, row: Model) -> Any:
    """What a column says of a row: choices in words, numbers and dates as they are, the rest as text."""
    field, _attribute, value = lookup_field(name, row, page)
    if field is not None and getattr(field, "flatchoices", None):
        return str(dict(field.flatchoices).get(value, value))
    match value:
        case bool():
            return _("ya") if value else _("tidak")
        case None:
            return ""
        case int() | Decimal() | date():
            return value
    return str(value)
