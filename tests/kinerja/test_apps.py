"""What the app knows once it has started."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ASK = """
import django
django.setup()
import appraisal_site.urls
from officials.audit import ACTIONS
print(*sorted(ACTIONS))
"""


def test_every_act_that_is_recorded_has_its_name_in_the_web() -> None:
    sources = [file for app in ("kinerja", "officials") for file in (ROOT / app).rglob("*.py")]
    written = {
        name for file in sources for name in re.findall(r'\bregister\("([a-z_]+\.[a-z_]+)"', file.read_text())
    }
    answer = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True, cwd=ROOT)
    assert written - set(answer.stdout.split()) == set()
    assert "demo.load" in written
