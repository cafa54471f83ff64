"""What the columns of several lists share."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.exchange.listing import Field

PERCENT, WHOLE = "0.00", "#,##0"


def yes(value: object) -> str:
    """ "ya" where something holds, else nothing."""
    return _("ya") if value else ""


SYNTHETIC = Field(gettext_lazy("Sintetis"), lambda row: yes(row.synthetic), 10)
