"""Columns and cells that are told together stand together on every row."""

from typing import NamedTuple

from phonebank.domain.canvass import Interval
from phonebank.domain.fields import Fields
from phonebank.domain.sheet import Column, Kind, Mark, Row


class Place(NamedTuple):
    name: str
    counts: dict[str, int]
    within: Interval | None = None


def fields() -> Fields[Place]:
    made = Fields[Place]()
    made.add("name", "Place", Kind.TEXT, lambda it: it.name)
    names = {"Smith": "Smith", "undecided": "Undecided"}
    made.add_each("n.{}", "{}, people", Kind.COUNT, names, lambda it, one: it.counts.get(one))
    made.add_ends("within", "Share {}", lambda it: it.within)
    made.add_ends_of_each("of.{}", "{} {}", names, lambda it, one: it.within)
    made.add("last", "Last", Kind.COUNT, lambda it: 0, brief=False)
    return made


def test_columns_stand_in_the_order_in_which_they_were_added() -> None:
    assert fields().columns == [
        Column("name", "Place", Kind.TEXT),
        Column("n.Smith", "Smith, people", Kind.COUNT),
        Column("n.undecided", "Undecided, people", Kind.COUNT),
        Column("within.0", "Share at least", Kind.SHARE, brief=False),
        Column("within.1", "Share at most", Kind.SHARE, brief=False),
        Column("of.Smith.0", "Smith at least", Kind.SHARE, brief=False),
        Column("of.Smith.1", "Smith at most", Kind.SHARE, brief=False),
        Column("of.undecided.0", "Undecided at least", Kind.SHARE, brief=False),
        Column("of.undecided.1", "Undecided at most", Kind.SHARE, brief=False),
        Column("last", "Last", Kind.COUNT, brief=False),
    ]


def test_every_cell_stands_under_its_column() -> None:
    one = Place("Exeter", {"Smith": 3, "undecided": 0}, Interval(0.2, 0.4))
    assert fields().row(one) == Row(("Exeter", 3, 0, 0.2, 0.4, 0.2, 0.4, 0.2, 0.4, 0))


def test_what_is_not_known_and_an_empty_text_are_no_cell_but_nought_is_one() -> None:
    [row] = fields().rows([Place("", {"Smith": 0})], Mark.REPORTED)
    assert row == Row((None, 0, None, *[None] * 6, 0), Mark.REPORTED)
