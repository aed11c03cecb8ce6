"""Segments are read as they are written, and stored as they were read."""

import json
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.errors import WrongUse
from phonebank.domain.segment_documents import from_json, to_json
from phonebank.domain.segment_words import parse, words
from phonebank.domain.segments import (
    COMPARISONS,
    MOST_CONDITIONS,
    All,
    AnyOf,
    Comparison,
    Condition,
    Field,
    Kind,
    Not,
    Tree,
    is_of_the_roll,
    kind_of,
)

IS = Comparison.IS
NAMES = st.text(min_size=1).filter(lambda text: bool(text.strip()))
ODD_NAMES = st.sampled_from(
    ["Bath and Wells", "not", 'a "b"', "“c”", "a..b", "x, y", "!=", "<", " "]
)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
NUMBERS = st.integers(0, 100_000)


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    field = draw(st.sampled_from(Field))
    kind = kind_of(field)
    comparison = draw(st.sampled_from(COMPARISONS[kind]))
    if kind is Kind.NAMES:
        named = st.one_of(NAMES, ODD_NAMES.filter(lambda text: bool(text.strip())))
        return Condition(field, IS, tuple(draw(st.lists(named, min_size=1, max_size=3))))
    if kind is Kind.TRUTH:
        return Condition(field, IS, (draw(st.sampled_from(["yes", "no"])),))
    if comparison is Comparison.NEVER:
        return Condition(field, comparison)
    counted = kind is Kind.NUMBER or comparison is Comparison.WITHIN
    value: st.SearchStrategy[Any] = NUMBERS if counted else DAYS
    if comparison is Comparison.BETWEEN:
        return Condition(field, comparison, tuple(sorted((draw(value), draw(value)))))
    return Condition(field, comparison, (draw(value),))


def groups(parts: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.one_of(several.map(All), several.map(AnyOf), parts.map(Not))


TREES = st.recursive(conditions(), groups, max_leaves=8)


@given(TREES)
def test_what_is_written_is_read_as_the_same_segment(tree: Tree) -> None:
    assert parse(words(tree)) == tree


@given(TREES)
def test_what_is_stored_is_read_as_the_same_segment(tree: Tree) -> None:
    assert from_json(json.loads(json.dumps(to_json(tree)))) == tree


@given(st.text(alphabet='()",=<>.! “”\nabandortsecin0129-', max_size=40))
def test_any_text_is_a_segment_or_a_sentence(text: str) -> None:
    tree = None
    with suppress(WrongUse):
        tree = parse(text)
    assert tree is None or parse(words(tree)) == tree


def section(*names: str) -> Condition:
    return Condition(Field.SECTION, IS, names)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("section = Member", section("Member")),
        ("SECTION=full member , “A, B”", section("full member", "A, B")),
        ('section = "say ""so"""', section('say "so"')),
        ("section != Member", Not(section("Member"))),
        ("contacted", Condition(Field.CONTACTED, IS, ("yes",))),
        ("not contacted", Not(Condition(Field.CONTACTED, IS, ("yes",)))),
        ("has number = No", Condition(Field.HAS_NUMBER, IS, ("no",))),
        ("attempts ≥ 3", Condition(Field.ATTEMPTS, Comparison.AT_LEAST, (3,))),
        ("attempts between 1 and 3", Condition(Field.ATTEMPTS, Comparison.BETWEEN, (1, 3))),
        ("attempts = 1..3", Condition(Field.ATTEMPTS, Comparison.BETWEEN, (1, 3))),
        (
            "last-called within 1 day",
            Condition(Field.LAST_CALLED, Comparison.WITHIN, (1,)),
        ),
        (
            "joined 2015-05-01..2015-09-12",
            Condition(Field.JOINED, Comparison.BETWEEN, (date(2015, 5, 1), date(2015, 9, 12))),
        ),
        (
            "last called before 2016-08-01",
            Condition(Field.LAST_CALLED, Comparison.BEFORE, (date(2016, 8, 1),)),
        ),
        ("last called never", Condition(Field.LAST_CALLED, Comparison.NEVER)),
        (
            "section = a or section = b and section = c",
            AnyOf((section("a"), All((section("b"), section("c"))))),
        ),
        (
            "(section = a or section = b) and not section = c",
            All((AnyOf((section("a"), section("b"))), Not(section("c")))),
        ),
    ],
)
def test_people_may_write_it_in_several_ways(text: str, tree: Tree) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "A condition is missing, at character 1."),
        ("shoe = 9", "“shoe” is no field, at character 1."),
        ("section", "A comparison is missing after “section”, at character 8."),
        ("section =", "A name is missing, at character 10."),
        ("section = a, ", "A name is missing, at character 13."),
        ("constituency = Bath and Wells", "“Wells” is no field, at character 25."),
        ('section = "a', "A quote is not closed, at character 11."),
        ("(section = a", "A bracket is not closed, at character 1."),
        ("section = a)", "“)” is not expected here, at character 12."),
        ("attempts > many", "“many” is not a whole number, at character 12."),
        ("attempts > 9999999999", "“9999999999” is not a whole number, at character 12."),
        ("attempts 1", "The end of a span is missing, at character 11."),
        ("attempts 3..1", "The span of “attempts” ends before it begins, at character 1."),
        ("attempts never", "“attempts” cannot be compared by “never”, at character 1."),
        ("joined before 2016-02-30", "“2016-02-30” is not a day, at character 15."),
        ("joined after 1066-10-14", "1066-10-14 is not a day within 1900 to 2100, at character 1."),
        ("contacted = maybe", "“contacted” is yes or no, not “maybe”, at character 1."),
        ("section = a ”", "“”” is not understood, at character 13."),
        ("(" * 60, "Brackets are more than 20 deep, at character 41."),
        ("not " * 60, "Brackets are more than 20 deep, at character 161."),
        (" or ".join(["contacted"] * (MOST_CONDITIONS + 1)), "A segment has at most 200"),
        ("x" * 10_001, "A segment has at most 10000 characters."),
    ],
    ids=lambda text: text[:30],
)
def test_what_cannot_be_read_is_told_with_its_place(text: str, sentence: str) -> None:
    with pytest.raises(WrongUse) as refused:
        parse(text)
    assert refused.value.message.startswith(sentence)


GOOD = {"field": "section", "comparison": "=", "values": ["a"]}


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        {},
        {**GOOD, "more": 1},
        {**GOOD, "field": "shoe"},
        {**GOOD, "comparison": "<"},
        {**GOOD, "values": []},
        {**GOOD, "values": [1]},
        {**GOOD, "values": "a"},
        {"field": "attempts", "comparison": "=", "values": [True]},
        {"field": "attempts", "comparison": "=", "values": [-1]},
        {"field": "attempts", "comparison": "..", "values": [2, 1]},
        {"field": "joined", "comparison": "=", "values": ["soon"]},
        {"all": [GOOD]},
        {"all": {"a": GOOD, "b": GOOD}},
        {"none": [GOOD, GOOD]},
        {"not": [GOOD]},
    ],
    ids=str,
)
def test_a_stored_segment_that_is_not_one_is_refused(document: object) -> None:
    with pytest.raises((WrongUse, ValueError)):
        from_json(document)


def test_a_stored_segment_of_endless_depth_is_refused() -> None:
    document: dict[str, Any] = GOOD
    for _ in range(100):
        document = {"not": document}
    with pytest.raises(ValueError, match="too deep"):
        from_json(document)


def test_facts_of_the_roll_are_told_from_what_calls_found() -> None:
    assert is_of_the_roll(parse("section = a and not (joined after 2015-01-01 or tag = b)"))
    assert not is_of_the_roll(
        parse("section = a and not (joined after 2015-01-01 or attempts = 1)")
    )
