"""The environment, read once and checked: every setting that may come from outside is named here.

Each value is documented in the README ("Pengaturan"). A missing or bad one raises `SettingError`, whose text
is one line that names the setting and says what it should be; `appraisal_site.entry` prints it.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus, urlsplit

import environ

from appraisal_site.keys import key_from_file, new_password
from appraisal_site.setting_error import SettingError
from appraisal_site.signing import Signing, read_signing

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
__all__ = ["Environment", "SettingError", "load", "read"]
KEY_LENGTH = 50
PASSWORD_LENGTH = 12
CACHE_TABLE = "cache_entries"
HOST_PATTERN = re.compile(r"^\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|^\[[0-9a-f:.]+\]$", re.IGNORECASE)


@dataclass(frozen=True)
class Environment:
    """What the outside decides. `debug` False means production: nothing is made up, everything is strict."""

    debug: bool
    debug_pages: bool
    host: str
    port: int
    var_dir: Path
    media_root: Path
    secret_key: str
    audit_key: str
    allowed_hosts: list[str]
    public_url: str
    database: dict[str, Any]
    cache: dict[str, Any]
    email: dict[str, Any]
    tasks: str
    trusted_proxies: int
    https_redirect: bool
    signing: Signing
    demo_password: str


@cache
def load() -> Environment:
    """The environment of this process, read at the first call."""
    return read(os.environ)


def read(source: Mapping[str, str]) -> Environment:
    """Check every setting of `source`.

    Raises:
        SettingError: the first missing or bad one.
    """
    values = {name: text.strip() for name, text in source.items()}
    debug = _flag(values, "DEBUG", default=True)
    var_dir = Path(values.get("VAR_DIR") or BASE_DIR / "var").absolute()
    return Environment(
        debug=debug,
        debug_pages=_flag(values, "DEBUG_PAGES", default=False) and debug,
        host=_host(values),
        port=_number(values, "PORT", default=8000, highest=65535),
        var_dir=var_dir,
        media_root=Path(values.get("MEDIA_ROOT") or var_dir / "media").absolute(),
        secret_key=_key(values, "SECRET_KEY", debug, var_dir),
        audit_key=_audit_key(values, debug, var_dir),
        allowed_hosts=_allowed_hosts(values, debug),
        public_url=_public_url(values, debug),
        database=_database(values, var_dir),
        cache=_cache(values),
        email=_email(values),
        tasks=_tasks(values),
        trusted_proxies=_number(values, "TRUSTED_PROXIES", default=0 if debug else 1, highest=9),
        https_redirect=_flag(values, "HTTPS_REDIRECT", default=not debug),
        signing=read_signing(values),
        demo_password=_demo_password(values, debug, var_dir),
    )


def _flag(values: Mapping[str, str], name: str, *, default: bool) -> bool:
    text = values.get(name, "").lower()
    if text in {"", "0", "1", "true", "false"}:
        return text in {"1", "true"} if text else default
    raise SettingError(name, f"nilai “{text}” tidak dikenal; isi 0 atau 1.")


def _number(values: Mapping[str, str], name: str, *, default: int, highest: int) -> int:
    text = values.get(name) or str(default)
    if text.isascii() and text.isdigit() and int(text) <= highest:
        return int(text)
    raise SettingError(name, f"nilai “{text}” tidak dikenal; isi bilangan 0 sampai {highest}.")


def _host(values: Mapping[str, str]) -> str:
    """Where the server listens; an IPv6 address in the brackets that addresses have."""
    text = values.get("HOST") or "127.0.0.1"
    text = f"[{text}]" if ":" in text and not text.startswith("[") else text
    if not HOST_PATTERN.match(text):
        raise SettingError("HOST", f"“{text}” bukan alamat; isi misalnya 127.0.0.1 atau 0.0.0.0.")
    return text


def _key(values: Mapping[str, str], name: str, debug: bool, var_dir: Path) -> str:
    """A secret: given, or (only with DEBUG=1) made once into `var_dir` for its owner alone."""
    text = values.get(name, "")
    if not text and debug:
        try:
            return key_from_file(var_dir / name.lower())
        except (OSError, ValueError) as error:
            raise SettingError(name, f"tidak dapat dibuat di VAR_DIR ({error}).") from error
    if not text:
        raise SettingError(name, f"wajib diisi bila DEBUG=0; minimal {KEY_LENGTH} karakter acak.")
    if not debug and (len(text) < KEY_LENGTH or len(set(text)) < 10):
        raise SettingError(name, f"terlalu lemah; isi minimal {KEY_LENGTH} karakter acak.")
    return text


def _audit_key(values: Mapping[str, str], debug: bool, var_dir: Path) -> str:
    key = _key(values, "AUDIT_KEY", debug, var_dir)
    if key == values.get("SECRET_KEY"):
        raise SettingError("AUDIT_KEY", "harus berbeda dari SECRET_KEY.")
    return key


def _allowed_hosts(values: Mapping[str, str], debug: bool) -> list[str]:
    hosts = [host.strip() for host in values.get("ALLOWED_HOSTS", "").split(",") if host.strip()]
    if not hosts and debug:
        return LOCAL_HOSTS
    if not hosts:
        raise SettingError("ALLOWED_HOSTS", "wajib diisi bila DEBUG=0; nama host dipisahkan koma.")
    for host in hosts:
        if not HOST_PATTERN.match(host) and not (debug and host == "*"):
            raise SettingError("ALLOWED_HOSTS", f"“{host}” bukan nama host; isi nama host dipisahkan koma.")
    return hosts


def _public_url(values: Mapping[str, str], debug: bool) -> str:
    """The address printed in QR codes, without a slash at its end."""
    text = values.get("PUBLIC_URL", "")
    if not text and debug:
        return f"http://{_host(values)}:{values.get('PORT') or '8000'}"
    if not text:
        raise SettingError("PUBLIC_URL", "wajib diisi bila DEBUG=0; alamat https:// aplikasi ini.")
    parts = _split(text)
    if parts is None or parts.scheme not in ({"http", "https"} if debug else {"https"}):
        raise SettingError(
            "PUBLIC_URL", f"“{text}” bukan alamat; isi misalnya https://kinerja.example.go.id."
        )
    return text.rstrip("/")


def _split(text: str) -> Any:
    """The parts of an address that has a host and nothing after its path, or None."""
    try:
        parts = urlsplit(text)
        plain = bool(parts.hostname and HOST_PATTERN.match(parts.netloc.rsplit(":", 1)[0]))
        return parts if plain and not parts.query and not parts.fragment and parts.port != 0 else None
    except ValueError:
        return None


def _database(values: Mapping[str, str], var_dir: Path) -> dict[str, Any]:
    expected = "isi sqlite:////folder/berkas.sqlite3 atau postgres://pengguna:sandi@host:5432/nama."
    url = values.get("DATABASE_URL", "")
    if not url:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(var_dir / "db.sqlite3")}
    if urlsplit(url).scheme not in {"sqlite", "postgres", "postgresql"}:
        raise SettingError("DATABASE_URL", f"jenis basis data tidak didukung; {expected}")
    if url.startswith("sqlite:"):
        _check_file(url, expected)
    config = _parsed("DATABASE_URL", environ.Env.db_url_config, url, expected)
    if not config["NAME"]:
        raise SettingError("DATABASE_URL", f"nama basis data tidak ada; {expected}")
    return config


def _check_file(url: str, expected: str) -> None:
    """A SQLite database is a file in a folder that exists: one in memory would be lost between processes."""
    parts = urlsplit(url)
    file = Path(unquote_plus(parts.path[1:])).absolute()
    if parts.netloc or parts.path in {"", "/"}:
        raise SettingError("DATABASE_URL", f"berkas SQLite tidak disebut; {expected}")
    if not file.parent.is_dir():
        raise SettingError("DATABASE_URL", f"folder “{file.parent}” tidak ada; buat dahulu foldernya.")


def _cache(values: Mapping[str, str]) -> dict[str, Any]:
    """The cache holds the sign-in rate limits, so every process must see the same one.

    By default that is a table beside the data: several servers share it without a further service, and it
    counts in transactions, which files do not.
    """
    url = values.get("CACHE_URL") or f"dbcache://{CACHE_TABLE}"
    expected = "isi dbcache://nama_tabel atau filecache:///folder."
    parts = urlsplit(url)
    if parts.scheme == "dbcache" and re.fullmatch(r"[a-z_][a-z0-9_]*", parts.netloc):
        return {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": parts.netloc}
    if parts.scheme == "filecache" and parts.path.startswith("/") and not parts.netloc:
        return {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": parts.path}
    raise SettingError("CACHE_URL", f"jenis cache tidak didukung; {expected}")


def _email(values: Mapping[str, str]) -> dict[str, Any]:
    url = values.get("EMAIL_URL") or "consolemail://"
    expected = "isi misalnya smtp+tls://pengguna:sandi@host:587 atau consolemail://."
    return _parsed("EMAIL_URL", environ.Env.email_url_config, url, expected)


def _parsed(name: str, parse: Callable[[str], Any], url: str, expected: str) -> dict[str, Any]:
    """What django-environ makes of `url`; it raises a different error for each kind of nonsense."""
    try:
        return dict(parse(url))
    except Exception as error:
        raise SettingError(name, f"tidak dapat dibaca; {expected}") from error


def _tasks(values: Mapping[str, str]) -> str:
    """How background work runs: in the request that asks for it, or by a worker that reads the database."""
    text = values.get("TASKS") or "immediate"
    if text not in {"immediate", "database"}:
        why = "belum tersedia" if text == "celery" else "tidak dikenal"
        raise SettingError("TASKS", f"“{text}” {why}; isi immediate atau database.")
    return text


def _demo_password(values: Mapping[str, str], debug: bool, var_dir: Path) -> str:
    """The password of the example accounts; "" in production, which has none."""
    text = values.get("DEMO_PASSWORD", "")
    if text and len(text) < PASSWORD_LENGTH:
        raise SettingError("DEMO_PASSWORD", f"terlalu pendek; isi minimal {PASSWORD_LENGTH} karakter.")
    if not debug:
        return ""
    try:
        return text or key_from_file(var_dir / "demo_password", new_password, PASSWORD_LENGTH)
    except (OSError, ValueError) as error:
        raise SettingError("DEMO_PASSWORD", f"tidak dapat dibuat di VAR_DIR ({error}).") from error
