"""The posts of an office of each type (facts.md 4)."""

from collections import Counter

import pytest

from kinerja.demo.structure import posts_of


@pytest.mark.parametrize(
    ("office_type", "kinds"),
    [
        ("A", {"sekretaris": 1, "kasubag": 3, "kabid": 4, "kasi": 12}),
        ("B", {"sekretaris": 1, "kasubag": 2, "kabid": 3, "kasi": 9}),
        ("C", {"sekretaris": 1, "kasubag": 2, "kabid": 2, "kasi": 6}),
    ],
)
def test_each_type_has_its_posts(office_type: str, kinds: dict[str, int]) -> None:
    assert Counter(post.kind for post in posts_of(office_type)) == kinds


@pytest.mark.parametrize(
    ("office_type", "fields"),
    [
        ("A", [("dafduk", ""), ("capil", ""), ("piak", ""), ("pemanfaatan", "")]),
        ("B", [("dafduk", ""), ("capil", ""), ("piak", "pemanfaatan")]),
        ("C", [("dafduk", "capil"), ("piak", "pemanfaatan")]),
    ],
)
def test_small_offices_merge_bidang(office_type: str, fields: list[tuple[str, str]]) -> None:
    bidang = [post for post in posts_of(office_type) if post.kind == "kabid"]
    assert [(post.field, post.second_field) for post in bidang] == fields


@pytest.mark.parametrize("office_type", ["A", "B", "C"])
def test_a_seksi_is_in_a_field_of_its_bidang(office_type: str) -> None:
    posts = {post.name: post for post in posts_of(office_type)}
    seksi = [post for post in posts.values() if post.kind == "kasi"]
    above = [posts[post.superior] for post in seksi]
    assert Counter(post.name for post in above) == dict.fromkeys({post.name for post in above}, 3)
    inside = [
        post.field in (up.field, up.second_field) and not post.second_field
        for post, up in zip(seksi, above, strict=True)
    ]
    assert inside == [True] * len(seksi)


@pytest.mark.parametrize("office_type", ["A", "B", "C"])
def test_a_post_comes_after_the_one_above_it(office_type: str) -> None:
    seen = {""}
    for post in posts_of(office_type):
        assert post.superior in seen
        seen.add(post.name)
