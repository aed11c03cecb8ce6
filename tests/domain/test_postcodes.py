import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.postcodes import INWARD, key_of, outward_key, postcode_key, postcode_of

OUTWARD = ("M1", "M60", "W1A", "CR2", "DN55", "EC1A", "GIR", "SL0")
postcodes = st.builds(
    lambda outward, inward: f"{outward} {inward}",
    st.sampled_from(OUTWARD),
    st.sampled_from(sorted(INWARD)),
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("SW1A 1AA", "SW1A 1AA"),
        ("sw1a1aa", "SW1A 1AA"),
        ("  SW1A  1AA ", "SW1A 1AA"),
        ("SW1A\u00a01AA", "SW1A 1AA"),
        ("AB101AA", "AB10 1AA"),
        ("AB1  0AA", "AB1 0AA"),
        ("M1 1 A E", "M1 1AE"),
        ("gir 0aa", "GIR 0AA"),
        ("BF1 0AX", "BF1 0AX"),
        ("IM1 1AA", "IM1 1AA"),
    ],
)
def test_a_postcode_is_read_however_it_is_spaced(written: str, meant: str) -> None:
    assert postcode_of(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("S016 4AB", "SO16 4AB"),
        ("SWIA 1AA", "SW1A 1AA"),
        ("SW1A IAA", "SW1A 1AA"),
        ("M1 OAA", "M1 0AA"),
        ("WI1 1AA", "W11 1AA"),
        ("0X1 1AA", "OX1 1AA"),
        ("1V2 3AB", "IV2 3AB"),
        ("BLO 1AA", "BL0 1AA"),
    ],
)
def test_a_letter_for_a_digit_is_mended_where_one_postcode_is_meant(
    written: str, meant: str
) -> None:
    assert postcode_of(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "",
        "SW1A",
        "1AA",
        "Postcode: SW1A 1AA",
        "SW1A 1AA London",
        "BFPO 57",
        "B01 1AA",
        "SW1A 1AC",
        "Q1 1AA",
        "M01 1AA",
        "12345",
        "SW1A-1AA",
        "ＳＷ１Ａ １ＡＡ",
        "A" * 1_000_000,
    ],
)
def test_what_is_no_postcode_is_not_taken_for_one(written: str) -> None:
    assert postcode_of(written) == ""
    assert postcode_key(written) is None


@given(st.text(max_size=30))
def test_no_text_breaks_it_and_reading_twice_is_reading_once(text: str) -> None:
    found = postcode_of(text)
    assert postcode_of(found) == found
    assert (postcode_key(text) is None) == (found == "")


@given(postcodes)
def test_every_spacing_of_a_postcode_is_that_postcode(postcode: str) -> None:
    assert postcode_of(postcode) == postcode
    assert postcode_of(postcode.replace(" ", "").lower()) == postcode


@given(postcodes, postcodes)
def test_keys_are_in_the_order_of_postcodes(one: str, other: str) -> None:
    first, second = postcode_key(one), postcode_key(other)
    assert first is not None
    assert second is not None
    assert (first < second) == (one < other)
    assert 0 < first < 2**33


def test_a_key_is_made_of_its_two_parts() -> None:
    assert postcode_key("SW1A 1AA") == key_of(outward_key("SW1A"), INWARD["1AA"])
