"""What others say comes in as printed, and again without doubling."""

import pytest

from phonebank.domain.reports import PrintedCanvass
from phonebank.services.importing import ImportKind
from phonebank.store import reported
from tests.conftest import Make

CANVASS = {
    "places": "Exeter",
    "canvasser": "Ben Bradshaw MP",
    "reported_on": "2016-08-19",
    "Smith": "46",
    "Corbyn": "34%",
    "undecided": "18",
}
POLL = {"pollster": "YouGov", "published": "2016-08-30", "section": "full member", "Smith": "43"}
GMB = {"body": "GMB", "candidate": "smith", "votes_for": "26,051", "decided_on": "2016-08-10"}
RESULT = {"section": "", "declared_on": "2016-09-24", "Smith": "193,229", "Corbyn": "313209"}
FILES = {
    ImportKind.REPORTED: (CANVASS, {"Smith": "47"}, {"reported_on": "soon"}),
    ImportKind.POLLS: (POLL, {"Smith": "44"}, {"section": "Junior"}),
    ImportKind.ENDORSEMENTS: (GMB, {"votes_for": "1"}, {"candidate": "Eagle"}),
    ImportKind.RESULT: (RESULT, {"Smith": "1"}, {"Smith": "many"}),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_line_is_added_then_unchanged_then_changed(make: Make, kind: ImportKind) -> None:
    row, change, _ = FILES[kind]
    assert make.brought_in(kind, [row]).fates == {"added": 1}
    assert make.brought_in(kind, [row]).fates == {"unchanged": 1}
    assert make.brought_in(kind, [{**row, **change}]).fates == {"changed": 1}


@pytest.mark.parametrize("kind", FILES)
def test_a_line_that_cannot_be_read_is_rejected_alone(make: Make, kind: ImportKind) -> None:
    row, _, fault = FILES[kind]
    told = make.brought_in(kind, [row, {**row, **fault}])
    assert told.fates == {"added": 1, "rejected": 1}
    assert told.read == 2


@pytest.mark.parametrize(
    "fault",
    [
        {"places": "Atlantis"},
        {"places": "Exeter;"},
        {"canvasser": ""},
        {"Smith": "1e999999999"},
        {"coverage": "most"},
    ],
    ids=str,
)
@pytest.mark.file
def test_a_canvass_that_cannot_be_read_is_rejected(make: Make, fault: dict[str, str]) -> None:
    told = make.brought_in(ImportKind.REPORTED, [{**CANVASS, **fault}])
    assert told.fates == {"rejected": 1}


def test_a_number_longer_than_any_count_is_rejected(make: Make) -> None:
    told = make.brought_in(ImportKind.RESULT, [{**RESULT, "Smith": "9" * 5000}])
    assert told.fates == {"rejected": 1}


def test_a_place_named_twice_is_one_place(make: Make) -> None:
    make.brought_in(ImportKind.REPORTED, [{**CANVASS, "places": "Exeter;EXETER"}])
    assert canvasses(make)[0].places == ("Exeter",)


def test_figures_stay_as_printed(make: Make) -> None:
    make.brought_in(ImportKind.REPORTED, [CANVASS])
    [told] = canvasses(make)
    assert told.figures == {"Smith": "46", "Corbyn": "34%"}
    assert (told.undecided, told.refused, told.coverage) == ("18", "", "")


def canvasses(make: Make) -> list[PrintedCanvass]:
    with make.db.read() as session:
        return list(reported.canvasses(session))
