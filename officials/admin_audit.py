"""Every write in the admin goes into the audit trail, with what was there before and after."""

from typing import TYPE_CHECKING, Any, TypeAlias

from django.contrib.admin import ModelAdmin, TabularInline
from django.db import models, transaction
from django.forms.models import _get_foreign_key  # what the admin itself uses
from django.utils.translation import gettext_lazy as _

from officials.access import region_scope
from officials.audit import record, register

if TYPE_CHECKING:
    AnyModelAdmin: TypeAlias = ModelAdmin[Any]
    AnyInline: TypeAlias = TabularInline[Any, Any]
else:  # Django's classes take no type argument at run time
    AnyModelAdmin, AnyInline = ModelAdmin, TabularInline

ADD = register("admin.add", _("Menambah data acuan"))
CHANGE = register("admin.change", _("Mengubah data acuan"))
DELETE = register("admin.delete", _("Menghapus data acuan"))
#: Never told, not even to the audit trail.
SECRET = {"password", "digest", "last_login"}


class AuditedMixin(AnyModelAdmin):
    """A page of the admin whose rows are those that the reader may see, and whose writes are recorded."""

    #: Pages of accounts and tokens, which no region limits, are for those whom none limits either.
    national_only = False

    def get_queryset(self, request: Any) -> Any:
        """The rows, by ``visible_to`` where the model has it."""
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows

    def has_view_permission(self, request: Any, obj: Any = None) -> bool:
        """Whether the page opens at all."""
        reaches = not self.national_only or region_scope(request.user).everything
        return reaches and bool(super().has_view_permission(request, obj))

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        """Remember what is stored, then store what was entered."""
        stored = type(obj)._meta.base_manager.get(pk=obj.pk) if change else None
        request.said_before = said(stored, self) if stored else None
        super().save_model(request, obj, form, change)

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        """Store the rows beneath, then record what all of it changed; nothing where nothing did."""
        super().save_related(request, form, formsets, change)
        after, before = said(form.instance, self), request.said_before
        if before is None:
            record(ADD, actor=request.user, obj=form.instance, after=after)
        elif changed := [name for name in after if after[name] != before.get(name)]:
            record(
                CHANGE,
                actor=request.user,
                obj=form.instance,
                before={name: before.get(name) for name in changed},
                after={name: after[name] for name in changed},
            )

    def delete_model(self, request: Any, obj: Any) -> None:
        """Record what is about to go, and remove it."""
        record(DELETE, actor=request.user, obj=obj, before=said(obj, self))
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request: Any, queryset: Any) -> None:
        """One by one: each leaves its entry, and frozen rows refuse for themselves."""
        for obj in queryset:
            self.delete_model(request, obj)


class ReadOnlyInline(AnyInline):
    """Rows to look at beneath their object: written elsewhere, or by nobody."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False


def audited(admin_class: type[Any]) -> type[Any]:
    """An admin class with the audit put in front of it."""
    if issubclass(admin_class, AuditedMixin):
        return admin_class
    return type(admin_class.__name__, (AuditedMixin, admin_class), {"__module__": admin_class.__module__})


def said(obj: models.Model, model_admin: AnyModelAdmin) -> dict[str, Any]:
    """An object and the rows edited with it, as the trail keeps them: plain values, names with ids."""
    told = {field.name: _value(obj, field) for field in obj._meta.concrete_fields if _is_told(field)}
    for inline in model_admin.inlines:
        if issubclass(inline, ReadOnlyInline):
            continue
        key = _get_foreign_key(type(obj), inline.model, fk_name=inline.fk_name)
        rows = inline.model._meta.default_manager.filter(**{key.name: obj}).order_by("pk")
        fields = [field for field in inline.model._meta.concrete_fields if _is_told(field) and field != key]
        told[str(inline.model._meta.verbose_name_plural)] = [
            {field.name: _value(row, field) for field in fields} for row in rows
        ]
    return told


def _is_told(field: Any) -> bool:
    return field.name not in SECRET and (field.editable or field.primary_key)


def _value(obj: models.Model, field: Any) -> Any:
    value = getattr(obj, field.attname)
    if field.is_relation and value is not None:
        return f"{getattr(obj, field.name)} (#{value})"
    return _exact(value)


def _exact(value: Any) -> Any:
    """Plain data as the trail takes it: a binary float (only ever in free JSON) is kept as it is written."""
    match value:
        case float():
            return repr(value)
        case dict():
            return {key: _exact(item) for key, item in value.items()}
        case list():
            return [_exact(item) for item in value]
    return value
