"""Logs: structured, one request id on every line of a request, JSON in production."""

import logging
from typing import Any

import structlog

from appraisal_site.environment import load

_shared: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.processors.StackInfoRenderer(),
]
_rendered: list[Any] = (
    [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
    if load().debug
    else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
)

structlog.configure(
    processors=[*_shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)

DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG  # the line at the end of a request says it all
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = logging.INFO

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_rendered],
            "foreign_pre_chain": _shared,
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # Scanners ask for every name there is: the 400 they get is enough.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        # A forged or foreign PDF on the verification page is no trouble of ours: the page says what it is.
        "pyhanko": {"level": "CRITICAL"},
        "django_structlog": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
