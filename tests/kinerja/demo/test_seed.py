"""Numbers that are always the same for the same words."""

from kinerja.demo.seed import choose, pick


def test_the_same_words_give_the_same_number_everywhere() -> None:
    assert [pick(1, 100, "92.03", word) for word in ("K1.1a", "K1.2", "K1.6")] == [33, 61, 25]


def test_words_are_not_run_together() -> None:
    assert pick(1, 10**9, "92", "03") != pick(1, 10**9, "9", "203")


def test_every_number_within_the_bounds_occurs() -> None:
    assert {pick(3, 6, place) for place in range(100)} == {3, 4, 5, 6}
    assert pick(7, 7, "x") == 7


def test_an_item_is_always_the_same() -> None:
    assert {choose(("a", "b", "c"), "92.03") for _again in range(5)} == {choose(("a", "b", "c"), "92.03")}
    assert {choose(("a", "b", "c"), place) for place in range(50)} == {"a", "b", "c"}
