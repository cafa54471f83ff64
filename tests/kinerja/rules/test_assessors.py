import pytest

from kinerja.rules.assessors import CHAINS, Chain, chain_of

DIRJEN = Chain("dirjen", "menteri")
GUBERNUR = Chain("kepala_daerah", "menteri")
BUPATI = Chain("kepala_daerah", "kepala_daerah", decider_in_province=True)


@pytest.mark.parametrize(
    ("kind", "in_province", "in_kabkota"),
    [
        ("kepala_dinas", DIRJEN, DIRJEN),
        ("sekretaris", DIRJEN, DIRJEN),
        ("kabid", GUBERNUR, BUPATI),
        ("kasi", GUBERNUR, BUPATI),
        ("kasubag", GUBERNUR, BUPATI),
    ],
)
def test_the_table_of_ii_b(kind: str, in_province: Chain, in_kabkota: Chain) -> None:
    assert (chain_of(kind, province=True), chain_of(kind, province=False)) == (in_province, in_kabkota)


def test_no_other_post_is_appraised() -> None:
    assert set(CHAINS) == {"kepala_dinas", "sekretaris", "kabid", "kasi", "kasubag"}


@pytest.mark.parametrize("kind", ["menteri", "dirjen", "kepala_daerah", ""])
def test_whom_the_decree_does_not_appraise(kind: str) -> None:
    with pytest.raises(KeyError):
        chain_of(kind, province=True)
