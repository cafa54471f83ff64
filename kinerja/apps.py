"""kinerja: what."""

from importlib import import_module

from django.apps import AppConfig

#: Modules that only commands import; what they record must have its name on the audit page too.
ACTS_OF_COMMANDS = ("kinerja.demo.load", "kinerja.services.reference")


class KinerjaConfig(AppConfig):
    """The decree: indicators, figures, scores, documents."""

    name = "kinerja"
    verbose_name = "Kinerja"

    def ready(self) -> None:
        """Know every act that the audit trail may hold."""
        for module in ACTS_OF_COMMANDS:
            import_module(module)
