import csv
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.places import place_key, seat_of_party
from phonebank.locations import resource


@cache
def places() -> tuple[dict[str, str], ...]:
    with resource("constituencies.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def aliases(place: dict[str, str]) -> list[str]:
    return [alias for alias in place["aliases"].split(";") if alias]


@cache
def code_by_key() -> dict[str, str]:
    return {
        place_key(name): place["ons_code"]
        for place in places()
        for name in (place["name"], *aliases(place))
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Brighton, Kemptown", "BRIGHTON KEMPTOWN"),
        ("Bermondsey and Old Southwark", "Bermondsey & Old Southwark"),
        ("Normanton, Pontefract and Castleford", "Normanton, Pontefract, and Castleford"),
        ("Stoke-on-Trent North", "stoke on  trent\u00a0north"),
        ("Ynys Môn", "Ynys Mon"),
        ("Ynys Mo\u0302n", "Ynys M\u00f4n"),
        ("St Helens North", "St. Helens North"),
        ("Bishop's Castle", "Bishop\u2019s Castle"),
        ("Bishop's Castle", "Bishops Castle"),
        ("Richmond (Yorks)", "Richmond, Yorks"),
        ("Hove", "\ufeffHove "),
    ],
)
def test_spellings_of_one_place_share_a_key(one: str, other: str) -> None:
    assert place_key(one) == place_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ilford North", "Ilford South"), ("Durham North", "North Durham"), ("Ham", "Sand Ham")],
)
def test_different_words_or_another_order_are_another_key(one: str, other: str) -> None:
    assert place_key(one) != place_key(other)


def test_only_the_whole_word_and_is_dropped() -> None:
    assert place_key("Sandwell and Andover") == "sandwell andover"


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(name: str) -> None:
    assert place_key(place_key(name)) == place_key(name)


@given(st.text(max_size=40))
def test_case_does_not_count(name: str) -> None:
    assert place_key(name.upper()) == place_key(name.lower()) == place_key(name)


@given(st.lists(st.sampled_from(["East", "Ham", "Ynys", "Môn", "St"]), min_size=1))
def test_marks_between_words_do_not_count(words: list[str]) -> None:
    assert (
        place_key(", ".join(words)) == place_key(" and ".join(words)) == place_key("-".join(words))
    )


def test_there_are_650_places_with_codes_of_their_own() -> None:
    assert len(places()) == 650
    assert len({place["ons_code"] for place in places()}) == 650
    nations = [place["nation"] for place in places()]
    assert {nation: nations.count(nation) for nation in nations} == {
        "England": 533,
        "Scotland": 59,
        "Wales": 40,
        "Northern Ireland": 18,
    }


def test_every_place_lies_in_the_kingdom() -> None:
    for place in places():
        assert 49.8 < float(place["latitude"]) < 60.9, place["name"]
        assert -8.2 < float(place["longitude"]) < 1.8, place["name"]


def test_no_name_or_alias_means_two_places() -> None:
    names = [name for place in places() for name in (place["name"], *aliases(place))]
    assert len(code_by_key()) == len(names), (
        "An alias in resources/constituencies.csv has the key of another name; take it out."
    )


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Stoke North", "Stoke-on-Trent North"),
        ("Illford North", "Ilford North"),
        ("Kempton", "Brighton, Kemptown"),
        ("Brighton Kemptown", "Brighton, Kemptown"),
        ("Penistone & Stockbridge", "Penistone and Stocksbridge"),
        ("Barrow-in-Furness", "Barrow and Furness"),
        ("Ashton-under-Lyme", "Ashton-under-Lyne"),
        ("Anglesey", "Ynys Môn"),
        ("Ynys Mon", "Ynys Môn"),
        ("Western Isles", "Na h-Eileanan an Iar"),
        ("Hull North", "Kingston upon Hull North"),
        ("Durham North West", "North West Durham"),
    ],
)
def test_a_spelling_of_the_press_finds_its_place(printed: str, name: str) -> None:
    code = code_by_key()[place_key(printed)]
    assert next(place["name"] for place in places() if place["ons_code"] == code) == name


@pytest.mark.parametrize(
    "printed", ["Exeter CLP", "Exeter Labour", "Exeter constituency", "EXETER"]
)
def test_a_party_is_of_its_constituency(printed: str) -> None:
    assert seat_of_party(place_key(printed)) == "exeter"


def test_no_constituency_is_called_like_a_party() -> None:
    assert all(seat_of_party(key) == key for key in code_by_key())
