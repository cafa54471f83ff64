"""The scale shows the policy's own table and marks where the unit stands."""

import pytest

from kinerja.documents.scale import Field, scale
from kinerja.rules.policy import Policy
from tests.kinerja.documents import samples


def test_the_decrees_table() -> None:
    found = scale(samples.kabkota())
    assert found.mark == "89.62"
    assert found.fields == (
        Field("0", "51", "di bawah tabel", "", reached=False),
        Field("51", "10", "Kurang", "51", reached=False),
        Field("61", "15", "Cukup", "61", reached=False),
        Field("76", "15", "Baik", "76", reached=True),
        Field("91", "9", "Sangat Baik", "91", reached=False),
    )


@pytest.mark.parametrize(
    ("completion", "label"),
    [("0.00", "di bawah tabel"), ("50.99", "di bawah tabel"), ("51.00", "Kurang"), ("100.00", "Sangat Baik")],
)
def test_exactly_one_stretch_is_reached(completion: str, label: str) -> None:
    made = samples.kabkota()
    made.result["completion"] = completion
    assert [field.label for field in scale(made).fields if field.reached] == [label]


def test_above_hundred_the_mark_stays_at_the_end() -> None:
    made = samples.kabkota(policy=Policy.from_data({"cap": None}, "2"))
    made.result["completion"] = "104.20"
    assert scale(made).mark == "100"
    assert [field.label for field in scale(made).fields if field.reached] == ["Sangat Baik"]
