"""Names of example people and offices."""

import re
from dataclasses import replace

import pytest

from kinerja.demo.names import elected, head_title, office_name, office_title, servant, with_own_nip
from officials.models.official import RANKS
from officials.nip import nip_warnings, parse_nip
from regions.models import Region

FAKFAK = Region(name="Fakfak", kind="kabupaten")
JAKARTA = Region(name="Jakarta Selatan", kind="kota", is_administrative=True)
POSTS = [f"Jabatan {number}" for number in range(500)]


@pytest.mark.parametrize(
    ("region", "code", "name", "head"),
    [
        (
            FAKFAK,
            "92.03",
            "Dinas Kependudukan dan Pencatatan Sipil Kabupaten Fakfak (contoh)",
            "Bupati Fakfak",
        ),
        (
            JAKARTA,
            "31.74",
            "Suku Dinas Kependudukan dan Pencatatan Sipil Kota Administrasi Jakarta Selatan (contoh)",
            "Wali Kota Administrasi Jakarta Selatan",
        ),
        (
            Region(name="Bali", kind="provinsi"),
            "51",
            "Dinas Pemberdayaan Masyarakat, Desa, Kependudukan dan Pencatatan Sipil Provinsi Bali (contoh)",
            "Gubernur Bali",
        ),
    ],
)
def test_an_office_and_its_head_are_named_as_the_region_is(
    region: Region, code: str, name: str, head: str
) -> None:
    assert (office_name(region, code), head_title(region)) == (name, head)


def test_a_post_is_named_after_its_office() -> None:
    title = "Kepala Dinas Kependudukan dan Pencatatan Sipil Kabupaten Fakfak"
    assert office_title(FAKFAK, "92.03", "Kepala") == title


@pytest.mark.parametrize(
    ("level", "ranks"),
    [
        ("JPT Madya", {"IV/d", "IV/e"}),
        ("JPT Pratama", {"IV/b", "IV/c"}),
        ("Administrator", {"III/d", "IV/a"}),
        ("Pengawas", {"III/c", "III/d"}),
    ],
)
def test_a_civil_servant_has_a_sound_nip_and_a_rank(level: str, ranks: set[str]) -> None:
    people = [servant(post, level) for post in POSTS]
    nips = [person.nip or "" for person in people]
    assert [nip_warnings(nip) for nip in nips] == [[]] * len(POSTS)
    assert {parse_nip(nip).sex for nip in nips} == {"1", "2"}
    assert {person.rank for person in people} == ranks <= set(RANKS)
    assert {str(person.rank_since)[4:] for person in people} == {"-04-01", "-10-01"}


def test_a_nip_that_is_taken_gives_way_to_the_next() -> None:
    first = servant("Kepala Seksi Kelahiran", "Pengawas")
    born = (first.nip or "")[:-3]
    taken = {f"{born}{sequence:03}" for sequence in (998, 999, 1)}
    nips = [with_own_nip(replace(first, nip=f"{born}998"), taken).nip for _again in range(2)]
    assert nips == [f"{born}002", f"{born}003"]
    assert taken == {f"{born}{sequence:03}" for sequence in (998, 999, 1, 2, 3)}


def test_everybody_is_marked() -> None:
    names = [servant(post, "Administrator").name for post in POSTS] + [elected(post).name for post in POSTS]
    assert [name for name in names if not re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+ \(contoh\)", name)] == []


def test_the_elected_have_no_nip() -> None:
    assert (elected("Bupati Fakfak").nip, elected("Bupati Fakfak").rank) == (None, "")
