"""The REST interface: tokens, pagination, errors, the OpenAPI document."""

from datetime import timedelta
from typing import Any

REST_FRAMEWORK: dict[str, Any] = {
    # A token and nothing else: a session cookie would make every page a way into the interface.
    "DEFAULT_AUTHENTICATION_CLASSES": ["kinerja.api.authentication.BearerAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["kinerja.api.permissions.HasScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_THROTTLE_CLASSES": ["kinerja.api.throttling.TokenRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"token": "300/min"},
    "DEFAULT_METADATA_CLASS": None,  # OPTIONS would tell what only the schema says
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
    "URL_FORMAT_OVERRIDE": None,  # ?format= is as unknown as any other parameter
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
DRF_STANDARDIZED_ERRORS = {
    "EXCEPTION_HANDLER_CLASS": "kinerja.api.problems.ProblemHandler",
    "EXCEPTION_FORMATTER_CLASS": "kinerja.api.problems.ProblemFormatter",
}

# bandit takes the name of a model for a secret
KNOX_TOKEN_MODEL = "officials.ApiToken"  # nosec B105
REST_KNOX: dict[str, Any] = {
    "AUTH_HEADER_PREFIX": "Bearer",
    "TOKEN_PREFIX": "kd_",
    "TOKEN_TTL": timedelta(days=30),
    "AUTO_REFRESH": False,
}

SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Kinerja Dukcapil",
    "DESCRIPTION": "Nilai kinerja unit kerja Dukcapil menurut Kepmendagri 100-1077 Dukcapil Tahun 2017.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
}
