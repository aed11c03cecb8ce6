"""What a text that is searched for asks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.finding import Code, asked, indexed, words_of, written_forms


@pytest.mark.parametrize(
    ("text", "words", "numbers", "postcodes"),
    [
        ("Ada Byron", [("ada", "byron")], [], []),
        ("o brien", [("o", "brien"), ("obrien",)], [], []),
        ("Anne-Marie Orr", [("anne", "marie", "orr"), ("annemarie", "orr")], [], []),
        ("020 7946 0101", [()], [("02079460101",)], []),
        ("ada 07700 900142", [("ada",)], [("07700900142",)], []),
        ("tel:07700900142", [("tel",)], [("07700900142",)], []),
        ("12 34", [()], [("1234",)], []),
        ("123", [("123",)], [], []),
        ("smith sw1a 1aa", [("smith",)], [], [Code("sw1a", "1aa")]),
        ("SW1A1A", [()], [], [Code("sw1a", "1a")]),
        ("n19gu", [()], [], [Code("n1", "9gu")]),
        ("e11", [("e11",)], [], []),
        ("", [()], [], []),
    ],
)
def test_a_text_is_read_as_words_numbers_and_postcodes(
    text: str, words: list[tuple[str, ...]], numbers: list[tuple[str, ...]], postcodes: list[Code]
) -> None:
    found = asked(text)
    assert (found.spellings, found.numbers, found.postcodes) == (words, numbers, postcodes)


@pytest.mark.parametrize(
    ("run", "forms"),
    [
        ("07700900142", ("07700900142",)),
        ("+447700900142", ("07700900142",)),
        ("+44(0)7700900142", ("07700900142",)),
        ("00447700", ("00447700", "07700")),
        ("447700", ("447700", "07700")),
        ("+33123", ("33123",)),
        ("0142", ("0142",)),
    ],
)
def test_a_number_is_known_by_its_digits_however_it_begins(
    run: str, forms: tuple[str, ...]
) -> None:
    assert written_forms(run) == forms


def test_digits_too_few_to_be_looked_up_ask_for_nobody() -> None:
    assert asked("+44 00").is_nothing


NAMES = st.text(st.characters(categories=["L"], max_codepoint=0x24F) | st.sampled_from("-' "))


@given(NAMES, NAMES)
def test_a_name_is_found_by_itself(first: str, last: str) -> None:
    words = indexed(words_of(first, last, ""))
    for name in (first, last):
        assert any(
            all(any(word.startswith(part) for word in words) for part in spelling)
            for spelling in asked(name).spellings
        )


@pytest.mark.parametrize(
    ("first", "last", "typed"),
    [("Łukasz", "Żółć", "lukasz zolc"), ("Søren", "Ærø", "soren aero"), ("Þór", "Ðe", "thor de")],
)
def test_letters_that_no_keyboard_here_has_are_typed_as_others(
    first: str, last: str, typed: str
) -> None:
    assert set(typed.split()) <= set(indexed(words_of(first, last, "")))


@given(st.text())
def test_no_text_is_wrong(text: str) -> None:
    asked(text)
