"""What a period is judged by stays as it was: frozen rows refuse change, in the admin and in code (R11)."""

from collections.abc import Iterable, Sequence
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _


class FrozenQuerySet(models.QuerySet[Any]):
    """Rows of a model derived from ``Freezing``; bulk statements respect the frost too."""

    def frozen(self) -> Self:
        """The rows that may not change any more."""
        return self.filter(**{f"{self.model.frozen_through}frozen_at__isnull": False})

    def freeze(self, at: Any) -> int:
        """Freeze rows that are not frozen yet; the only change that frost allows."""
        return super().filter(frozen_at__isnull=True).update(frozen_at=at)

    def update(self, **kwargs: Any) -> int:
        """Change rows, unless one of them is frozen (then ``ValidationError``, and nothing changes)."""
        if set(kwargs) != {"frozen_at"}:
            _refuse_first(self.frozen())
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Remove rows, unless one of them is frozen."""
        _refuse_first(self.frozen())
        return super().delete()

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Add rows, unless what they belong to is frozen."""
        rows = list(objs)
        if self.model.frozen_through:
            owners = {owner.pk: owner for row in rows if (owner := row.owner).frozen_at}
            for owner in owners.values():
                raise ValidationError(frozen_message(owner))
        return super().bulk_create(rows, *args, **kwargs)

    def bulk_update(self, objs: Iterable[Any], fields: Iterable[str], batch_size: int | None = None) -> int:
        """Change rows, unless one of them is frozen."""
        rows: Sequence[Any] = list(objs)
        _refuse_first(self.filter(pk__in=[row.pk for row in rows]).frozen())
        return super().bulk_update(rows, fields, batch_size)


class Freezing(models.Model):
    """A row that freezes with ``frozen_at``, or with the row it belongs to (``frozen_through = "set__"``)."""

    frozen_through = ""

    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the row, unless it is frozen and something in it differs (``ValidationError``)."""
        self._refuse_change()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Remove the row, unless it is frozen."""
        _refuse_first(type(self).objects.filter(pk=self.pk).frozen())
        return super().delete(*args, **kwargs)

    def clean(self) -> None:
        """Tell a form what ``save`` would refuse."""
        super().clean()
        self._refuse_change()

    @property
    def owner(self) -> Any:
        """The row that carries ``frozen_at``: this one, or the one it belongs to (None: not chosen yet)."""
        name = self.frozen_through.removesuffix("__")
        if not name:
            return self
        return getattr(self, name) if getattr(self, f"{name}_id") else None

    def _refuse_change(self) -> None:
        stored = None if self._state.adding else self._stored_frozen()
        owner = self.owner
        joins_frozen = owner is not None and owner is not self and owner.frozen_at and stored is None
        if joins_frozen or (stored is not None and self._differs(stored)):
            raise ValidationError(frozen_message(owner or self))

    def _stored_frozen(self) -> dict[str, Any] | None:
        """What the database holds of a frozen row; None where it may still change."""
        names = [field.attname for field in self._meta.concrete_fields]
        return type(self).objects.filter(pk=self.pk).frozen().values(*names).first()

    def _differs(self, stored: dict[str, Any]) -> bool:
        """Whether a field differs from the stored one; "100" in a decimal field is Decimal("100")."""
        return any(
            stored[field.attname] != field.to_python(getattr(self, field.attname))
            for field in self._meta.concrete_fields
        )


def frozen_message(owner: Any) -> str:
    """The refusal in plain words, with what to do instead."""
    return _(
        "%(what)s %(name)s sudah dipakai sebuah periode sehingga dibekukan dan tidak dapat diubah. "
        "Buat versi atau set baru untuk periode berikutnya."
    ) % {"what": str(owner._meta.verbose_name).capitalize(), "name": owner}


def _refuse_first(rows: models.QuerySet[Any]) -> None:
    row = rows.first()
    if row is not None:
        raise ValidationError(frozen_message(row.owner))
