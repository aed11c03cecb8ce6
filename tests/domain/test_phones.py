import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain import phones
from phonebank.domain.phones import ParsedNumber, as_spoken, is_drama, parse_number

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
        ("020 7946 0123 x12", "+442079460123", phones.EXTENSION),
        ("020 7946 0123 ext. 4", "+442079460123", phones.EXTENSION),
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


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_a_reason(text: str) -> None:
    parsed = parse_number(text)
    if parsed.e164 is None:
        assert parsed.notice
        assert parsed.kind == "other"
    else:
        assert parse_number(parsed.e164).e164 == parsed.e164


@given(st.sampled_from("1237"), st.text("0123456789", min_size=9, max_size=9))
def test_the_quick_way_agrees_with_the_library(first: str, rest: str) -> None:
    types = phonenumbers.PhoneNumberType
    number = phonenumbers.parse(f"0{first}{rest}", "GB")
    kind = {types.MOBILE: "mobile", types.FIXED_LINE: "landline"}.get(
        phonenumbers.number_type(number), "other"
    )
    parsed = parse_number(f"0{first}{rest}")
    if not is_drama(f"+44{first}{rest}"):
        assert (parsed.e164 is not None) == phonenumbers.is_valid_number(number)
        assert parsed.e164 is None or parsed.kind == kind


@given(st.from_regex(r"0(7700 ?900|1632 ?960|20 ?7946 ?0)[0-9]{3}", fullmatch=True))
def test_what_is_read_out_is_read_back(text: str) -> None:
    parsed = parse_number(text)
    assert parsed.e164
    assert parse_number(as_spoken(parsed.e164)) == parsed
