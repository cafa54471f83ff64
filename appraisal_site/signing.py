"""The settings of signing: whose certificates sign, and which authority stamps the time."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

from appraisal_site.setting_error import SettingError

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
#: Each of these names a way of signing; without any the development authority signs.
WAYS = ("SIGNING_P12", "SIGNING_PKCS11_MODULE", "SIGNING_BSRE_URL")


@dataclass(frozen=True)
class Signing:
    """``p12`` is a file or a folder with a file a person; user and password of BSrE are this machine's."""

    p12: Path | None
    pkcs11_module: Path | None
    pkcs11_token: str
    bsre_url: str
    bsre_user: str
    bsre_password: str
    tsa_url: str

    def __repr__(self) -> str:
        """Without the password."""
        said = {row.name: getattr(self, row.name) for row in fields(self) if row.name != "bsre_password"}
        return f"Signing({said})"


def read_signing(values: Mapping[str, str]) -> Signing:
    """Check every setting of signing.

    Raises:
        SettingError: the first bad one; the passphrase of a signer is no setting, it is asked at signing.
    """
    if values.get("SIGNING_P12_PASSWORD"):
        text = "tidak dipakai lagi: kata sandi ditanyakan saat menandatangani; hapus setelan ini."
        raise SettingError("SIGNING_P12_PASSWORD", text)
    given = [name for name in WAYS if values.get(name)]
    if len(given) > 1:
        raise SettingError(given[1], f"tidak dapat bersama {given[0]}; isi salah satu saja.")
    return Signing(
        p12=_path(values, "SIGNING_P12", "isi berkas PKCS#12, atau folder berisi <NIP>.p12 tiap orang."),
        pkcs11_module=_library(values, "SIGNING_PKCS11_MODULE", "isi pustaka PKCS#11 token, berkas .so."),
        pkcs11_token=_with(values, "SIGNING_PKCS11_TOKEN", "SIGNING_PKCS11_MODULE", "label token"),
        bsre_url=_address(values, "SIGNING_BSRE_URL"),
        bsre_user=_with(values, "SIGNING_BSRE_USER", "SIGNING_BSRE_URL", "pengguna layanan"),
        bsre_password=_with(values, "SIGNING_BSRE_PASSWORD", "SIGNING_BSRE_URL", "sandi layanan"),
        tsa_url=_address(values, "SIGNING_TSA_URL"),
    )


def _path(values: Mapping[str, str], name: str, expected: str) -> Path | None:
    text = values.get(name, "")
    if text and not Path(text).exists():
        raise SettingError(name, f"“{text}” tidak ada; {expected}")
    return Path(text).absolute() if text else None


def _library(values: Mapping[str, str], name: str, expected: str) -> Path | None:
    found = _path(values, name, expected)
    if found and not found.is_file():
        raise SettingError(name, f"“{found}” bukan berkas; {expected}")
    return found


def _with(values: Mapping[str, str], name: str, other: str, what: str) -> str:
    """A setting that goes with another one: both or neither."""
    text = values.get(name, "")
    if bool(text) != bool(values.get(other)):
        raise SettingError(name, f"harus diisi bersama {other}: {what}.")
    return text


def _address(values: Mapping[str, str], name: str) -> str:
    """An address over https; plain http only on this machine itself."""
    text = values.get(name, "").rstrip("/")
    if text and not _safe(text):
        # Not repeated: somebody may have put a password into it.
        raise SettingError(name, "bukan alamat https://host/jalur tanpa nama pengguna, sandi, ? atau #.")
    return text


def _safe(text: str) -> bool:
    try:
        parts = urlsplit(text)
        whole = bool(parts.hostname) and parts.port != 0 and not (parts.query or parts.fragment)
    except ValueError:
        return False
    kept = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    return whole and kept and parts.username is None
