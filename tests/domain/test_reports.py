"""Reported canvasses: figures as printed, and the words that follow from them."""

from datetime import date
from fractions import Fraction

import pytest

from phonebank.domain import figures
from phonebank.domain.canvass import ReportedFigure
from phonebank.domain.reports import (
    PrintedCanvass,
    figure_of,
    mp_named,
    remark_on,
    share_printed,
)
from phonebank.domain.verdicts import Thresholds


def told(
    smith: str = "",
    corbyn: str = "",
    undecided: str = "",
    refused: str = "",
    coverage: str = "",
    words: str = "",
    places: tuple[str, ...] = ("Exeter",),
) -> ReportedFigure:
    printed = PrintedCanvass(
        places=places,
        printed_places=";".join(places),
        canvasser="Ben Bradshaw MP",
        told_by="",
        reported_on=date(2016, 8, 19),
        figures={who: text for who, text in (("Smith", smith), ("Corbyn", corbyn)) if text},
        undecided=undecided,
        refused=refused,
        coverage=coverage,
        words=words,
        source="HuffPost UK",
    )
    return figure_of(printed, "Smith", Thresholds())


@pytest.mark.parametrize(
    ("place", "triple", "points", "words"),
    [
        ("Hammersmith", ("59", "26", "15"), "+33", "comfortably in front"),
        ("Exeter", ("46", "34", "18"), "+12", "in front"),
        ("Stoke-on-Trent North", ("43", "42", "16"), "+1", "neck and neck"),
        ("Ilford North", ("44", "39", "17"), "+5", "narrowly in front"),
        ("Eltham", ("54", "42", "4"), "+12", "in front"),
        ("Torfaen", ("63", "24", "13"), "+39", "comfortably in front"),
        ("Edinburgh South", ("60", "24", "16"), "+36", "comfortably in front"),
        ("Pontypridd", ("29", "64", "5"), "−35", "comfortably behind"),
        ("the country", ("40", "46", "14"), "−6", "narrowly behind"),
    ],
)
def test_without_a_base_the_lead_alone_decides(
    place: str, triple: tuple[str, str, str], points: str, words: str
) -> None:
    figure = told(*triple, places=(place,))
    assert figures.points(figure.lead) == points
    assert figure.verdict == words


def test_exeter_sums_to_98_and_stays_so_and_says_so() -> None:
    exeter = told("46", "34", "18")
    assert exeter.sum == Fraction(98, 100)
    assert exeter.remark() == "sums to 98"
    assert exeter.shares == {"Smith": Fraction(46, 100), "Corbyn": Fraction(34, 100)}


def test_stoke_sums_to_101_and_stays_so_and_says_so() -> None:
    stoke = told("43", "42", "16")
    assert stoke.sum == Fraction(101, 100)
    assert stoke.remark() == "sums to 101"


def test_pontypridd_sums_to_100_with_those_who_refused() -> None:
    pontypridd = told("29", "64", "5", refused="2", coverage="56")
    assert pontypridd.sum == 1
    assert pontypridd.coverage == Fraction(56, 100)
    assert pontypridd.remark() == ""


def test_bounds_of_a_reported_canvass_leave_open_whom_it_did_not_take_in() -> None:
    hammersmith = told("59", "26", "15", coverage="70")
    assert hammersmith.bounds("Smith") == (Fraction(413, 1000), Fraction(818, 1000))
    assert hammersmith.bounds("Corbyn") == (Fraction(182, 1000), Fraction(587, 1000))
    assert hammersmith.bounds("Nobody") is None
    assert told("59", "26", "15").bounds("Smith") is None


def test_brighton_and_hove_never_said_how_many_were_undecided() -> None:
    both = told("45", "55", places=("Brighton, Kemptown", "Hove"))
    assert (figures.points(both.lead), both.verdict) == ("−10", "behind")
    assert both.undecided is None
    assert both.remark() == "undecided not given, one figure for Brighton, Kemptown and Hove"


@pytest.mark.parametrize("words", ["comfortably in front", "in front", "neck and neck"])
def test_words_only_keep_their_words(words: str) -> None:
    figure = told(words=words)
    assert (figure.verdict, figure.lead, figure.sum) == (words, None, None)
    assert figure.remark() == "words only"


def test_one_figure_alone_makes_no_lead_and_keeps_the_words_said() -> None:
    assert (told("60", words="ahead").lead, told("60", words="ahead").verdict) == (None, "ahead")


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("46", Fraction(46, 100)),
        ("46%", Fraction(46, 100)),
        (" 46.5 % ", Fraction(465, 1000)),
        ("0", Fraction(0)),
        ("100", Fraction(1)),
        ("", None),
    ],
)
def test_a_percentage_is_read_as_printed(text: str, share: Fraction | None) -> None:
    assert share_printed(text) == share


@pytest.mark.parametrize(
    "text", ["many", "nan", "inf", "-3", "101", "1/2", "1e2", "1e999999999", "4 6", "٤٦"]
)
def test_what_is_no_percentage_is_refused_at_once(text: str) -> None:
    with pytest.raises(ValueError, match="percentage"):
        share_printed(text)


@pytest.mark.parametrize(
    ("canvasser", "places", "mp"),
    [
        ("Ben Bradshaw MP", 1, "Ben Bradshaw MP"),
        ("Peter Kyle MP", 2, ""),
        ("Corbyn campaign", 1, ""),
        ("Smith campaign", 0, ""),
        ("An AMP", 1, ""),
    ],
)
def test_a_canvass_tells_whose_seat_it_is_where_it_is_an_mps_of_one_place(
    canvasser: str, places: int, mp: str
) -> None:
    assert mp_named(canvasser, places) == mp


@pytest.mark.parametrize(
    ("smith", "corbyn", "undecided", "remark"),
    [
        ("35", "57", "8", ""),
        ("38", "62", "", "undecided not given"),
        ("34", "56", "", "sums to 90, undecided not given"),
        ("35%", "57.5", "8", "sums to 100.5"),
        ("100", "0", "0", ""),
        ("", "", "", "no figures"),
    ],
)
def test_the_line_of_a_poll_says_what_is_odd_about_it(
    smith: str, corbyn: str, undecided: str, remark: str
) -> None:
    assert remark_on({"Smith": smith, "Corbyn": corbyn}, undecided) == remark
