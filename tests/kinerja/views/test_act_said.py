"""After every act the page says what happened, in a sentence."""

from kinerja.rules.workflow import ACTS
from kinerja.views.act_said import OF_APPRAISAL, OF_UNIT
from kinerja.views.appraisal_act import DOES


def test_every_act_that_a_page_does_has_its_sentence() -> None:
    assert set(OF_UNIT) == {row.name for row in ACTS}
    assert set(OF_APPRAISAL) == set(DOES)
    said = [str(text) for text in (*OF_UNIT.values(), *OF_APPRAISAL.values())]
    assert [text for text in said if not text.endswith(".") or "tersimpan" in text] == []
