"""The schema, reckoned once a process, and the page that shows it to people."""

from functools import cache
from typing import Any

from django.views.generic import TemplateView
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularAPIView


class OnceGenerator(SchemaGenerator):
    """The schema depends on nothing but the code."""

    def get_schema(self, request: Any = None, public: bool = False) -> Any:
        """The OpenAPI document."""
        return _schema()


@cache
def _schema() -> Any:
    return SchemaGenerator().get_schema(request=None, public=True)


class SchemaView(SpectacularAPIView):
    """``/api/schema/``: OpenAPI 3.1, as YAML or by ``Accept: application/json`` as JSON."""

    generator_class = OnceGenerator


class DocsView(TemplateView):
    """``/api/docs/``: the schema to read and try, with assets of our own (no CDN, no inline script)."""

    template_name = "api/docs.html"
