"""Families are left alone, and one person written twice is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import JaroWinkler

from phonebank.domain.duplicates import (
    Likeness,
    Named,
    at_one_postcode,
    pairs_to_compare,
    with_one_email,
)
from phonebank.domain.electors import name_key


def named(name: str, address: str = "", id: int = 1) -> Named:
    """Somebody by title, first names and surname, with a stroke before the surname."""
    first, _, last = name.partition("|")
    title, _, rest = first.strip().partition(" ")
    if title not in {"Mr", "Mrs", "Ms"}:
        title, rest = "", first
    return Named(id, name_key(title), name_key(rest), name_key(last), address)


def near(one: str, other: str, address: str = "", others: str = "") -> Likeness | None:
    return at_one_postcode(named(one, address), named(other, others, 2), JaroWinkler.similarity)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("John |Smith", "John |Smith"),
        ("JOHN |SMITH", "John |Smith"),
        ("Siân |O'Neill", "Sian |ONeill"),
        ("J |Smith", "John |Smith"),
        ("J R |Smith", "John Robert |Smith"),
        ("John |Smith", "John Robert |Smith"),
        ("John R |Smith", "John Robert |Smith"),
        ("Smith |John", "John |Smith"),
        ("Jon |Smith", "John |Smith"),
        ("Sara |Patel", "Sarah |Patel"),
        ("Ann |Jones", "Anne |Jones"),
        ("Phillip |Jones", "Philip |Jones"),
        ("Jonathan |Jones", "Jonathon |Jones"),
        ("Lyndsey |Jones", "Lyndsay |Jones"),
        ("Steven |Clark", "Stephen |Clark"),
        ("Micheal |Clark", "Michael |Clark"),
        ("Sam |Clark", "Samuel |Clark"),
        ("Ada |Byron", "Ada |Bryon"),
        ("Ian |MacDonald", "Ian |McDonald"),
        ("Ann |Thompson", "Ann |Thomson"),
        ("Ann |Smith", "Ann |Smith-Jones"),
        ("Mr Les |Smith", "Mrs Les |Smith"),
    ],
)
def test_one_person_written_in_two_ways_is_found(one: str, other: str) -> None:
    assert near(one, other)
    assert near(one, other) == near(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann |Smith", "Alan |Smith"),
        ("Mary |Smith", "Mark |Smith"),
        ("Joan |Smith", "John |Smith"),
        ("Jean |Smith", "Joan |Smith"),
        ("Tim |Smith", "Tom |Smith"),
        ("Jan |Smith", "Ian |Smith"),
        ("Dan |Smith", "Ian |Smith"),
        ("Paul |Smith", "Paula |Smith"),
        ("Louis |Smith", "Louise |Smith"),
        ("Eric |Smith", "Erica |Smith"),
        ("Daniel |Smith", "Danielle |Smith"),
        ("Stephan |Smith", "Stephanie |Smith"),
        ("Joseph |Smith", "Josephine |Smith"),
        ("Christine |Smith", "Christina |Smith"),
        ("Francis |Smith", "Frances |Smith"),
        ("James |Smith", "Jamie |Smith"),
        ("Nicholas |Smith", "Nicola |Smith"),
        ("John A |Smith", "John B |Smith"),
        ("Mr J |Smith", "Mrs Jane |Smith"),
        ("Mr Jon |Smith", "Ms John |Smith"),
        ("J |Smith", "Peter |Smith"),
        ("J |Smith", "John |Smyth"),
        ("Ann |Lee", "Ann |Lea"),
        ("Ann |Smith", "Ann |Jones"),
        ("|Smith", "|Smith"),
        ("John |", "John |"),
    ],
)
def test_a_family_is_not_taken_for_one_person(one: str, other: str) -> None:
    assert near(one, other) is None
    assert near(other, one) is None


def test_neighbours_are_told_apart_by_the_house() -> None:
    assert near("J |Smith", "John |Smith", "12 Elm Road", "14 Elm Road") is None
    assert near("J |Smith", "John |Smith", "12 Elm Road", "12 Elm Road")
    assert near("J |Smith", "John |Smith", "12 Elm Road")
    assert near("J |Smith", "John |Smith", "Flat 2", "2 Elm Road")


def test_one_name_at_two_houses_is_told_with_less_certainty() -> None:
    same = near("John |Smith", "John |Smith", "12 Elm Road", "12, Elm Road")
    moved = near("John |Smith", "John |Smith", "12 Elm Road", "12a Elm Road")
    assert same
    assert moved
    assert moved.score < same.score
    assert "another house" in moved.why


def test_an_email_address_in_common_asks_for_near_names_too() -> None:
    alike = JaroWinkler.similarity
    john, jane, j = named("John |Smith"), named("Jane |Smith", id=2), named("J |Smith", id=3)
    assert with_one_email(john, jane, alike) is None
    found = with_one_email(john, j, alike)
    assert found
    assert found.why.endswith("same e-mail address")
    assert with_one_email(named("Ann |Smith"), named("Ann |Jones", id=2), alike)


NAMES = st.tuples(
    st.sampled_from(["ann", "anne", "john", "j", "smith", ""]),
    st.sampled_from(["smith", "smyth", "ann", "smith jones", ""]),
)


@given(st.lists(NAMES, max_size=12))
def test_no_pair_that_is_near_goes_uncompared(names: list[tuple[str, str]]) -> None:
    people = [Named(i, "", first, last, "") for i, (first, last) in enumerate(names)]
    compared = {(one.id, other.id) for one, other in pairs_to_compare(people, 100)}
    alike = JaroWinkler.similarity
    for one in people:
        for other in people[one.id + 1 :]:
            if at_one_postcode(one, other, alike) or with_one_email(one, other, alike):
                assert (one.id, other.id) in compared


def test_a_crowd_at_one_postcode_is_not_compared_without_end() -> None:
    crowd = [named("John |Smith", id=i) for i in range(151)]
    assert not list(pairs_to_compare(crowd, 150))
    assert len(set(pairs_to_compare(crowd[:3], 150))) == 3
