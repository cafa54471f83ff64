"""What the README names exists."""

import ast
import re
from pathlib import Path

import pytest

from appraisal_site.environment import BASE_DIR, Environment
from appraisal_site.signing import Signing
from officials.models import RoleAssignment

README = (BASE_DIR / "README.md").read_text(encoding="utf-8")
DECISIONS = (BASE_DIR / "docs" / "decisions.md").read_text(encoding="utf-8")
#: A path in code marks: it has a slash within, or ends like a file of ours; what `make run` makes is in var/.
PATHS = re.compile(r"`((?!var/|/)[\w.-]+/[\w./-]*|[\w-]+\.(?:py|md|json|csv|png))`")
LINKS = re.compile(r"\]\(([^)#]+)\)")
STEPS = re.compile(r"^\|[^|]*\| `([\w/]+\.py)` \| `(\w+)\(\)` \|$", re.MULTILINE)
#: Named as an example of what a reader makes.
TO_BE_MADE = {"2.json", ".venv/"}


def named(text: str) -> set[str]:
    return {*PATHS.findall(text), *LINKS.findall(text)} - TO_BE_MADE


def functions(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("text", [README, DECISIONS], ids=["README.md", "decisions.md"])
def test_every_path_named_exists(text: str) -> None:
    places = (BASE_DIR, BASE_DIR / "docs")
    missing = {name for name in named(text) if not any((place / name).exists() for place in places)}
    assert missing == set()


def test_the_journey_of_a_figure_is_the_code() -> None:
    steps = STEPS.findall(README)
    assert len(steps) == 23
    wrong = [(path, name) for path, name in steps if name not in functions(BASE_DIR / path)]
    assert wrong == []


def test_the_folders_of_the_house_are_there() -> None:
    drawing = README.split("```")[3]
    folders = set(re.findall(r"([a-z_]+)/", drawing))
    ours = {path.name for top in (BASE_DIR, BASE_DIR / "kinerja") for path in top.iterdir() if path.is_dir()}
    assert folders - ours == set()


def test_every_setting_is_explained() -> None:
    explained = README.split("## Settings")[1].split("\n## ")[0].lower()
    names = [setting(name) for name in Environment.__dataclass_fields__ if name != "signing"]
    names += [f"signing_{name}" for name in Signing.__dataclass_fields__]
    assert [name for name in names if f"`{name}`" not in explained] == []


def setting(field: str) -> str:
    """The variable from which a field of the environment comes."""
    return {"database": "database_url", "cache": "cache_url", "email": "email_url"}.get(field, field)


def test_every_role_that_signs_in_is_introduced() -> None:
    table = README.split("### Sign-ins")[1].split("\n## ")[0]
    assert [role for role in RoleAssignment.Role if f"`{role}`" not in table] == ["klien_api"]


def test_the_picture_is_small_enough_for_a_page() -> None:
    assert (BASE_DIR / "docs" / "national.png").stat().st_size < 300_000
