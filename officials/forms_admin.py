"""Forms of the admin that are more than their model."""

from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from officials.models import Official, RoleAssignment, User
from officials.nip import clean_nip, validate_nip

if TYPE_CHECKING:
    OfficialModelForm: TypeAlias = forms.ModelForm[Official]
    RoleRows: TypeAlias = BaseInlineFormSet[RoleAssignment, User, forms.ModelForm[RoleAssignment]]
else:  # Django's classes take no type argument at run time
    OfficialModelForm, RoleRows = forms.ModelForm, BaseInlineFormSet


class NipField(forms.CharField):
    """Eighteen digits, with dots or spaces between them as people write them (facts.md 4)."""

    default_validators = [validate_nip]

    def to_python(self, value: Any) -> str:
        """The digits alone; what is no digit stays for the validator to name."""
        return clean_nip(super().to_python(value) or "")


class OfficialForm(OfficialModelForm):
    """A person; somebody elected has no NIP."""

    nip = NipField(
        label="NIP",
        required=False,
        max_length=40,
        help_text=_("18 angka; titik dan spasi boleh ditulis. Kosong untuk pejabat yang bukan PNS."),
    )

    class Meta:
        model = Official
        fields = ["name", "nip", "rank", "rank_since", "email", "is_example"]

    def clean_nip(self) -> str | None:
        """No NIP is stored as none, not as an empty one, of which there could be one only."""
        return self.cleaned_data["nip"] or None


class RoleFormSet(RoleRows):
    """The roles of an account as they are handed in together; each alone is checked by its model."""

    def clean(self) -> None:
        """Refuse two rows that exclude each other: neither is stored yet when the other is looked at."""
        super().clean()
        rows = [form.cleaned_data for form in self.forms]
        given = [row for row in rows if row.get("role") and row.get("valid_from") and not row.get("DELETE")]
        keeps = [row for row in given if row["role"] == RoleAssignment.Role.ADMIN_PUSAT]
        works = [row for row in given if row["role"] in RoleAssignment.WORKS]
        if any(_overlap(*pair) for pair in product(keeps, works)):
            raise ValidationError(RoleAssignment.EXCLUDED)


def _overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    ends = [row.get("valid_until") or date.max for row in (one, other)]
    return bool(one["valid_from"] <= ends[1] and other["valid_from"] <= ends[0])
