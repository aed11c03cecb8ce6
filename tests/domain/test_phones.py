import csv
import re

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain import phones
from phonebank.domain.phones import (
    Kind,
    ParsedNumber,
    as_spoken,
    is_drama,
    parse_number,
    parse_numbers,
)
from phonebank.locations import sample

DRAMA = [
    ("07700 900000", "mobile"),
    ("07700 900999", "mobile"),
    *((f"01{area} 496 0123", "landline") for area in (13, 14, 15, 16, 17, 18, 21, 31, 41, 51, 61)),
    ("020 7946 0123", "landline"),
    ("0191 498 0123", "landline"),
    ("028 9649 6123", "landline"),
    ("029 2018 0123", "landline"),
    ("01632 960123", "landline"),
    ("03069 990123", "other"),
    ("08081 570123", "other"),
]


@pytest.mark.parametrize(("text", "kind"), DRAMA)
def test_numbers_kept_for_drama_are_usable_and_known(text: str, kind: str) -> None:
    parsed = parse_number(text)
    assert parsed == ParsedNumber("+44" + text.replace(" ", "")[1:], parsed.kind, "")
    assert parsed.kind == kind
    assert parsed.e164
    assert is_drama(parsed.e164)


@pytest.mark.parametrize(
    "e164", ["+447700901000", "+447911123456", "+33770090014", "+449098800000"]
)
def test_numbers_outside_the_drama_ranges_are_real(e164: str) -> None:
    assert not is_drama(e164)


@pytest.mark.parametrize(
    "text",
    [
        "07911 123456",
        " 07911123456 ",
        "+44 7911 123456",
        "+44 (0)7911 123456",
        "+44 07911 123456",
        "0044 7911 123456",
        "00 44 (0) 7911 123456",
        "447911123456",
        "(07911) 123-456",
        "07911.123.456",
        "'07911123456",
        "tel:+44-7911-123456",
        "Tel: 07911 123456 (mobile)",
        "Mob. 07911123456",
        "\u202d07911 123456\u202c",
        "07911\u00a0123456",
        "\uff10\uff17\uff19\uff11\uff11123456",
        "\u0660\u0667\u0669\u0661\u0661123456",
    ],
)
def test_one_number_written_in_many_ways(text: str) -> None:
    assert parse_number(text) == ParsedNumber("+447911123456", "mobile", "")


@pytest.mark.parametrize(
    ("text", "e164", "notice"),
    [
        ("7700900123", "+447700900123", phones.LOST_ZERO),
        ("7700900123.0", "+447700900123", phones.LOST_ZERO),
        ("1632960123", "+441632960123", phones.LOST_ZERO),
        ("07911 123456 (Mary's, not after 8)", "+447911123456", phones.WORDS),
        ("07700 900142 / 07700 900143", "+447700900142", phones.SECOND),
        ("07700 900142 or 020 7946 0123", "+447700900142", phones.SECOND),
        ("+353 86 123 4567", "+353861234567", phones.ABROAD),
    ],
)
def test_what_was_mended_is_said(text: str, e164: str, notice: str) -> None:
    assert (parse_number(text).e164, parse_number(text).notice) == (e164, notice)


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("", phones.MISSING),
        (" - ", phones.MISSING),
        ("4.47701E+11", phones.SHORTENED),
        ("4,47701e11", phones.SHORTENED),
        ("0800 FLOWERS", phones.LETTERS),
        ("None", phones.LETTERS),
        ("0909 8790123", phones.PREMIUM),
        ("0900 123 4567", phones.PREMIUM),
        ("07700 90014", phones.NOT_A_NUMBER),
        ("07700 9001422", phones.NOT_A_NUMBER),
        ("999", phones.NOT_A_NUMBER),
        ("118118", phones.NOT_A_NUMBER),
        ("0" * 10_000, phones.NOT_A_NUMBER),
    ],
)
def test_what_cannot_be_called_says_why(text: str, notice: str) -> None:
    assert parse_number(text) == ParsedNumber(None, "other", notice)


@pytest.mark.parametrize(
    ("e164", "spoken"),
    [
        ("+447700900142", "07700 900142"),
        ("+442079460123", "020 7946 0123"),
        ("+441632960123", "01632 960123"),
        ("+441134960123", "0113 496 0123"),
        ("+353861234567", "+353 86 123 4567"),
        ("unknown", "unknown"),
    ],
)
def test_a_number_is_read_out_as_at_home(e164: str, spoken: str) -> None:
    assert as_spoken(e164) == spoken


def numbers(text: str) -> list[tuple[str | None, str]]:
    return [(number.e164, number.extension) for number in parse_numbers(text)]


@pytest.mark.parametrize(
    "text",
    [
        "07700 900142 / 020 7946 0123",
        "07700900142;02079460123",
        "07700 900142 or 020 7946 0123",
        "07700 900142 & +44 (0)20 7946 0123",
        "07700 900142\n020 7946 0123",
        "07700 900142 020 7946 0123",
        "07700 900 142  020 7946 0123",
        "Mob: 07700 900142 Home: 020 7946 0123",
        "m: 07700 900142; h: 020 7946 0123",
        "M: 07700 900142 H: 020 7946 0123",
        "07700 900142&020 7946 0123",
        "07700 900142 \\ 020 7946 0123",
        "07700 900142 / 07700900142 / 020 7946 0123",
    ],
)
def test_every_number_of_a_cell_is_kept_once(text: str) -> None:
    assert numbers(text) == [("+447700900142", ""), ("+442079460123", "")]


@pytest.mark.parametrize(
    "text",
    [
        '="07700900142"',
        '"07700 900142"',
        "\u201807700 900142",
        "[07700 900142]",
        "wife: 07700 900142",
        "mob=07700900142",
        "07700 900142*",
        "07700 900142 18:30-20:00",
        "after 18:30 07700 900142",
        "\u260e 07700 900142",
    ],
)
def test_signs_and_hours_around_a_number_cost_it_nothing(text: str) -> None:
    [parsed] = parse_numbers(text)
    assert parsed.e164 == "+447700900142"


@pytest.mark.parametrize(
    "text",
    [
        "07700 900142 DO NOT CALL",
        "07700 900142 (don't phone)",
        "Don\u2019t use 07700 900142",
        "not to be called: 07700 900142",
        "07700 900142 dnc",
    ],
)
def test_a_number_that_is_not_to_be_called_is_not(text: str) -> None:
    assert parse_numbers(text) == (ParsedNumber(None, "other", phones.NOT_TO_CALL),)
    both = parse_numbers(f"{text}, 020 7946 0123")
    assert [number.e164 for number in both] == [None, "+442079460123"]


@pytest.mark.parametrize(
    ("text", "extension"),
    [
        ("020 7946 0123 x12", "12"),
        ("020 7946 0123x12", "12"),
        ("020 7946 0123 ext. 4", "4"),
        ("020 7946 0123 (extension 12345)", "12345"),
        ("020 7946 0123 extn 7", "7"),
        ("020 7946 0123 #6", "6"),
        ("tel:+44-20-7946-0123;ext=12", "12"),
        ("020 7946 0123", ""),
    ],
)
def test_an_extension_is_kept_beside_its_number(text: str, extension: str) -> None:
    assert parse_numbers(text) == (ParsedNumber("+442079460123", "landline", "", extension),)


def test_each_number_has_its_own_extension() -> None:
    text = "020 7946 0123 x12 / 07700 900142"
    assert numbers(text) == [("+442079460123", "12"), ("+447700900142", "")]


def test_one_unusable_number_costs_only_itself() -> None:
    assert parse_numbers("07700 900142 / 09098 790123") == (
        ParsedNumber("+447700900142", "mobile", ""),
        ParsedNumber(None, "other", phones.PREMIUM),
    )


def test_a_time_of_day_beside_a_number_is_no_number() -> None:
    assert numbers("020 7946 0123/4, after 1800") == [("+442079460123", "")]


@pytest.mark.parametrize("text", ["", " ", "\t", "-", "()", "\u200b", "."])
def test_a_cell_without_a_letter_or_digit_holds_no_number(text: str) -> None:
    assert parse_numbers(text) == ()


@pytest.mark.parametrize("text", ["none", "n/a", "ex-directory"])
def test_a_word_in_place_of_a_number_is_told(text: str) -> None:
    assert parse_numbers(text) == (ParsedNumber(None, "other", phones.LETTERS),)


@pytest.mark.parametrize(
    ("text", "e164"),
    [
        ("004420 7219 5353", "+442072195353"),
        ("+44 004420 7219 5353", None),
        ("2072193775", "+442072193775"),
        ("+1 212 555 0123", "+12125550123"),
        ("15554445555", None),
        ("0770O 900142", None),
        ("4.47E+11", None),
    ],
)
def test_prefixes_are_mended_only_where_that_is_certain(text: str, e164: str | None) -> None:
    assert numbers(text) == [(e164, "")]


@given(st.text(max_size=60) | st.text("0123456789 +()-/;x.Eext\n", max_size=60))
def test_any_cell_is_numbers_or_reasons(text: str) -> None:
    found = parse_numbers(text)
    assert all(number.e164 or number.notice for number in found)
    assert len(set(found)) == len(found)
    first = found[0] if found else ParsedNumber(None, "other", phones.MISSING)
    assert parse_number(text)[:2] == first[:2]


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_a_reason(text: str) -> None:
    parsed = parse_number(text)
    if parsed.e164 is None:
        assert parsed.notice
        assert parsed.kind == "other"
    else:
        assert parse_number(parsed.e164).e164 == parsed.e164


TYPES = phonenumbers.PhoneNumberType
KINDS: dict[int, Kind] = {TYPES.MOBILE: "mobile", TYPES.FIXED_LINE: "landline"}
KINDS_OF_THE_LIBRARY = (
    *("fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost"),
    *("personal_number", "voip", "pager", "uan"),
)
OF_THE_LIBRARY = [
    re.compile(pattern, re.ASCII)
    for region in phonenumbers.COUNTRY_CODE_TO_REGION_CODE[44]
    for kind in KINDS_OF_THE_LIBRARY
    if (plan := getattr(phonenumbers.PhoneMetadata.metadata_for_region(region), kind))
    and (pattern := plan.national_number_pattern)
    and plan.possible_length
]


def in_the_library(text: str) -> tuple[str | None, Kind]:
    """What libphonenumber alone makes of a number, less the kinds that we never ring."""
    number = phonenumbers.parse(text, "GB")
    kind = phonenumbers.number_type(number)
    if kind in {TYPES.UNKNOWN, TYPES.PREMIUM_RATE}:
        return None, "other"
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return e164, KINDS.get(kind, "other")


NUMBERS_OF_ANY_KIND = st.one_of(
    *(st.from_regex(it, fullmatch=True, alphabet="0123456789") for it in OF_THE_LIBRARY),
    st.tuples(st.sampled_from("1237"), st.text("0123456789", min_size=9, max_size=9)).map("".join),
    st.text("123456789", min_size=1, max_size=1).flatmap(
        lambda first: st.text("0123456789", min_size=8, max_size=9).map(first.__add__)
    ),
)


@given(NUMBERS_OF_ANY_KIND, st.sampled_from(["0", "+44", "0044", "+44 (0)", "44"]))
def test_the_quick_way_agrees_with_the_library(national: str, prefix: str) -> None:
    if is_drama(f"+44{national}") or (prefix == "44" and len(national) < 10):
        return
    (parsed,) = parse_numbers(prefix + national)
    assert (parsed.e164, parsed.kind) == in_the_library(f"0{national}")


def test_every_number_of_the_sample_is_as_the_library_has_it() -> None:
    with sample("roll.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = {row[name] for row in csv.DictReader(file) for name in ("mobile", "landline")}
    written = cells - {""}
    assert len(written) > 1000
    for text in written:
        for parsed in parse_numbers(text):
            assert parsed.e164
            number = phonenumbers.parse(parsed.e164, None)
            format_of_all = phonenumbers.PhoneNumberFormat.E164
            assert phonenumbers.format_number(number, format_of_all) == parsed.e164
            assert is_drama(parsed.e164)
            if phonenumbers.is_valid_number(number):
                assert parsed.kind == KINDS.get(phonenumbers.number_type(number), "other")


@given(st.from_regex(r"0(7700 ?900|1632 ?960|20 ?7946 ?0)[0-9]{3}", fullmatch=True))
def test_what_is_read_out_is_read_back(text: str) -> None:
    parsed = parse_number(text)
    assert parsed.e164
    assert parse_number(as_spoken(parsed.e164)) == parsed
