"""GET cannot write: a page that is only asked for must not change what is stored.

A link preview, a prefetch or a crawler repeats safe requests at will; a write behind one would also escape
the services, and with them the audit trail.
"""

import re
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import structlog
from django.apps import apps
from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from appraisal_site.health import Response

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
WRITE = re.compile(
    r"""(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|MERGE\s+INTO|DELETE\s+FROM|UPDATE(?:\s+OR\s+\w+)?
        |TRUNCATE(?:\s+TABLE)?|(?:CREATE|ALTER|DROP)\s+\w+)\s+["`]?(?P<table>\w+)""",
    re.IGNORECASE | re.VERBOSE,
)
log = structlog.get_logger(__name__)


class WriteOnGetError(RuntimeError):
    """A safe request tried to change a table."""


class ReadOnlyMiddleware:
    """Runs every safe request with a guard on each database connection."""

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE_METHODS or _exempt(request):
            return self.get_response(request)
        with ExitStack() as guards:
            for connection in connections.all():
                guards.enter_context(connection.execute_wrapper(refuse_writes))
            return self.get_response(request)


def refuse_writes(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    """Run a statement that only reads, or that writes a technical table (sessions, cache, tokens).

    Raises:
        WriteOnGetError: the statement writes anything else; it is logged, too.
    """
    table = written_table(str(sql))
    if table and table not in _technical_tables():
        log.error("write_on_get", table=table)
        raise WriteOnGetError(f"GET menulis tabel {table}")
    return execute(sql, params, many, context)


def written_table(sql: str) -> str | None:
    """The table that a statement writes, or None when it only reads (a row lock reads)."""
    statement = sql.lstrip(" \t\r\n(")
    find = WRITE.search if statement[:4].upper() == "WITH" else WRITE.match
    found = find(statement)
    return found["table"] if found else None


def _technical_tables() -> set[str]:
    tables = {"django_session", apps.get_model(settings.KNOX_TOKEN_MODEL)._meta.db_table}
    return tables | {str(cache["LOCATION"]) for cache in settings.CACHES.values() if "LOCATION" in cache}


def _exempt(request: HttpRequest) -> bool:
    try:
        return resolve(request.path_info).url_name in settings.READONLY_EXEMPT
    except Resolver404:
        return False
