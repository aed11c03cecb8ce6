from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from phonebank.domain.electors import name_key
from phonebank.domain.names import (
    CONTROL,
    DIRECTION,
    HIDDEN,
    cleaned,
    names_two_people,
    placed_title,
    shown,
    split_name,
)

STRANGE = st.text(
    st.sampled_from(
        "Aé ن\u200c\u200d\u0d28\u0d4d\u202e\u00a0\u200b\ufe0f👨❤🏴\U000e0067\U000e007f1\t"
    ),
    max_size=12,
)


@pytest.mark.parametrize(
    "text",
    [
        "O'Neill",
        "'; DROP TABLE elector; --",
        "<script>alert(1)</script>",
        "Null",
        "None",
        "=1+1",
        " two  spaces ",
        "Mairéad",
        "Maire\u0301ad",
        "👨🏽\u200d💻 Ada",
        "❤\ufe0f\u200d🔥",
        "1\ufe0f\u20e3",
        "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
        "نسترن\u200cها",
        "\u0d28\u0d4d\u200d",
        "葛\U000e0100",
        "x" * 10_000,
    ],
)
def test_what_can_be_seen_stays_exactly_as_written(text: str) -> None:
    assert cleaned(text) == (text, "")
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "visible", "notice"),
    [
        ("Ada\u00a0Byron", "Ada Byron", ""),
        ("Ada\u202f\u3000Byron", "Ada  Byron", ""),
        ("\ufeffAda", "Ada", HIDDEN),
        ("A\u200bd\u2060a", "Ada", HIDDEN),
        ("So\u00adphie", "Sophie", HIDDEN),
        ("Ada\u200d", "Ada", HIDDEN),
        ("A\u200cda", "Ada", HIDDEN),
        ("A\ufe0fda", "Ada", HIDDEN),
        ("Ada\u3164", "Ada", HIDDEN),
        ("Ada\U000e0067", "Ada", HIDDEN),
        ("نسترن\u200c\u200cها", "نسترن\u200cها", HIDDEN),
        ("Ada \u202enoryB", "Ada noryB", DIRECTION),
        ("\u2067Ada\u2069\u200e\u061c", "Ada", DIRECTION),
        ("Ada\tByron\r\n", "Ada Byron  ", CONTROL),
        ("Ada\x00\x85\u2028B", "Ada   B", CONTROL),
        ("\ufeffAda\u202e\tB", "Ada B", f"{HIDDEN} {DIRECTION} {CONTROL}"),
    ],
)
def test_what_cannot_be_seen_is_taken_out_and_told(text: str, visible: str, notice: str) -> None:
    assert cleaned(text) == (visible, notice)


@given(st.text(max_size=40) | STRANGE)
@example("A\u200c\u200d\u200c")
@example("´\u200d\ufe00")
@example("🏴\U000e0067\u202e\U000e007f")
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    visible, _ = cleaned(text)
    assert cleaned(visible) == (visible, "")
    assert shown(visible) == visible


@given(st.text(max_size=40) | STRANGE)
def test_what_is_shown_leaves_nothing_to_be_cleaned(text: str) -> None:
    assert cleaned(shown(text))[1] == ""


@given(st.text(max_size=40) | STRANGE)
def test_nothing_is_taken_out_without_a_word(text: str) -> None:
    visible, notice = cleaned(text)
    assert notice or len(visible) == len(text)


def test_a_preview_tells_what_stood_there() -> None:
    assert shown("Ada\u202enoryB\t") == "Ada⟨U+202E⟩noryB⟨U+0009⟩"
    assert shown("Ada\u00a0B") == "Ada⟨U+00A0⟩B"
    assert shown("Ada\ufe0f") == "Ada⟨U+FE0F⟩"


@given(st.text("ABÅéïn\u0301\u00a0 ", max_size=20))
def test_a_hidden_character_makes_nobody_another_person(name: str) -> None:
    hidden = "\u200b".join(["", *name, ""])
    assert name_key(cleaned(hidden)[0]) == name_key(name)


@pytest.mark.parametrize(
    ("full", "title", "first", "last"),
    [
        ("Ada Byron", "", "Ada", "Byron"),
        ("Mrs Ada Augusta Byron", "Mrs", "Ada Augusta", "Byron"),
        ("Mr. J. Smith", "Mr.", "J.", "Smith"),
        ("Mrs Byron", "Mrs", "", "Byron"),
        ("Byron, Ada", "", "Ada", "Byron"),
        ("BYRON, Mrs Ada Augusta", "Mrs", "Ada Augusta", "BYRON"),
        ("Mrs Byron, Ada", "Mrs", "Ada", "Byron"),
        ("Byron, Mrs", "Mrs", "", "Byron"),
        ("BYRON Ada Augusta", "", "Ada Augusta", "BYRON"),
        ("Ada BYRON", "", "Ada", "BYRON"),
        ("O'NEILL Mary", "", "Mary", "O'NEILL"),
        ("McDONALD Ronald", "", "Ronald", "McDONALD"),
        ("VAN DER BERG Anna", "", "Anna", "VAN DER BERG"),
        ("Maria GARCIA LOPEZ", "", "Maria", "GARCIA LOPEZ"),
        ("ADA BYRON", "", "ADA", "BYRON"),
        ("JP Smith", "", "JP", "Smith"),
        ("Ludwig van Beethoven", "", "Ludwig", "van Beethoven"),
        ("Anna Van Der Berg", "", "Anna", "Van Der Berg"),
        ("van Gogh", "", "", "van Gogh"),
        ("Van Morrison", "", "Van", "Morrison"),
        ("Rhys ap Owen", "", "Rhys", "ap Owen"),
        ("John Smith Jr", "", "John", "Smith Jr"),
        ("John Smith, OBE", "", "John", "Smith OBE"),
        ("Ada Byron (she/her)", "", "Ada", "Byron (she/her)"),
        ("Rt Hon Sir Owen Smith MP", "Rt Hon Sir", "Owen", "Smith MP"),
        ("Lord Kinnock of Bedwellty", "Lord", "", "Kinnock of Bedwellty"),
        ("The Baroness Smith of Basildon", "The Baroness", "", "Smith of Basildon"),
        ("Earl of Sandwich", "Earl", "", "of Sandwich"),
        ("Earl Jones", "", "Earl", "Jones"),
        ("Cllr Dr Ada Byron", "Cllr Dr", "Ada", "Byron"),
        ("Madonna", "", "", "Madonna"),
        ("Lady", "", "", "Lady"),
        (", Ada", "", "", "Ada"),
        ("  Ada \u00a0 Byron ", "", "Ada", "Byron"),
        ("", "", "", ""),
    ],
)
def test_a_full_name_has_its_parts(full: str, title: str, first: str, last: str) -> None:
    assert split_name(full) == (title, first, last)


@pytest.mark.parametrize("full", ["Mr & Mrs J Smith", "Ann and Bob Smith", "A Smith / B Jones"])
def test_two_people_in_a_cell_stay_whole(full: str) -> None:
    assert names_two_people(full)
    assert split_name(full) == ("", "", full)


@pytest.mark.parametrize("full", ["Ada Byron", "Andy Sandeman", "Smith-Jones", "A Smith/Jones"])
def test_one_person_is_not_taken_for_two(full: str) -> None:
    assert not names_two_people(full)


WORDS = st.sampled_from(["Mrs", "The", "Lord", "ADA", "Byron", "van", "of", "OBE", ",", "&", "x."])


@given(st.text(max_size=40) | st.lists(WORDS, max_size=8).map(" ".join))
def test_no_letter_of_a_name_is_lost(full: str) -> None:
    def letters(text: str) -> Counter[str]:
        return Counter("".join(text.replace(",", " ").split()))

    assert letters("".join(split_name(full))) == letters(full)


@given(st.lists(WORDS, min_size=1, max_size=8).map(" ".join))
def test_whoever_is_named_has_a_surname(full: str) -> None:
    assert split_name(full).last_name or not full.strip(" ,")


def test_a_very_long_name_is_split_as_well() -> None:
    assert split_name("Ada " + "van " * 50_000 + "Byron").first_name == "Ada"


def test_a_rank_in_place_of_a_first_name_is_a_title() -> None:
    assert placed_title("", "Baroness") == ("Baroness", "")
    assert placed_title("", "Ada") == ("", "Ada")
    assert placed_title("Mrs", "Lady") == ("Mrs", "Lady")
    assert placed_title("", "") == ("", "")
