"""Names of example people and offices: common words of the country, marked "(contoh)"."""

from dataclasses import dataclass, replace
from datetime import date

from kinerja.demo import EXAMPLE
from kinerja.demo.seed import choose, pick
from regions.models import Region


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


WOMEN = _words(
    """
    Aisyah Ani Citra Dewi Endang Fitri Hasnah Indah Kartika Lestari Maria Nurul Puspita Ratna Sari Sri
    Theresia Wahyuni Yohana Yuliana Anita Asih Diana Elisabet Erna Evi Halimah Herlina Ida Khadijah Lina
    Martha Meri Mulyani Ningsih Novita Rina Rosmini Siti Yanti
    """
)
MEN = _words(
    """
    Agus Ahmad Andreas Bambang Budi Dedi Eko Hasan Hendra Iwan Joko Ketut Made Muhammad Petrus Rahmat
    Slamet Sutrisno Yusuf Zainal Abdul Adi Arif Benyamin Daniel Fajar Gede Hadi Herman Imam Kadek Lukas
    Markus Mulyono Nyoman Ridwan Rudi Syahrul Wawan Yohanes
    """
)
LAST = _words(
    """
    Anwar Baharuddin Gunawan Halim Handayani Hartono Hidayat Ibrahim Kurniawan Lubis Mahendra Nugroho
    Pratama Purnomo Rahman Ramadhan Santoso Saputra Setiawan Siregar Suryadi Susanto Utomo Wibowo Wijaya
    Yulianto Adiputra Basri Darmawan Effendi Firmansyah Ginting Harahap Irawan Kusuma Latuconsina Maulana
    Nasution Pasaribu Permana Rumbiak Saragih Simanjuntak Sinaga Sitorus Suharto Sulaiman Tambunan Wenda
    Widodo Yusuf Zulkarnain
    """
)
#: Offices that bear another name than most (facts.md 4); the key is the province's code.
MERGED = {
    "11": "Dinas Registrasi Kependudukan Aceh",
    "31": "Dinas Kependudukan dan Pencatatan Sipil Provinsi DKI Jakarta",
    "34": "Dinas Pemberdayaan Masyarakat, Kalurahan, Kependudukan dan Pencatatan Sipil DIY",
    "51": "Dinas Pemberdayaan Masyarakat, Desa, Kependudukan dan Pencatatan Sipil Provinsi Bali",
    "64": "Dinas Kependudukan, Pemberdayaan Perempuan dan Perlindungan Anak Provinsi Kalimantan Timur",
    "75": "Dinas Pemberdayaan Masyarakat, Desa, Kependudukan dan Pencatatan Sipil Provinsi Gorontalo",
}
ORDINARY = "Dinas Kependudukan dan Pencatatan Sipil"
HEADS = {
    Region.Kind.PROVINSI: "Gubernur",
    Region.Kind.KABUPATEN: "Bupati",
    Region.Kind.KOTA: "Wali Kota",
}
#: Ranks that a post of each level usually asks for (facts.md 4).
RANKS = {
    "JPT Madya": ("IV/d", "IV/e"),
    "JPT Pratama": ("IV/b", "IV/c"),
    "Administrator": ("III/d", "IV/a"),
    "Pengawas": ("III/c", "III/d"),
}
#: Years of birth that fit a post of each level, so that nobody is too young for it or has retired.
BORN = {
    "JPT Madya": (1967, 1979),
    "JPT Pratama": (1967, 1979),
    "Administrator": (1969, 1980),
    "Pengawas": (1970, 1980),
}


@dataclass(frozen=True, slots=True)
class Person:
    """An example person; an elected one has neither NIP nor rank."""

    name: str
    nip: str | None = None
    rank: str = ""
    rank_since: date | None = None


def office_name(region: Region, code: str) -> str:
    """The name of a region's office; in DKI Jakarta that of a kota is a Suku Dinas of the province's."""
    return f"{_office(region, code)} {EXAMPLE}"


def office_title(region: Region, code: str, post: str) -> str:
    """The name of a post in a region's office: "Kepala Dinas Kependudukan … Kabupaten Fakfak"."""
    return f"{post} {_office(region, code)}"


def head_title(region: Region) -> str:
    """The name of the post of Kepala Daerah: "Bupati Fakfak"."""
    administrative = " Administrasi" if region.is_administrative else ""
    return f"{HEADS[Region.Kind(region.kind)]}{administrative} {region.name}"


def _office(region: Region, code: str) -> str:
    if code in MERGED:
        return MERGED[code]
    if region.is_administrative:
        return f"Suku {ORDINARY} {region.get_kind_display()} Administrasi {region.name}"
    return f"{ORDINARY} {region.full_name}"


def elected(post: str) -> Person:
    """The example person in a post that is won by election or given by the President."""
    return Person(_name(post, pick(0, 1, post, "sex") == 1))


def servant(post: str, level: str) -> Person:
    """The example civil servant in a post, with a NIP that is well formed (facts.md 4)."""
    woman = pick(0, 1, post, "sex") == 1
    born = date(pick(*BORN[level], post, "year"), pick(1, 12, post, "month"), pick(1, 28, post, "day"))
    appointed = f"{born.year + pick(23, 28, post, 'age')}{pick(1, 12, post, 'appointed'):02}"
    nip = f"{born:%Y%m%d}{appointed}{2 if woman else 1}{pick(1, 999, post, 'sequence'):03}"
    promoted = date(pick(2015, 2016, post, "promoted"), choose((4, 10), post, "promotion"), 1)
    return Person(_name(post, woman), nip, choose(RANKS[level], post, "rank"), promoted)


def with_own_nip(person: Person, nips: set[str]) -> Person:
    """The same civil servant under the next sequence number that nobody else bears, which is noted.

    Args:
        person: somebody with a NIP.
        nips: those that are taken; the one of this person is added.
    """
    nip = person.nip or ""
    while nip in nips:
        nip = f"{nip[:-3]}{int(nip[-3:]) % 999 + 1:03}"
    nips.add(nip)
    return replace(person, nip=nip)


def _name(post: str, woman: bool) -> str:
    first = choose(WOMEN if woman else MEN, post, "first")
    return f"{first} {choose(LAST, post, 'last')} {EXAMPLE}"
