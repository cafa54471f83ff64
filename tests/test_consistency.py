"""What holds for the whole tree, whoever adds to it."""

import ast
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from django.template.loader import get_template

from appraisal_site.environment import BASE_DIR

APPS = ["appraisal_site", "regions", "officials", "kinerja"]
MAXIMUM_LINES = 300
#: Files that may be longer, and why.
LONG_FILES = {
    "tests/builders.py": "one builder for each model, read by name",
    "tests/kinerja/rules/test_completion.py": "the cases of all eight target kinds, side by side",
}
#: Functions of services that are no acts of a person: the name, and why nobody is named.
WITHOUT_ACTOR: dict[str, str] = {}


def tracked_files() -> list[Path]:
    """Every file that is or would be committed."""
    git = shutil.which("git")
    assert git, "git lists the files that these tests read"
    command = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=BASE_DIR, capture_output=True, check=True).stdout.decode()
    return sorted(file for name in listed.split("\0") if name and (file := BASE_DIR / name).is_file())


def text_of(file: Path) -> str:
    """The text of a file, empty for what is not text."""
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def python_files(*folders: str) -> list[Path]:
    return sorted(file for folder in folders for file in (BASE_DIR / folder).rglob("*.py"))


def relative(file: Path) -> str:
    return file.relative_to(BASE_DIR).as_posix()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_no_host_and_hashes_everything(name: str) -> None:
    text = (BASE_DIR / name).read_text()
    entries = re.split(r"\n(?=\S)", text.strip())
    assert "://" not in text
    assert [entry for entry in entries if not re.match(r"\S+==\S+ \\\n    --hash=sha256:", entry)] == []


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]
    run, dev = (
        set(re.findall(r"^(\S+)==(\S+)", (BASE_DIR / name).read_text(), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    )
    pins = {
        (re.sub(r"\[.*\]", "", name), version)
        for line in project["dependencies"]
        for name, version in [line.split("==")]
    }
    assert pins - run == set()
    assert run - dev == set()


def test_no_file_knows_this_machine() -> None:
    machine = re.compile(
        r"/(?:root|home/\w+|work)/\w|pypi\.org|pythonhosted|registry\.npmjs|/opt/(?:pypi|wheels)"
    )
    found = {
        relative(file): match.group()
        for file in tracked_files()
        if file != Path(__file__) and (match := machine.search(text_of(file)))
    }
    assert found == {}


def test_files_stay_small() -> None:
    files = [*python_files(*APPS, "tests", ".ci"), BASE_DIR / "manage.py"]
    long = {relative(file) for file in files if len(text_of(file).splitlines()) > MAXIMUM_LINES}
    assert {name for name in long if "/migrations/" not in name} - set(LONG_FILES) == set()


def public_functions(*folders: str) -> list[tuple[str, ast.FunctionDef]]:
    """The public module-level functions below some folders, with where they are."""
    return [
        (f"{relative(file)}:{node.name}", node)
        for file in python_files(*folders)
        for node in ast.parse(text_of(file)).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def writes(node: ast.FunctionDef) -> bool:
    """Whether a function opens a transaction: the mark of an act."""
    return "atomic" in ast.unparse(node)


def test_every_act_names_who_acts() -> None:
    found = set()
    for name, node in public_functions("kinerja/services", "officials/services"):
        arguments = node.args
        keyword_only = {argument.arg for argument in arguments.kwonlyargs}
        positional = arguments.posonlyargs + arguments.args
        if writes(node) and (positional or "actor" not in keyword_only):
            found.add(name)
    assert found == set(WITHOUT_ACTOR)


def test_every_public_function_says_what_it_does() -> None:
    names = [name for name, node in public_functions(*APPS) if not ast.get_docstring(node)]
    assert [name for name in names if "/migrations/" not in name] == []


def test_rules_read_no_clock_and_use_no_float() -> None:
    forbidden = re.compile(r"\.(?:now|today|utcnow)\(|\bfloat\(|\bopen\(|(?<![\w.])\d+\.\d+(?![\w.])")
    found = {}
    for file in python_files("kinerja/rules"):
        code = ast.unparse(without_docstrings(ast.parse(text_of(file))))
        match = forbidden.search(re.sub(r"'[^'\n]*'|\"[^\"\n]*\"", "''", code))
        if match:
            found[relative(file)] = match.group()
    assert found == {}


def without_docstrings(tree: ast.Module) -> ast.Module:
    """The same code without the texts that stand alone."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [line for line in body if not is_text(line)] or [ast.Pass()]
    return tree


def is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def template_names() -> list[str]:
    folders = [BASE_DIR / "templates", *(BASE_DIR / app / "templates" for app in APPS)]
    return sorted(
        file.relative_to(folder).as_posix()
        for folder in folders
        for file in folder.rglob("*")
        if file.is_file() and file.suffix in {".html", ".txt", ".svg"}
    )


@pytest.mark.parametrize("name", template_names())
def test_a_template_compiles_and_has_no_inline_script_or_style(name: str) -> None:
    source = re.sub(r"\{%.*?%\}", "", get_template(name).template.source, flags=re.DOTALL)
    documents = name.startswith("documents/")  # printed by WeasyPrint, never shown by a browser
    script = r"<script(?![^>]*(?:\bsrc=|\btype=\"application/json))[^>]*>"
    inline = re.findall(rf"{script}|<style\b|\sstyle=|\son\w+=", source)
    assert documents or inline == []


def test_no_lint_is_silenced_without_a_reason() -> None:
    silenced = re.compile(r"#\s*(?:noqa|type:\s*ignore|nosec)(?P<rest>[^\n]*)")
    found = [
        f"{relative(file)}: {match.group()}"
        for file in python_files(*APPS, "tests", ".ci")
        if file != Path(__file__)
        for match in silenced.finditer(text_of(file))
        if not has_reason(text_of(file), match)
    ]
    assert found == []


def has_reason(text: str, match: re.Match[str]) -> bool:
    """A reason stands after the code on the same line, or as a comment on the line before."""
    lines = text[: match.start()].splitlines()
    before = lines[-2].strip() if len(lines) > 1 else ""
    return before.startswith("#") or bool(re.search(r"\s[-–—#]\s+\S+ \S+", match["rest"]))


def test_nothing_is_left_for_later() -> None:
    later = re.compile(
        r"\b(?:TODO|FIXME|XXX)\b|NotImplementedError|pytest\.mark\.(?:skip|xfail)\b|pytest\.skip\("
    )
    found = [
        relative(file)
        for file in python_files(*APPS, "tests", ".ci")
        if file != Path(__file__) and later.search(text_of(file))
    ]
    assert found == []


def test_every_make_command_of_the_readme_exists() -> None:
    readme, makefile = (BASE_DIR / name for name in ("README.md", "Makefile"))
    targets = set(re.findall(r"^([a-z]+):", makefile.read_text(), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z]+)", readme.read_text()))
    assert named - targets == set()
    assert {"setup", "run", "test", "check", "bench"} <= targets


def test_every_command_of_the_readme_exists() -> None:
    readme = (BASE_DIR / "README.md").read_text()
    named = set(re.findall(r"manage\.py ([a-z_]+)", readme))
    ours = {file.stem for app in APPS for file in (BASE_DIR / app / "management/commands").glob("*.py")}
    django = {
        "migrate",
        "createcachetable",
        "collectstatic",
        "createsuperuser",
        "check",
        "shell",
        "runserver",
        "db_worker",  # of django-tasks-db
    }
    assert named - ours - django == set()


def test_ci_runs_make_test_and_nothing_else() -> None:
    code = [line for line in (BASE_DIR / ".ci/run").read_text().splitlines() if not line.startswith("#")]
    assert code == ['cd "$(dirname "$0")/.." && exec make test']
