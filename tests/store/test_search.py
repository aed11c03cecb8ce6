"""Finding an elector by parts of what is known of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.finding import asked, indexed, searched_digits, spellings_of_number, words_of
from phonebank.domain.phones import parse_number
from phonebank.store import copying, search
from phonebank.store.database import Database
from tests.conftest import Make, copied


class Person(NamedTuple):
    number: str
    name: str
    phones: tuple[str, ...] = ()
    postcode: str = ""


PEOPLE = (
    Person("L001", "Zoë O'Brien", ("07700 900142", "020 7946 0101"), "SW1A 1AA"),
    Person("L002", "Pat O Brien", ("07700 900143",), "SW1 1AB"),
    Person("L003", "Anne-Marie Smith-Jones", ("+33 1 23 45 67 89",), "E1 4NS"),
    Person("L004", "Annemarie Smith", ("07700 900144 or ring Bob",), "E11 4NS"),
    Person("l005", "José Núñez", ("0113 496 0142",), "ls1 4dy"),
    Person("A-6/7", "Ada de Souza", (), "EX44QJ"),
    Person("07700", "Ad Mc Donald", ("07700 900149",)),
    Person("L010", "Ĳsbrand Straße", ("4.47E+11",), "n/a"),
    Person("L011", "小林 結衣", (), ""),
    Person("L012", "Ade St. John", ("not one",), "EX4 4QJ"),
    Person("M013", "Łukasz Æbelø-Żółć", (), "N1 1AA"),
)


@pytest.fixture(scope="module")
def small(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A roll of PEOPLE, in their order."""
    with copied(template, tmp_path_factory.mktemp("small") / "small.phonebank") as db:
        make = Make(db)
        for one in PEOPLE:
            make.elector(
                one.name, numbers=one.phones, membership_number=one.number, postcode=one.postcode
            )
        with db.write() as session:
            search.fill(session)
        yield db


def found(db: Database, text: str, limit: int = 50) -> list[str]:
    """Membership numbers of those found."""
    with db.read() as session:
        return [PEOPLE[i - 1].number for i in search.ids_matching(session, text, limit)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("o'brien", "L001 L002"),
        ("lukasz", "M013"),
        ("łuk zolc", "M013"),
        ("aebelo lukasz", "M013"),
        ("aebelozolc", "M013"),
        ("O’BRIEN", "L001 L002"),
        ("obrien", "L001 L002"),
        ("o brien", "L001 L002"),
        ("zoe obri", "L001"),
        ("obri Z", "L001"),
        ("anne-marie", "L003 L004"),
        ("annemarie", "L003 L004"),
        ("anne marie", "L003"),
        ("smith jones", "L003"),
        ("smithj", "L003"),
        ("jose nunez", "l005"),
        ("NÚÑEZ", "l005"),
        ("desouza", "A-6/7"),
        ("de souza ada", "A-6/7"),
        ("mcdonald", "07700"),
        ("stjohn", "L012"),
        ("strasse", "L010"),
        ("小", "L011"),
        ("07700 900142", "L001"),
        ("+44 7700 900142", "L001"),
        ("+44 (0)7700-900142", "L001"),
        ("0044 7700 900142", "L001"),
        ("447700900142", "L001"),
        ("7700 9001 42", "L001"),
        ("0142", "L001 l005"),
        ("946 0101", "L001"),
        ("+33 123", "L003"),
        ("0033 1 23", "L003"),
        ("sw1a", "L001"),
        ("sw1a 1aa", "L001"),
        ("SW1A1AA", "L001"),
        ("sw1a1", "L001"),
        ("sw1", "L002 L001"),
        ("sw1 1", "L002"),
        ("e1 4ns", "L003"),
        ("e14ns", "L003"),
        ("e11 4", "L004"),
        ("ls1 4dy", "l005"),
        ("ex4 4qj", "A-6/7 L012"),
        ("smith e11", "L004"),
        ("smith e1 4ns", "L003"),
        ("obrien 0142", "L001"),
        ("L001", "L001"),
        ("l001", "L001"),
        ("L005", "l005"),
        ("l01", "L010 L011 L012"),
        ("a-6/7", "A-6/7"),
        ("zebedee", ""),
        ("!!", ""),
        ('" OR *', ""),
    ],
)
def test_a_text_finds_whom_a_person_would_mean(small: Database, text: str, numbers: str) -> None:
    assert sorted(found(small, text)) == sorted(numbers.split())


def test_whoever_has_just_this_membership_number_comes_first(small: Database) -> None:
    numbers = found(small, "07700")
    assert numbers[0] == "07700"
    assert {"L001", "L002", "L004"} < set(numbers)


def test_the_others_come_by_name(small: Database) -> None:
    assert found(small, "0770")[:4] == ["07700", "L002", "L001", "L004"]
    assert found(small, "a") == ["A-6/7", "07700", "L004", "L003", "L012", "L010", "M013"]


def test_no_more_are_found_than_asked_for_and_always_the_same(small: Database) -> None:
    assert len(found(small, "a", 3)) == 3
    assert found(small, "a", 3) == found(small, "a", 3)


def test_an_empty_text_finds_the_first_of_the_roll(small: Database) -> None:
    with small.read() as session:
        assert len(search.ids_matching(session, " ", 4)) == 4


def by_reading_everybody(text: str) -> set[str]:
    """Who is to be found, by looking at each in turn."""
    wanted = asked(text)
    written = spellings_of_number(wanted.whole)
    counts = any(sign.isdigit() for sign in wanted.whole)
    names = set()
    for one in PEOPLE:
        is_number = one.number in written or (counts and one.number.startswith(written))
        if is_number or not wanted.whole or (not wanted.is_nothing and is_meant(one, text)):
            names.add(one.number)
    return names


def is_meant(one: Person, text: str) -> bool:
    wanted = asked(text)
    first, _, last = one.name.partition(" ")
    words = indexed(words_of(first, last, one.postcode))
    written = one.postcode.replace(" ", "").casefold()
    digits = [searched_digits(parse_number(phone).e164, phone) for phone in one.phones]
    return (
        any(
            all(any(word.startswith(part) for word in words) for part in spelling)
            for spelling in wanted.spellings
        )
        and all(any(form in it for form in forms for it in digits) for forms in wanted.numbers)
        and all(written.startswith(code.outward + code.inward) for code in wanted.postcodes)
        and all(
            code.outward in words or any(w.startswith("".join(code)) for w in words)
            for code in wanted.postcodes
        )
    )


SNIPPETS = st.sampled_from(
    [part for one in PEOPLE for text in one[:2] for part in (text, text[:2], text[-3:].upper())]
    + [one.postcode for one in PEOPLE if one.postcode]
    + ["0770", "+44", "(0)", "0142", "sw1", "1aa", "-", "'", "o", "mc", "07", "e1 4", '"', "*"]
)


@given(st.lists(SNIPPETS, max_size=4).map(" ".join))
def test_the_index_finds_exactly_those_whom_reading_everybody_finds(
    small: Database, text: str
) -> None:
    assert set(found(small, text)) == by_reading_everybody(text)


@given(st.text())
def test_no_text_is_wrong(small: Database, text: str) -> None:
    assert set(found(small, text)) == by_reading_everybody(text)


def test_a_text_that_is_no_text_finds_nobody(small: Database) -> None:
    assert found(small, "\ud800") == found(small, "")
    assert found(small, "zebedee \0 \ud800") == []


def test_bulk_and_single_indexing_find_the_same(small: Database) -> None:
    texts = ["obrien", "annemarie", "desouza", "0142", "sw1a 1aa", "ex4 4qj", "+33 123", "4.47"]
    before = [found(small, text) for text in texts]
    with small.write() as session:
        search.refresh(session, range(1, len(PEOPLE) + 1))
    assert [found(small, text) for text in texts] == before
    with small.write() as session:
        search.fill(session)
    assert [found(small, text) for text in texts] == before


def test_electors_added_later_are_indexed_alone(db: Database, make: Make) -> None:
    first = make.elector("Ada Byron")
    with db.write() as session:
        search.fill(session)
    later = make.elector("Ada Orr-Byron")
    with db.write() as session:
        search.refresh(session, [later])
        assert set(search.ids_matching(session, "ada byron", 5)) == {first, later}


@pytest.mark.file
def test_a_forgotten_elector_leaves_no_trace_of_the_name(db: Database, make: Make) -> None:
    stays, goes = make.elector("Ada Byron"), make.elector("Xylophaga Quetzalcoatlus")
    with db.write() as session:
        search.fill(session)
    with db.write() as session:
        search.forget(session, [goes])
        assert search.ids_matching(session, "byron", 5) == [stays]
    with db.write() as session:
        for column in ("first_name", "last_name", "name_key"):
            session.connection().exec_driver_sql(
                f"UPDATE elector SET {column} = '' WHERE id = {goes}"
            )
    with db.write() as session:
        session.connection().exec_driver_sql("SELECT 1")
    path = db.path
    raw = db.engine.raw_connection()
    raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    db.close()
    assert b"quetzal" not in path.read_bytes().lower()


def test_a_merged_elector_is_found_as_whom_they_turned_out_to_be(db: Database, make: Make) -> None:
    stays = make.elector("Ada Byron", membership_number="L1")
    merged = make.elector("Ada Lovelace", membership_number="L2")
    with db.write() as session:
        search.fill(session)
        session.connection().exec_driver_sql(
            f"UPDATE elector SET merged_into = {stays} WHERE id = {merged}"
        )
    with db.read() as session:
        assert search.ids_matching(session, "L2", 5) == [stays]
        assert search.ids_matching(session, "ada", 5) == [stays]
        assert search.ids_matching(session, "lovelace", 5) == []


def test_a_copy_of_an_indexed_campaign_proves_good(small: Database, tmp_path: Path) -> None:
    copying.verified_copy(small, tmp_path / "copy.phonebank")
    with Database(tmp_path / "copy.phonebank").read() as session:
        assert search.ids_matching(session, "zoe obri", 5) == [1]
