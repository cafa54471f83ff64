"""Many rows written at once arrive as they were given, in their order."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from kinerja.services.bulk import insert, update
from officials.models import Official
from tests.officials.conftest import nip

pytestmark = pytest.mark.django_db
NAMES = ("is_example", "nip", "name", "rank", "rank_since", "email")
TEXTS = ("Ani", r"\N", r"\.", "\\", "a\tb", "a\nb", "a\r\nb", "'\"%s%%", "", "ʻOkina 😀", "  ")


def test_every_text_arrives_as_it_was() -> None:
    rows = [(False, nip(number), text, "", None, text) for number, text in enumerate(TEXTS, 1)]
    keys = insert(Official, NAMES, rows)
    assert len(set(keys)) == len(TEXTS)
    stored = [Official.objects.get(pk=key) for key in keys]
    assert [(one.nip, one.name, one.email) for one in stored] == [(row[1], row[2], row[2]) for row in rows]


def test_nothing_truth_and_days_arrive() -> None:
    keys = insert(
        Official, NAMES, [(True, None, "Ani", "IV/a", "2019-04-01", ""), (False, None, "Budi", "", None, "")]
    )
    found = Official.objects.in_bulk(keys)
    assert [(found[key].is_example, found[key].nip, found[key].rank_since) for key in keys] == [
        (True, None, date(2019, 4, 1)),
        (False, None, None),
    ]


def test_what_follows_gets_keys_of_its_own() -> None:
    insert(Official, NAMES, [(False, None, f"Nama {number}", "", None, "") for number in range(1200)])
    assert insert(Official, NAMES, []) == []
    Official.objects.create(name="Kemudian")
    assert Official.objects.count() == 1201


def test_one_row_that_cannot_be_keeps_all_out() -> None:
    rows = [(False, nip(number), "Nama", "", None, "") for number in (1, 2, 1)]
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Official, NAMES, rows)
    assert not Official.objects.exists()


def test_changes_arrive_at_their_rows_alone() -> None:
    keys = insert(Official, NAMES, [(False, None, text or "Nama", "", None, "") for text in TEXTS])
    update(
        Official,
        ("name", "rank_since"),
        [(key, f"{at}: {TEXTS[at]}", "2020-01-02") for at, key in enumerate(keys[1:], 1)],
    )
    stored = [Official.objects.get(pk=key) for key in keys]
    assert [one.name for one in stored] == ["Ani", *(f"{at}: {text}" for at, text in enumerate(TEXTS) if at)]
    assert [one.rank_since for one in stored] == [None, *[date(2020, 1, 2)] * (len(TEXTS) - 1)]
