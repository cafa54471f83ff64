"""Every document of the demonstration proves itself by its embedded data, in a process of rules alone."""

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kinerja.documents.schema import schema_of
from kinerja.documents.wording import percent
from kinerja.models import SignedDocument
from kinerja.selectors.document import content
from tests.kinerja.documents.papers import NBSP, attachments_of, text_of

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
#: What the other process runs: it knows the rules, the JSON that it is given, and nothing else of ours.
ALONE = """
import json, sys
from kinerja.rules.proof import prove
proofs = [prove(json.loads(text)) for text in json.load(sys.stdin)]
ours = {name.split(".")[1] for name in sys.modules if name.startswith("kinerja.")}
others = {"django", "weasyprint", "pyhanko", "officials", "regions", "appraisal_site"} & set(sys.modules)
assert (ours, others) == ({"rules"}, set()), (ours, others)
json.dump([[proof.format, proof.holds, proof.result] for proof in proofs], sys.stdout)
"""


def carried(result: dict[str, Any]) -> dict[str, Any]:
    """The result whose figures a document prints in large."""
    if "element_one" in result:
        found: dict[str, Any] = result["element_one"]["carried"]
        return found
    return dict(result.get("province", result))


def test_each_document_recomputes_from_its_own_data_alone() -> None:
    papers = {row: content(row) for row in SignedDocument.objects.select_related("appraisal")}
    texts = [attachments_of(pdf)["data.json"].decode() for pdf in papers.values()]
    done = subprocess.run(
        [sys.executable, "-c", ALONE],
        input=json.dumps(texts),
        capture_output=True,
        check=False,
        text=True,
        cwd=ROOT,
    )
    assert done.stderr == ""
    proofs = json.loads(done.stdout)
    assert {row.kind for row in papers} == set(SignedDocument.Kind.values)
    for (row, pdf), text, (form, holds, again) in zip(papers.items(), texts, proofs, strict=True):
        data = json.loads(text)
        assert (text, form) == (row.snapshot, data["format"])
        assert holds is (None if row.kind == "agreement" else True)
        if again is None:
            continue
        found, printed = carried(again), text_of(pdf)
        assert percent(found["completion"]).replace(NBSP, " ") in printed.replace(NBSP, " ")
        assert found["kategori"] in printed
        assert carried(data["result"])["nilai"] == found["nilai"]
        assert Decimal(found["completion"]) == Decimal(carried(data["result"])["completion"])


def test_each_is_of_its_published_form() -> None:
    from jsonschema import Draft202012Validator

    for row in SignedDocument.objects.all():
        data = json.loads(row.snapshot)
        validator = Draft202012Validator(schema_of(data["format"], data["version"]))
        assert list(validator.iter_errors(data)) == []
        assert list(validator.iter_errors(data | {"unknown": 1})) != []
        assert (
            list(validator.iter_errors({name: part for name, part in data.items() if name != "code"})) != []
        )
