"""Whom verification trusts: the development root and the roots that an operator keeps."""

from pathlib import Path

import pytest
from pytest_django import Settings

from kinerja.documents.authority import is_development, trusted_roots, trusted_tsa_roots
from kinerja.documents.signers.base import Identity
from kinerja.documents.signers.development import credentials
from tests.kinerja.documents.keys import ministry


@pytest.mark.parametrize("folder", ["trusted", "trusted-tsa"])
def test_kept_roots_are_trusted_for_their_purpose(settings: Settings, tmp_path: Path, folder: str) -> None:
    settings.SIGNING_CA_DIR = tmp_path / "ca"
    development = credentials(Identity("Dr. Contoh")).chain
    keys = ministry()
    (tmp_path / "ca" / folder).mkdir()
    (tmp_path / "ca" / folder / "2020.pem").write_bytes(keys.pem(keys.root))
    own, others = (trusted_roots(), trusted_tsa_roots())
    expected = {"trusted": ((*development, keys.root), ()), "trusted-tsa": (development, (keys.root,))}
    assert (own, others) == expected[folder]


def test_only_the_development_root_says_so() -> None:
    assert not is_development(ministry().root)
