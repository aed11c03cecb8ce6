from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtWidgets import QApplication

from phonebank.domain.canvass import CanvassRow, ReportedFigure
from phonebank.domain.sheet import Column, Kind, Sheet
from phonebank.domain.tallies import Tally
from phonebank.gui.pages.canvass.columns import ShownColumn, shown_columns, widths
from phonebank.gui.pages.canvass.subjects import Subject
from phonebank.gui.pages.canvass.words import figures_told, remarks_on, what_would_tie


def row(roll: int, undecided: int = 0, **counts: int) -> CanvassRow:
    tally = Tally(counts=counts, roll=roll, undecided=undecided)
    return CanvassRow(
        place="Hove",
        tally=tally,
        lead=tally.race("Smith").lead,
        margin=None,
        verdict=None,
        ours="Smith",
        intervals={},
    )


def told(words: str = "", undecided: Fraction | None = None, **shares: int) -> ReportedFigure:
    fractions = {short: Fraction(share, 100) for short, share in shares.items()}
    return ReportedFigure(
        places=("Hove",),
        canvasser="Peter Kyle MP",
        told_by="",
        reported_on=date(2016, 8, 19),
        shares=fractions,
        undecided=undecided,
        refused=None,
        coverage=None,
        words=words,
        source="HuffPost UK",
        lead=None,
        verdict=words,
    )


def sentence(place: CanvassRow) -> str:
    return "".join(words for words, _ in what_would_tie(place, "Smith"))


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (
            row(480, 51, Smith=198, Corbyn=87),
            "For Corbyn to tie here, the 195 electors not counted for either would have to "
            "favour Corbyn by 57 points.",
        ),
        (
            row(437, 12, Smith=73, Corbyn=160),
            "For Smith to tie here, the 204 electors not counted for either would have to "
            "favour Smith by 43 points.",
        ),
        (
            row(100, 0, Smith=60, Corbyn=30),
            "Corbyn cannot tie here: all the 10 electors not counted for either would not be "
            "enough.",
        ),
        (
            row(100, 10, Smith=40, Corbyn=20, Eagle=5),
            "For Corbyn to tie here, the 35 electors not counted for any candidate would have "
            "to favour Corbyn over Smith by 57 points.",
        ),
        (
            row(50, 0, Smith=30, Corbyn=20),
            "Nobody is left: every elector is counted for a candidate.",
        ),
        (row(50, 5, Smith=10, Corbyn=10), "Smith and Corbyn are level among those counted."),
        (row(0, 0, Smith=0, Corbyn=0), ""),
        (row(50, 5, Smith=10), ""),
    ],
)
def test_what_would_have_to_be_true_is_a_sentence(place: CanvassRow, expected: str) -> None:
    assert sentence(place) == expected


def test_a_small_lead_needs_less_than_a_point() -> None:
    assert "by less than 1 point." in sentence(row(1000, 0, Smith=11, Corbyn=10))
    assert "by 1 point." in sentence(row(121, 0, Smith=11, Corbyn=10))


def test_reported_figures_are_told_as_they_were() -> None:
    figure = told(Smith=45, Corbyn=55)
    assert figures_told(figure) == "Smith 45, Corbyn 55"
    assert remarks_on(figure) == "Undecided not given, sums to 100, no coverage given."
    assert figures_told(told("in front")) == "“in front”, in words only"
    assert remarks_on(told("in front")) == ""


def test_words_of_somebody_else_are_about_our_side_or_the_strongest_rival() -> None:
    place = row(10, 0, Smith=1, Corbyn=1)
    assert Subject(place, told("in front")).leader("Smith") == "Smith"
    assert Subject(place, told("behind", Smith=20, Corbyn=30, Eagle=50)).leader("Smith") == "Eagle"
    assert Subject(place, told("neck and neck")).leader("Smith") is None
    assert Subject(place, told("in front")).is_quoted


def sheet() -> Sheet:
    keys = ["roll", "attempted", "contacted", "stated"]
    columns = [Column("place", "Constituency", Kind.TEXT)]
    columns += [Column(key, key.capitalize(), Kind.COUNT) for key in keys]
    columns += [Column(f"shares.{who}", who, Kind.SHARE) for who in ("A", "B", "undecided")]
    columns += [Column("coverage", "Coverage", Kind.SHARE), Column("lead", "Lead", Kind.POINTS)]
    columns += [Column("verdict", "Verdict", Kind.TEXT), Column("last_call", "Last", Kind.TIME)]
    return Sheet("Canvass", "", columns, [])


@pytest.mark.parametrize("room", [640, 880, 926, 1540])
def test_columns_fill_the_room_and_what_decides_belief_stays(qapp: QApplication, room: int) -> None:
    columns: list[ShownColumn] = shown_columns(sheet())
    given = widths(columns, room)
    assert sum(given.values()) == room
    assert {"place", "stated", "coverage", "shares.A", "lead", "verdict"} <= set(given)
    assert ("last_call" in given) is (room > 1000)
