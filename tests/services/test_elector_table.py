"""The table of electors: ids in the order of a column, and rows for them."""

import pytest

from phonebank.domain.electors import ElectorColumn
from phonebank.domain.errors import InputRefused
from phonebank.domain.segment_words import parse
from phonebank.services.looking_up import elector_ids, elector_lines, elector_numbered
from tests.conftest import Make


def ids_by(make: Make, column: ElectorColumn, *, descending: bool = False) -> list[int]:
    return list(elector_ids(make.db, make.organiser, column, descending))


def test_the_table_is_in_the_order_of_surnames(make: Make) -> None:
    orr, byron, adams = (make.elector(name) for name in ("Ada Orr", "Ada Byron", "Zed Adams"))
    assert ids_by(make, ElectorColumn.NAME) == [adams, byron, orr]
    assert ids_by(make, ElectorColumn.NAME, descending=True) == [orr, byron, adams]


def test_whoever_has_nothing_in_a_column_comes_last_either_way(make: Make) -> None:
    section = make.section("full member")
    none, some = make.elector("Ada A"), make.elector("Ada B", section_id=section)
    for descending in (False, True):
        assert ids_by(make, ElectorColumn.SECTION, descending=descending) == [some, none]
        assert ids_by(make, ElectorColumn.POSTCODE, descending=descending) == [none, some]


def test_equal_ones_stand_by_name(make: Make) -> None:
    later, sooner = make.elector("Ada B", place="Hove"), make.elector("Ada A", place="Hove")
    first = make.elector("Ada C", place="Exeter")
    assert ids_by(make, ElectorColumn.CONSTITUENCY) == [first, sooner, later]
    assert ids_by(make, ElectorColumn.CONSTITUENCY, descending=True) == [sooner, later, first]


@pytest.mark.parametrize("column", ElectorColumn)
def test_the_table_can_be_sorted_by_every_column(make: Make, column: ElectorColumn) -> None:
    ids = make.electors(3)
    make.call(ids[1], "spoke", strength="firm")
    assert sorted(ids_by(make, column)) == ids
    assert sorted(ids_by(make, column, descending=True)) == ids
    row = elector_lines(make.db, make.organiser, ids)[0]
    assert column.value in row._fields
    assert column.label


def test_an_empty_roll_has_no_rows(make: Make) -> None:
    assert ids_by(make, ElectorColumn.NAME) == []
    assert elector_lines(make.db, make.organiser, []) == []


def test_a_table_of_a_segment_has_its_electors_alone(make: Make) -> None:
    hove, _ = make.elector(place="Hove"), make.elector(place="Exeter")
    tree = parse("constituency = Hove")
    assert list(elector_ids(make.db, make.organiser, segment=tree)) == [hove]


def test_a_merged_elector_has_no_row_of_their_own(make: Make) -> None:
    stays, merged = make.electors(2)
    with make.db.write() as session:
        session.connection().exec_driver_sql(
            f"UPDATE elector SET merged_into = {stays} WHERE id = {merged}"
        )
    assert ids_by(make, ElectorColumn.NAME) == [stays]


def test_lines_come_in_the_order_asked_and_without_those_who_are_gone(make: Make) -> None:
    one, other = make.elector("Ada Byron"), make.elector("Ada Orr", place="Hove")
    lines = elector_lines(make.db, make.organiser, [other, 99, one])
    assert [line.name for line in lines] == ["Ada Orr", "Ada Byron"]
    assert (lines[0].constituency, lines[0].numbers) == ("Hove", 1)


def test_a_card_is_found_by_membership_number(make: Make) -> None:
    elector = make.elector(membership_number="X1")
    assert elector_numbered(make.db, make.organiser, " X1 ").id == elector
    with pytest.raises(InputRefused):
        elector_numbered(make.db, make.organiser, "X2")
