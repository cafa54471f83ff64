"""kinerja: what."""

from django.apps import AppConfig


class KinerjaConfig(AppConfig):
    """The decree: indicators, figures, scores, documents."""

    name = "kinerja"
    verbose_name = "Kinerja"
