"""regions: where."""

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    """The tree of regions with dated codes."""

    name = "regions"
    verbose_name = "Wilayah"
