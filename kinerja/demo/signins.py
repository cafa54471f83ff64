"""Who can sign in to the demonstration, and what a visitor may expect of it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from officials.models import Position, RoleAssignment

Role, Kind, Field = RoleAssignment.Role, Position.Kind, Position.Field
PROVINCE, REGENCY = "92", "92.02"
WITA, WIB = "51.71", "34.71"
HEAD = (Kind.KEPALA_DAERAH, "")


@dataclass(frozen=True, slots=True)
class SignIn:
    """An example account.

    ``region`` is where its role holds ("": all Indonesia), ``post`` the kind and field of the post that the
    role is tied to, in that region; ``sees`` tells a visitor what to expect. ``name`` is the role's unless it
    is given; ``acts`` says that the account is not the holder's, but of who acts for the holder (Plh).
    """

    role: str
    sees: Any
    region: str = ""
    post: tuple[str, str] | None = None
    name: str = ""
    acts: bool = False

    def __post_init__(self) -> None:
        """Name the account after its role."""
        object.__setattr__(self, "name", self.name or str(self.role))


SIGN_INS = (
    SignIn(
        Role.OPERATOR_UNIT, _("mengisi dan mengajukan angka Kabupaten Manokwari (periode 2025-1)"), REGENCY
    ),
    SignIn(
        Role.PEMANTAU_PROVINSI,
        _("Papua Barat dan tujuh kabupatennya; mendukung atau bertanya (periode 2025-1)"),
        PROVINCE,
    ),
    SignIn(Role.OPERATOR_DITJEN, _("mengisi angka semua unit kerja")),
    SignIn(Role.VERIFIKATOR_DITJEN, _("memverifikasi atau mengembalikan ajuan semua unit kerja")),
    SignIn(
        Role.DIRJEN,
        _("menetapkan hasil unit kerja menjadi final; menilai semua Kepala Dinas dan Sekretaris"),
        post=(Kind.DIRJEN, ""),
    ),
    SignIn(
        Role.MENTERI,
        _("melihat semuanya; memutus keberatan atas penilaian Dirjen dan Gubernur"),
        post=(Kind.MENTERI, ""),
    ),
    SignIn(
        Role.KEPALA_DAERAH,
        _("menilai Kepala Bidang, Kepala Seksi, dan Kepala Subbagian, sebagai Bupati Manokwari"),
        REGENCY,
        HEAD,
    ),
    SignIn(
        Role.KEPALA_DAERAH,
        _("menilai pejabat provinsi dan memutus keberatan kabupatennya, sebagai Gubernur Papua Barat"),
        PROVINCE,
        HEAD,
        "gubernur",
    ),
    SignIn(
        Role.KEPALA_DAERAH,
        _("menilai pejabat dinasnya, sebagai Wali Kota Denpasar (WITA)"),
        WITA,
        HEAD,
        "kepala_daerah_wita",
    ),
    SignIn(
        Role.KEPALA_DAERAH,
        _("menilai pejabat dinasnya, sebagai Wali Kota Yogyakarta (WIB)"),
        WIB,
        HEAD,
        "kepala_daerah_wib",
    ),
    SignIn(
        Role.ATASAN,
        _("menilai SKP dan perilaku bawahannya, sebagai Kepala Dinas Kabupaten Manokwari"),
        REGENCY,
        (Kind.KEPALA_DINAS, ""),
    ),
    SignIn(
        Role.PEJABAT,
        _("menerima penilaiannya, dapat berkeberatan, sebagai Kepala Bidang Kabupaten Manokwari"),
        REGENCY,
        (Kind.KABID, Field.DAFDUK),
    ),
    SignIn(
        Role.PEJABAT,
        _("menerima penilaiannya, dapat berkeberatan, sebagai Kepala Bidang Kota Denpasar (WITA)"),
        WITA,
        (Kind.KABID, Field.CAPIL),
        "pejabat_wita",
    ),
    SignIn(
        Role.PEJABAT,
        _("menerima penilaiannya, dapat berkeberatan, sebagai Kepala Bidang Kota Yogyakarta (WIB)"),
        WIB,
        (Kind.KABID, Field.CAPIL),
        "pejabat_wib",
    ),
    SignIn(Role.ADMIN_PUSAT, _("data acuan, akun, periode, kebijakan; membuka kembali hasil final")),
    SignIn(Role.AUDITOR, _("membaca semuanya dan jejak audit, tidak menulis apa pun")),
    # The delegation is recorded by admin_pusat, so that this account comes after it.
    SignIn(
        Role.KEPALA_DAERAH,
        _("menilai untuk Wali Kota Denpasar, sebagai pelaksana harian (Plh) dengan nomor keputusan"),
        WITA,
        HEAD,
        "plh_wita",
        acts=True,
    ),
)
