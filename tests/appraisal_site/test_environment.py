"""Every setting from outside: its default, what it accepts, and the one line for what it does not."""

import re
from pathlib import Path

import pytest

from appraisal_site.environment import SettingError, read
from appraisal_site.signing import Signing

KEY = "s3cret-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ"
AUDIT = KEY[::-1]
PRODUCTION = {
    "DEBUG": "0",
    "SECRET_KEY": KEY,
    "AUDIT_KEY": AUDIT,
    "ALLOWED_HOSTS": "kinerja.example.go.id, .example.go.id",
    "PUBLIC_URL": "https://kinerja.example.go.id/",
}


def test_everything_has_a_default_in_development(tmp_path: Path) -> None:
    found = read({"VAR_DIR": str(tmp_path)})
    assert (found.debug, found.debug_pages, found.tasks, found.trusted_proxies) == (
        True,
        False,
        "immediate",
        0,
    )
    assert found.https_redirect is False
    assert found.allowed_hosts == ["127.0.0.1", "localhost", "[::1]"]
    assert (found.public_url, found.host, found.port) == ("http://127.0.0.1:8000", "127.0.0.1", 8000)
    assert found.database == {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(tmp_path / "db.sqlite3"),
    }
    assert found.cache == {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entries",
    }
    assert found.media_root == tmp_path / "media"
    assert found.signing == Signing(None, None, "", "", "", "", "")
    assert found.email["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend"


def test_keys_are_made_once_and_differ(tmp_path: Path) -> None:
    first, second = read({"VAR_DIR": str(tmp_path)}), read({"VAR_DIR": str(tmp_path)})
    assert (first.secret_key, first.audit_key) == (second.secret_key, second.audit_key)
    assert first.secret_key != first.audit_key


def test_the_password_of_the_demonstration_is_given_or_made_once(tmp_path: Path) -> None:
    source = {"VAR_DIR": str(tmp_path)}
    first, second = read(source), read(source)
    assert first.demo_password == second.demo_password
    assert re.fullmatch(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", first.demo_password)
    assert read(source | {"DEMO_PASSWORD": "pilihan-sendiri"}).demo_password == "pilihan-sendiri"
    assert read(PRODUCTION | source | {"DEMO_PASSWORD": "pilihan-sendiri"}).demo_password == ""


def test_production_needs_exactly_four_settings(tmp_path: Path) -> None:
    found = read(PRODUCTION | {"VAR_DIR": str(tmp_path)})
    assert (found.debug, found.https_redirect, found.trusted_proxies) == (False, True, 1)
    assert found.allowed_hosts == ["kinerja.example.go.id", ".example.go.id"]
    assert found.public_url == "https://kinerja.example.go.id"
    assert (found.secret_key, found.audit_key) == (KEY, AUDIT)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["SECRET_KEY", "AUDIT_KEY", "ALLOWED_HOSTS", "PUBLIC_URL"])
@pytest.mark.parametrize("missing", [None, "", "  "])
def test_production_names_what_is_missing(name: str, missing: str | None) -> None:
    source = {key: text for key, text in PRODUCTION.items() if key != name}
    if missing is not None:
        source[name] = missing
    with pytest.raises(SettingError) as error:
        read(source)
    assert error.value.name == name
    assert str(error.value).startswith(f"Pengaturan {name}: wajib diisi bila DEBUG=0; ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "yes"),
        ("DEBUG_PAGES", "2"),
        ("DEMO_PASSWORD", "pendek"),
        ("HTTPS_REDIRECT", "on"),
        ("HOST", "here and there"),
        ("PORT", "abc"),
        ("PORT", "65536"),
        ("TRUSTED_PROXIES", "-1"),
        ("TRUSTED_PROXIES", "²"),
        ("TRUSTED_PROXIES", "10"),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 60),
        ("AUDIT_KEY", "short"),
        ("AUDIT_KEY", KEY),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "https://kinerja.example.go.id"),
        ("ALLOWED_HOSTS", "kinerja.example.go.id kinerja2.example.go.id"),
        ("PUBLIC_URL", "http://kinerja.example.go.id"),
        ("PUBLIC_URL", "kinerja.example.go.id"),
        ("PUBLIC_URL", "https://"),
        ("PUBLIC_URL", "https://kinerja.example.go.id:port"),
        ("PUBLIC_URL", "https://kinerja.example.go.id/?a=1"),
        ("DATABASE_URL", "mysql://u:p@host/name"),
        ("DATABASE_URL", "postgres://u:p@host:port/name"),
        ("DATABASE_URL", "postgres://u:p@host"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite://:memory:"),
        ("DATABASE_URL", "sqlite://db.sqlite3"),
        ("DATABASE_URL", "sqlite:////no/such/folder/db.sqlite3"),
        ("DATABASE_URL", "nonsense"),
        ("CACHE_URL", "locmemcache://"),
        ("CACHE_URL", "dbcache://DROP TABLE"),
        ("CACHE_URL", "filecache://relative"),
        ("EMAIL_URL", "carrier-pigeon://"),
        ("EMAIL_URL", "smtp://host:port"),
        ("TASKS", "celery"),
        ("TASKS", "later"),
        ("SIGNING_P12", "/no/such/file.p12"),
        ("SIGNING_P12_PASSWORD", "it is asked at signing"),
        ("SIGNING_PKCS11_MODULE", "/no/such/library.so"),
        ("SIGNING_PKCS11_MODULE", "/"),
        ("SIGNING_PKCS11_TOKEN", "a label and no library"),
        ("SIGNING_BSRE_URL", "http://bsre.example"),
        ("SIGNING_BSRE_URL", "nonsense"),
        ("SIGNING_BSRE_URL", "https://[::1"),
        ("SIGNING_BSRE_URL", "https://bsre.example:port"),
        ("SIGNING_BSRE_URL", "https://bsre.example/?a=1"),
        ("SIGNING_BSRE_USER", "a user and no service"),
        ("SIGNING_TSA_URL", "http://tsa.example"),
    ],
)
def test_a_bad_value_is_named_in_one_line(name: str, value: str) -> None:
    with pytest.raises(SettingError) as error:
        read(PRODUCTION | {name: value})
    assert error.value.name == name
    assert str(error.value).startswith(f"Pengaturan {error.value.name}: ")
    assert "\n" not in str(error.value)


def test_a_secret_is_never_repeated_in_its_message() -> None:
    with pytest.raises(SettingError) as error:
        read(PRODUCTION | {"SECRET_KEY": "hunter2", "DATABASE_URL": "postgres://u:hunter2@host:port/name"})
    assert "hunter2" not in str(error.value)
    with pytest.raises(SettingError) as error:
        read(PRODUCTION | {"DATABASE_URL": "postgres://u:hunter2@host:port/name"})
    assert "hunter2" not in str(error.value)
    with pytest.raises(SettingError) as error:
        read(PRODUCTION | {"SIGNING_TSA_URL": "https://u:hunter2@tsa.example"})
    assert (error.value.name, "hunter2" in str(error.value)) == ("SIGNING_TSA_URL", False)


def test_a_folder_that_cannot_be_written_names_the_key(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file, not a folder")
    with pytest.raises(SettingError) as error:
        read({"VAR_DIR": str(tmp_path / "var")})
    assert (error.value.name, "\n" in str(error.value)) == ("SECRET_KEY", False)


def test_a_postgresql_address_is_taken_apart() -> None:
    found = read(
        PRODUCTION | {"DATABASE_URL": "postgres://user:p%40ss@db.example:5433/kinerja?sslmode=require"}
    )
    assert found.database == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "kinerja",
        "USER": "user",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": 5433,
        "OPTIONS": {"sslmode": "require"},
    }


def test_one_way_of_signing(tmp_path: Path) -> None:
    file = tmp_path / "signer.p12"
    file.write_bytes(b"x")
    service = {"SIGNING_BSRE_URL": "https://bsre.example/", "SIGNING_BSRE_USER": "kita"}
    service |= {"SIGNING_BSRE_PASSWORD": "hunter2"}
    assert read(PRODUCTION | {"SIGNING_P12": str(file)}).signing.p12 == file
    found = read(PRODUCTION | service).signing
    assert (found.bsre_url, found.bsre_user, found.bsre_password) == (
        "https://bsre.example",
        "kita",
        "hunter2",
    )
    assert "hunter2" not in repr(found)
    with pytest.raises(SettingError) as error:
        read(PRODUCTION | service | {"SIGNING_P12": str(file)})
    assert error.value.name == "SIGNING_BSRE_URL"
    with pytest.raises(SettingError) as error:
        read(PRODUCTION | {"SIGNING_PKCS11_MODULE": str(file)})
    assert str(error.value) == (
        "Pengaturan SIGNING_PKCS11_TOKEN: harus diisi bersama SIGNING_PKCS11_MODULE: label token."
    )
    assert read({"SIGNING_TSA_URL": "http://127.0.0.1:3161/", "VAR_DIR": str(tmp_path)}).signing.tsa_url == (
        "http://127.0.0.1:3161"
    )


@pytest.mark.parametrize("source", [{}, PRODUCTION], ids=["development", "production"])
@pytest.mark.parametrize(
    ("given", "found"), [("", "immediate"), ("immediate", "immediate"), ("database", "database")]
)
def test_how_background_work_runs(tmp_path: Path, source: dict[str, str], given: str, found: str) -> None:
    assert read(source | {"VAR_DIR": str(tmp_path), "TASKS": given}).tasks == found


@pytest.mark.parametrize(("value", "why"), [("celery", "belum tersedia"), ("later", "tidak dikenal")])
def test_another_way_of_running_is_refused_with_the_two_there_are(value: str, why: str) -> None:
    with pytest.raises(SettingError) as error:
        read(PRODUCTION | {"TASKS": value})
    assert str(error.value) == f"Pengaturan TASKS: “{value}” {why}; isi immediate atau database."


def test_where_the_server_listens(tmp_path: Path) -> None:
    found = read({"VAR_DIR": str(tmp_path), "HOST": "::1", "PORT": "8001"})
    assert (found.host, found.port, found.public_url) == ("[::1]", 8001, "http://[::1]:8001")


def test_a_file_cache_is_a_shared_folder(tmp_path: Path) -> None:
    found = read(PRODUCTION | {"CACHE_URL": f"filecache://{tmp_path}"})
    assert found.cache == {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(tmp_path),
    }
