"""Commands end with 0, 1 with reasons, or 2, and speak JSON when asked."""

import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, CommandParser, call_command

from kinerja.management.base import RefusedError, ReportingCommand, WrongUsageError


class Weigh(ReportingCommand):
    """Weighs a figure: refuses "berat", does not understand "?"."""

    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what")

    def perform(self, *args: Any, what: str, **options: Any) -> dict[str, Any]:
        if what == "berat":
            raise RefusedError(["Terlalu berat.", "Timbangan rusak."])
        if what == "?":
            raise WrongUsageError("Tidak dimengerti: ?")
        return {"what": what, "weight": Decimal("90.50")}

    def lines(self, outcome: dict[str, Any]) -> Iterator[str]:
        yield f"{outcome['what']}: {outcome['weight']}"


def run(*words: str) -> tuple[int, str, str]:
    """Exit code, output and complaint of the command as the shell would see them."""
    out, complaint = StringIO(), StringIO()
    command = Weigh(stdout=out, stderr=complaint, no_color=True)
    try:
        command.run_from_argv(["manage.py", "weigh", *words])
    except SystemExit as end:
        return int(end.code or 0), out.getvalue(), complaint.getvalue()
    return 0, out.getvalue(), complaint.getvalue()


def test_done_prints_for_a_person() -> None:
    assert run("pena") == (0, "pena: 90.50\n", "")


def test_done_prints_for_a_machine_with_decimals_as_text() -> None:
    code, out, complaint = run("pena", "--json")

    assert (code, json.loads(out), complaint) == (0, {"what": "pena", "weight": "90.50"}, "")


def test_refused_lists_its_reasons_and_exits_1() -> None:
    assert run("berat") == (1, "", "Ditolak:\n- Terlalu berat.\n- Timbangan rusak.\n")


def test_refused_lists_its_reasons_for_a_machine() -> None:
    code, out, complaint = run("berat", "--json")

    assert (code, complaint) == (1, "")
    assert json.loads(out) == {"status": "refused", "reasons": ["Terlalu berat.", "Timbangan rusak."]}


def test_what_is_not_understood_exits_2() -> None:
    assert run("?") == (2, "", "WrongUsageError: Tidak dimengerti: ?\n")


def test_a_missing_argument_exits_2(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["manage.py"])

    assert run()[0] == 2
    assert "what" in capsys.readouterr().err


def test_called_from_code_it_raises_with_the_exit_code() -> None:
    with pytest.raises(CommandError) as refused:
        call_command(Weigh(stderr=StringIO()), "berat")

    assert (refused.value.returncode, str(refused.value)) == (1, "Terlalu berat.\nTimbangan rusak.")
