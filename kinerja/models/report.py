"""Reports of a unit's service outputs (K2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from officials.models import User

from .evaluation import SemesterEvaluation
from .indicator import ServiceOutput


class ServiceReport(models.Model):
    """A unit's report on one output of II.A.1; "nihil" is a report too."""

    evaluation = models.ForeignKey(SemesterEvaluation, models.CASCADE, related_name="reports")
    output = models.ForeignKey(ServiceOutput, models.PROTECT, related_name="+", verbose_name=_("keluaran"))
    reported_on = models.DateField(_("tanggal laporan"))
    quantity = models.PositiveIntegerField(_("jumlah dokumen"))
    synthetic = models.BooleanField(_("sintetis"), default=False)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("laporan pelayanan")
        verbose_name_plural = _("laporan pelayanan")
        ordering = ["evaluation", "output__sequence"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "output"], name="report_once_an_output"),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation}: {self.output}"

    @property
    def is_nil(self) -> bool:
        """Whether the unit reported that there was nothing to report ("nihil")."""
        return self.quantity == 0
