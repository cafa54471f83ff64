"""The passphrase of a signature: asked where the way of signing has one, never shown again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinerja.documents.signers.choose import way

LENGTH = 200


class AskingPassphrase(forms.Form):
    """Adds the field ``passphrase`` to a form of a signature; ``secret`` is what was typed, or ""."""

    def __init__(self, *words: Any, **options: Any) -> None:
        super().__init__(*words, **options)
        asked = way().secret
        if asked:
            self.fields["passphrase"] = forms.CharField(
                label=asked,
                max_length=LENGTH,
                strip=False,
                widget=forms.PasswordInput(attrs={"class": "form-control", "autocomplete": "off"}),
                help_text=_("Dipakai sekali ini saja; tidak disimpan dan tidak dicatat."),
            )

    @property
    def secret(self) -> str:
        """What was typed."""
        return str(self.cleaned_data.get("passphrase", ""))
