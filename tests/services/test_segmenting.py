"""Segments are saved, listed, rung, and narrow a canvass to their electors."""

from datetime import timedelta

import pytest

from phonebank.domain.canvass import By, CanvassTable
from phonebank.domain.errors import InputRefused, NotPermitted, WrongUse
from phonebank.domain.queueing import Reason
from phonebank.domain.segment_words import parse
from phonebank.domain.segments import Field
from phonebank.services.segmenting import (
    count_electors,
    known_values,
    remove_segment,
    ring_segment,
    save_segment,
    segments,
    set_list_segment,
)
from phonebank.services.serving import Dry, Served, list_names, next_ahead, next_elector
from phonebank.services.tallying import canvass_table
from tests.conftest import MONDAY, Make


@pytest.fixture
def roll(make: Make) -> Make:
    """1 and 2 in Exeter, 3 and 4 in Hove; 1 is for Smith, 3 for Corbyn."""
    make.electors(2, place="Exeter")
    make.electors(2, place="Hove")
    vi = make.caller("Vi")
    make.call(1, "spoke", vi, intention="Smith")
    make.call(3, "spoke", vi, intention="Corbyn")
    return make


def save(make: Make, name: str, text: str) -> None:
    save_segment(make.db, make.organiser, name, parse(text), MONDAY)


def test_a_segment_is_kept_with_its_words_and_counted(roll: Make) -> None:
    save(roll, " Not  for Smith ", "not (intention = Smith)")
    (line,) = segments(roll.db, roll.organiser, MONDAY)
    assert (line.name, line.words) == ("Not for Smith", "not (intention = Smith)")
    assert (line.electors, line.lists) == (3, [])
    (uncounted,) = segments(roll.db, roll.organiser)
    assert uncounted.electors is None


def test_it_is_counted_before_it_is_saved(roll: Make) -> None:
    assert count_electors(roll.db, roll.organiser, None, MONDAY) == 4
    assert count_electors(roll.db, roll.organiser, parse("attempts = 0"), MONDAY) == 2


def test_a_taken_name_is_refused_unless_it_may_be_replaced(roll: Make) -> None:
    save(roll, "Waverers", "contacted")
    with pytest.raises(InputRefused, match="already"):
        save(roll, "WAVERERS", "intention = Smith")
    tree = parse("intention = Smith")
    save_segment(roll.db, roll.organiser, "waverers", tree, MONDAY, replace=True)
    (line,) = segments(roll.db, roll.organiser, MONDAY)
    assert (line.name, line.tree) == ("Waverers", tree)


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "x" * 81])
def test_a_name_can_be_read(roll: Make, name: str) -> None:
    with pytest.raises(WrongUse):
        save(roll, name, "contacted")


def test_a_segment_that_names_the_unknown_is_not_saved(roll: Make) -> None:
    with pytest.raises(WrongUse, match="“Junior”"):
        save(roll, "Young", "section = Junior")
    assert segments(roll.db, roll.organiser) == []


def test_a_segment_is_removed_unless_a_list_rings_it(roll: Make) -> None:
    save(roll, "Exeter", "constituency = Exeter")
    ring_segment(roll.db, roll.organiser, "West", "exeter")
    with pytest.raises(InputRefused, match="“West”"):
        remove_segment(roll.db, roll.organiser, "Exeter")
    set_list_segment(roll.db, roll.organiser, "West", None)
    remove_segment(roll.db, roll.organiser, "EXETER")
    assert segments(roll.db, roll.organiser) == []
    with pytest.raises(WrongUse, match="no segment"):
        remove_segment(roll.db, roll.organiser, "Exeter")


def test_a_list_serves_and_explains_its_segment_only(roll: Make) -> None:
    save(roll, "Hove", "constituency = Hove")
    assert ring_segment(roll.db, roll.organiser, "South", "Hove").value == "South"
    assert list_names(roll.db) == ["Everybody", "South"]
    vi = roll.caller("Vi")
    first = next_elector(roll.db, vi, vi.caller_id, MONDAY, "South").value
    assert isinstance(first, Served)
    assert first.card.id == 4
    assert next_ahead(roll.db, vi, 4, MONDAY, "South").value.served is None
    roll.call(4, "no-answer", vi)
    nobody = next_elector(roll.db, vi, vi.caller_id, MONDAY, "South").value
    assert isinstance(nobody, Dry)
    assert {reason: n for reason, n in nobody.reasons.items() if n} == {
        Reason.FINISHED: 1,
        Reason.COOLING_DOWN: 1,
    }
    everybodys = next_elector(roll.db, vi, vi.caller_id, MONDAY).value
    assert isinstance(everybodys, Served)
    assert everybodys.card.id == 2


def test_a_promised_callback_outside_a_segment_is_not_offered_on_its_list(roll: Make) -> None:
    vi = roll.caller("Vi")
    when = {"called_at": MONDAY - timedelta(days=1), "callback_at": MONDAY}
    roll.call(2, "callback", vi, **when)
    save(roll, "Hove", "constituency = Hove")
    ring_segment(roll.db, roll.organiser, "South", "Hove")
    served = next_elector(roll.db, vi, vi.caller_id, MONDAY, "South").value
    assert isinstance(served, Served)
    assert served.card.id == 4


def test_everybodys_list_stays_everybodys(roll: Make) -> None:
    save(roll, "Hove", "constituency = Hove")
    with pytest.raises(InputRefused, match="everybody"):
        ring_segment(roll.db, roll.organiser, "everybody", "Hove")
    with pytest.raises(WrongUse, match="no call list"):
        set_list_segment(roll.db, roll.organiser, "South", "Hove")


def table(make: Make, by: By = By.CONSTITUENCY, **where: list[str]) -> CanvassTable:
    return canvass_table(make.db, make.organiser, MONDAY, by, where)


@pytest.mark.parametrize("by", [By.CONSTITUENCY, By.REGION, By.SECTION, By.AFFILIATE])
def test_a_canvass_is_narrowed_to_a_segment(roll: Make, by: By) -> None:
    save(roll, "Exeter", "constituency = Exeter")
    total = table(roll, by, segment=["EXETER"]).total.tally
    assert (total.roll, total.stated, total.counts["Smith"]) == (2, 1, 1)


@pytest.mark.parametrize("by", [By.CALLER, By.DAY])
def test_calls_are_narrowed_to_a_segment(roll: Make, by: By) -> None:
    save(roll, "Exeter", "constituency = Exeter")
    total = table(roll, by, segment=["Exeter"]).total.tally
    assert (total.attempted, total.stated) == (1, 1)


def test_the_roll_of_a_segment_of_answers_is_who_gave_them_and_the_base_says_so(
    roll: Make,
) -> None:
    save(roll, "Spoken to", "contacted")
    save(roll, "Exeter", "constituency = Exeter")
    spoken = table(roll, segment=["Spoken to"])
    assert (spoken.total.tally.roll, spoken.total.tally.stated) == (2, 2)
    assert "Only the roll of segment Spoken to." in spoken.base
    assert "chosen by what our calls found" in spoken.base
    assert "chosen by" not in table(roll, segment=["Exeter"]).base


def test_segments_are_joined_by_or_and_with_other_fields_by_and(roll: Make) -> None:
    save(roll, "Exeter", "constituency = Exeter")
    save(roll, "Hove", "constituency = Hove")
    assert table(roll, segment=["Exeter", "Hove"]).total.tally.roll == 4
    assert table(roll, segment=["Exeter"], constituency=["Hove"]).total.tally.roll == 0
    with pytest.raises(WrongUse, match="no segment “Wales”"):
        table(roll, segment=["Wales"])


def test_a_list_narrows_to_whom_it_rings(roll: Make) -> None:
    save(roll, "Hove", "constituency = Hove")
    ring_segment(roll.db, roll.organiser, "South", "Hove")
    assert table(roll, list=["south"]).total.tally.roll == 2
    assert table(roll, list=["South", "Everybody"]).total.tally.roll == 4


def test_the_choices_are_those_of_the_campaign(roll: Make) -> None:
    known = known_values(roll.db, roll.organiser)
    assert known[Field.SECTION] == ["full member", "affiliated supporter", "none"]
    assert known[Field.INTENTION][:3] == ["Corbyn", "Smith", "undecided"]
    assert known[Field.TAG] == ["any", "none"]
    assert "Wales" in known[Field.REGION]
    assert "none" not in known[Field.REGION]
    assert Field.ATTEMPTS not in known


def test_a_volunteer_neither_counts_nor_saves(roll: Make) -> None:
    vi = roll.caller("Vi")
    with pytest.raises(NotPermitted):
        count_electors(roll.db, vi, None, MONDAY)
    with pytest.raises(NotPermitted):
        save_segment(roll.db, vi, "Mine", parse("contacted"), MONDAY)
    with pytest.raises(NotPermitted):
        ring_segment(roll.db, vi, "Mine", "Mine")
