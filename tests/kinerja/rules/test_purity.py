"""The rules are pure: no Django, no clock, no I/O, no float (house: one home for a score)."""

import ast
from pathlib import Path

import pytest

import kinerja.rules

FILES = sorted(Path(kinerja.rules.__file__).parent.glob("**/*.py"))
ALLOWED = {
    "__future__",
    "collections",
    "dataclasses",
    "datetime",
    "decimal",
    "enum",
    "fractions",
    "functools",
    "itertools",
    "kinerja",
    "re",
    "typing",
}
CLOCKS = {"now", "today", "utcnow", "time", "perf_counter"}
OUTSIDE = {"open", "print", "input", "exec", "eval", "float"}


def imported(tree: ast.AST) -> set[str]:
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_rule_imports_only_rules_and_plain_python(path: Path) -> None:
    names = imported(ast.parse(path.read_text()))
    outside = {
        name
        for name in names
        if name.split(".")[0] not in ALLOWED
        or (name.startswith("kinerja") and not name.startswith("kinerja.rules"))
    }
    assert outside == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_rule_asks_no_clock_and_touches_nothing_outside(path: Path) -> None:
    tree = ast.parse(path.read_text())
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    called = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert (attributes & CLOCKS, called & OUTSIDE) == (set(), set())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_rule_writes_no_float(path: Path) -> None:
    tree = ast.parse(path.read_text())
    floats = [
        node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and type(node.value) is float
    ]
    assert floats == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_rules_file_stays_small(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 300
