"""What a script may say, and that it comes back whole from its document and its file."""

import tomllib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.errors import InputRefused
from phonebank.domain.script_documents import from_document, in_toml, to_document
from phonebank.domain.scripts import (
    LONGEST_TIP,
    Asked,
    Placeholder,
    Script,
    Stage,
    checked,
    fault,
    filled,
    values_of,
)
from phonebank.domain.usual_script import USUAL
from tests.conftest import CONTEST

VALUES = values_of(CONTEST, first="Priya", caller="Dana", place="Hammersmith")
PLAIN = st.text(max_size=200).filter(lambda text: not set("{}") & set(text))


def opening(words: str) -> Script:
    """The usual script with another opening."""
    return replace(USUAL, stages={**USUAL.stages, Stage.OPENING: words})


def said(words: str) -> str:
    return filled(words, VALUES)


def test_placeholders_are_filled_in() -> None:
    assert said("{first}, {caller}, {place}") == "Priya, Dana, Hammersmith"
    assert said("{candidate}; {candidate_first}") == "Owen Smith; Owen"
    assert said("by {close_time} on {close_day}") == "by noon on Wednesday 21 September"


def test_the_caller_says_whether_they_are_an_mp() -> None:
    by_mp = values_of(CONTEST, first="Priya", caller="Dana", place="", is_mp=True)
    assert said("I’m {mp?}.") == "I’m a volunteer."
    assert filled("I’m {mp?} near {place}.", by_mp) == "I’m an MP near your constituency."


def test_a_name_with_braces_is_said_as_it_is() -> None:
    values = values_of(CONTEST, first="{caller}", caller="Dana", place="")
    assert filled("Hello {first}", values) == "Hello {caller}"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Hello {fist}", "“Opening” has “{fist}”, which is no placeholder (known: {first},"),
        ("Hello {}", "has “{}”, which is no placeholder"),
        ("Hello {First}", "has “{First}”, which is no placeholder"),
        ("Hello {first", "has a brace that belongs to no placeholder"),
        ("Hello first}", "has a brace that belongs to no placeholder"),
        ("Hello {{first}}", "has a brace that belongs to no placeholder"),
        (" \n ", "The stage “Opening” says nothing."),
        ("Hello \x07", "has a sign that cannot be written"),
        ("Hello \ud800", "has a sign that cannot be written"),
        ("a" * 2001, "has 2001 characters, and 2000 are the most"),
    ],
)
def test_words_that_cannot_be_said_are_refused_in_a_sentence(words: str, sentence: str) -> None:
    with pytest.raises(InputRefused) as refused:
        checked(opening(words))
    assert sentence in refused.value.message
    assert refused.value.kept == "The script was not saved."


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ({"privacy": ""}, "The privacy line says nothing."),
        ({"privacy": "{secret}"}, "The privacy line has “{secret}”"),
        ({"any_reason": " "}, "The tip for any other reason says nothing."),
        ({"reason_tips": {"unity": "{unity}"}}, "The tip for “unity” has “{unity}”"),
        ({"answer_tips": {"undecided": "a" * (LONGEST_TIP + 1)}}, "The tip for “undecided” has"),
        ({"answer_tips": {"a" * 81: "Ask."}}, "has 81 characters, and 80 are the most"),
    ],
)
def test_every_part_is_checked(part: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InputRefused) as refused:
        checked(replace(USUAL, **part))
    assert sentence in refused.value.message


def test_a_tip_without_words_is_none_and_the_usual_one_is_told() -> None:
    script = checked(replace(USUAL, reason_tips={"unity": "  ", "Brexit": "Listen."}))
    assert script.reason_tips == {"Brexit": "Listen."}
    assert script.tip_for_reason("unity") == USUAL.any_reason
    assert script.tip_for_reason("BREXIT") == "Listen."
    assert script.tip_for_answer("undecided") == USUAL.answer_tips["undecided"]
    assert script.tip_for_answer("Smith") == ""


def test_the_usual_script_can_be_used_as_it_is() -> None:
    assert checked(USUAL) == USUAL
    assert from_document({}) == USUAL


def test_a_document_may_leave_out_what_is_as_usual() -> None:
    told = {"stages": {"opening": "Hello {first}."}, "questions": ["ballot"], "reason_tips": {}}
    script = from_document(told)
    assert script.stages == {**USUAL.stages, Stage.OPENING: "Hello {first}."}
    assert script.questions == {Asked.BALLOT}
    assert not script.reason_tips
    assert script.answer_tips == USUAL.answer_tips


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ([], "“script” is not a table"),
        ({"stage": {}}, "there is no part of a script “stage”"),
        ({"stages": {"openin": "Hello"}}, "there is no stage “openin”"),
        ({"stages": {"opening": 3}}, "“stages.opening” is not text"),
        ({"stages": "Hello"}, "“stages” is not a table"),
        ({"questions": "ballot"}, "“questions” is not a list"),
        ({"questions": ["vote"]}, "there is no question “vote”"),
        ({"questions": [["ballot"]]}, "“questions” is not text"),
        ({"privacy": None}, "“privacy” is not text"),
    ],
)
def test_a_document_that_is_no_script_is_refused(told: object, sentence: str) -> None:
    with pytest.raises(InputRefused) as refused:
        from_document(told)
    assert sentence in refused.value.message


def test_the_file_keeps_lines_and_signs() -> None:
    words = 'Say “hello”.\n\tThen: "C:\\new" {first}\n\n"""'
    script = checked(opening(words))
    assert from_document(tomllib.loads(in_toml(script))) == script
    assert '"""\nSay “hello”.\n' in in_toml(script)


SIGNS = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="{}")
usable = st.text(SIGNS | st.just("\n"), max_size=60).map(lambda words: f"a{words}")
texts = usable | st.text(max_size=30)
scripts = st.builds(
    Script,
    stages=st.fixed_dictionaries({stage: usable for stage in Stage}),
    reason_tips=st.dictionaries(usable, texts, max_size=3),
    answer_tips=st.dictionaries(usable, usable, max_size=3),
    any_reason=usable,
    privacy=usable,
    questions=st.frozensets(st.sampled_from(Asked)),
)


@given(scripts)
def test_whatever_is_typed_is_refused_or_comes_back_whole(draft: Script) -> None:
    try:
        script = checked(draft)
    except InputRefused:
        assert any(fault(tip) for tip in draft.reason_tips.values())
        return
    assert checked(script) == script
    assert from_document(to_document(script)) == script
    assert from_document(tomllib.loads(in_toml(script))) == script


@given(PLAIN)
def test_words_without_braces_are_said_as_they_are(words: str) -> None:
    assert said(words) == words


@given(st.lists(st.sampled_from(Placeholder), max_size=5), PLAIN)
def test_known_placeholders_are_no_fault_and_all_are_filled(
    placeholders: list[Placeholder], words: str
) -> None:
    text = words.join(placeholder.written for placeholder in placeholders)
    assert not fault(text) or "placeholder" not in fault(text)
    assert "{" not in said(text)
