"""What a post says of itself: where it stands, and which bidang its holder carries (R7, R8)."""

import pytest
from django.core.exceptions import ValidationError

from officials.models import Position, WorkUnit
from tests.builders import make_unit

pytestmark = pytest.mark.django_db
TOLD = "Isi bidangnya: hasil bidang itulah yang menjadi unsur 1 pemegang jabatan ini."


@pytest.fixture
def unit() -> WorkUnit:
    """An office."""
    return make_unit("11.01")


@pytest.mark.parametrize("kind", ["kabid", "kasi", "kasubag"])
def test_a_post_of_a_bidang_says_which(unit: WorkUnit, kind: str) -> None:
    made = Position(kind=kind, title="Jabatan baru", unit=unit, second_field="capil")
    with pytest.raises(ValidationError) as refused:
        made.full_clean()
    assert refused.value.message_dict == {"field": [TOLD]}
    made.field = "dafduk"
    made.full_clean()


@pytest.mark.parametrize("kind", ["kepala_dinas", "sekretaris"])
def test_who_carries_the_unit_needs_no_bidang(unit: WorkUnit, kind: str) -> None:
    made = Position(kind=kind, title="Jabatan baru", unit=unit)
    made.full_clean()
    made.save()
    assert made.fields == ()
