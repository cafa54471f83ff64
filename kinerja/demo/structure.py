"""The posts of an office of each type (facts.md 4), named as such offices usually name them."""

from collections.abc import Iterator
from dataclasses import dataclass

from officials.models import Position

Kind, Field = Position.Kind, Position.Field
SECRETARY = "Sekretaris"


@dataclass(frozen=True, slots=True)
class Post:
    """A post below the Kepala Dinas.

    ``superior`` is the name of the post above, "" where that is the Kepala Dinas (R7); ``second_field`` is
    set where two bidang are merged into one.
    """

    kind: str
    name: str
    field: str
    second_field: str = ""
    superior: str = ""


@dataclass(frozen=True, slots=True)
class Bidang:
    """A bidang and its three seksi, each in the field whose result it carries (R8)."""

    name: str
    seksi: tuple[tuple[str, str], ...]
    field: str
    second_field: str = ""


def _of_one(field: str, name: str, *seksi: str) -> Bidang:
    return Bidang(name, tuple((one, field) for one in seksi), field)


DAFDUK = _of_one(
    Field.DAFDUK,
    "Pelayanan Pendaftaran Penduduk",
    *("Identitas Penduduk", "Pindah Datang Penduduk", "Pendataan Penduduk"),
)
CAPIL = _of_one(
    Field.CAPIL,
    "Pelayanan Pencatatan Sipil",
    *("Kelahiran", "Perkawinan dan Perceraian", "Perubahan Status Anak, Pewarganegaraan dan Kematian"),
)
PIAK = _of_one(
    Field.PIAK,
    "Pengelolaan Informasi Administrasi Kependudukan",
    "Sistem Informasi Administrasi Kependudukan",
    "Pengolahan dan Penyajian Data Kependudukan",
    "Tata Kelola dan SDM Teknologi Informasi",
)
PEMANFAATAN = _of_one(
    Field.PEMANFAATAN,
    "Pemanfaatan Data dan Inovasi Pelayanan",
    *("Kerja Sama", "Pemanfaatan Data dan Dokumen Kependudukan", "Inovasi Pelayanan"),
)
SERVICES = Bidang(
    "Pelayanan Pendaftaran Penduduk dan Pencatatan Sipil",
    (
        ("Identitas Penduduk", Field.DAFDUK),
        ("Pindah Datang dan Pendataan Penduduk", Field.DAFDUK),
        ("Kelahiran, Perkawinan dan Kematian", Field.CAPIL),
    ),
    Field.DAFDUK,
    Field.CAPIL,
)
INFORMATION = Bidang(
    "Pengelolaan Informasi dan Pemanfaatan Data",
    (
        ("Sistem Informasi Administrasi Kependudukan", Field.PIAK),
        ("Pengolahan dan Penyajian Data Kependudukan", Field.PIAK),
        ("Kerja Sama dan Inovasi Pelayanan", Field.PEMANFAATAN),
    ),
    Field.PIAK,
    Field.PEMANFAATAN,
)
BIDANG = {
    "A": (DAFDUK, CAPIL, PIAK, PEMANFAATAN),
    "B": (DAFDUK, CAPIL, INFORMATION),
    "C": (SERVICES, INFORMATION),
}
SUBBAGIAN = {"A": ("Perencanaan", "Keuangan", "Umum dan Kepegawaian")}
MERGED_SUBBAGIAN = ("Perencanaan dan Keuangan", "Umum dan Kepegawaian")


def posts_of(office_type: str) -> Iterator[Post]:
    """The posts of an office below its Kepala Dinas, each after the one above it.

    Args:
        office_type: ``A`` (20 posts), ``B`` (15) or ``C`` (11).
    """
    yield Post(Kind.SEKRETARIS, SECRETARY, Field.SEKRETARIAT)
    for name in SUBBAGIAN.get(office_type, MERGED_SUBBAGIAN):
        yield Post(Kind.KASUBAG, f"Kepala Subbagian {name}", Field.SEKRETARIAT, superior=SECRETARY)
    for bidang in BIDANG[office_type]:
        above = f"Kepala Bidang {bidang.name}"
        yield Post(Kind.KABID, above, bidang.field, bidang.second_field)
        for name, field in bidang.seksi:
            yield Post(Kind.KASI, f"Kepala Seksi {name}", field, superior=above)
