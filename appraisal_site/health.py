"""/healthz: the process answers. /readyz: it can also do its work (database, migrations, cache, files)."""

import os
from collections.abc import Callable

import structlog
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

Response = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger(__name__)


class HealthMiddleware:
    """Answers both addresses before the host, the session or HTTPS is looked at."""

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == "/healthz":
            return HttpResponse("ok\n", content_type="text/plain")
        if request.path_info == "/readyz":
            return readiness()
        return self.get_response(request)


def readiness() -> JsonResponse:
    """200 with a word per part, or 503 when one fails; the reason goes to the log, not to the visitor."""
    parts = {name: _works(name, check) for name, check in CHECKS.items()}
    ready = all(parts.values())
    body = {name: "ok" if works else "gagal" for name, works in parts.items()}
    return JsonResponse(body, status=200 if ready else 503)


def _works(name: str, check: Callable[[], bool]) -> bool:
    try:
        works = check()
    except (DatabaseError, OSError) as error:
        log.warning("not_ready", part=name, reason=str(error))
        return False
    if not works:
        log.warning("not_ready", part=name)
    return works


def _migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _cached() -> bool:
    cache.set("readyz", "ok", timeout=60)
    return bool(cache.get("readyz") == "ok")


def _writable() -> bool:
    folder = settings.MEDIA_ROOT
    while not folder.exists():
        folder = folder.parent
    return os.access(folder, os.W_OK)


CHECKS: dict[str, Callable[[], bool]] = {"database": _migrated, "cache": _cached, "files": _writable}
