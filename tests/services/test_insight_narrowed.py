"""What narrowing leaves comparable, and what of a finding it does not touch."""

from fractions import Fraction
from typing import Any

from phonebank.domain.insight import Insight
from phonebank.domain.insight_sheets import sheet_of
from phonebank.domain.report_entries import Report
from phonebank.domain.segment_words import parse
from phonebank.services.insight import find
from phonebank.services.reported_edits import enter_report, report_list
from phonebank.services.segmenting import save_segment
from tests.conftest import MONDAY, Make

MEMBER, AFFILIATED = "full member", "affiliated supporter"
POLL = {"pollster": "YouGov", "published": "2016-08-30", "Smith": "38", "Corbyn": "62"}
RESULT = {"declared_on": "24 Sep 2016"}


def asked(make: Make, insight: Insight, **where: list[str]) -> Any:
    return find(make.db, make.organiser, insight, MONDAY, where)


def enter(make: Make, report: Report, texts: dict[str, str], **more: str) -> None:
    enter_report(make.db, make.organiser, report, {**texts, **more}, MONDAY)


def rung(make: Make, section: str = MEMBER, by: str = "Vi", **counts: int) -> None:
    """Electors of a section who all answered."""
    for intention, count in counts.items():
        for elector in make.electors(count, section_id=make.section(section)):
            make.call(elector, "spoke", make.caller(by), intention=intention)


def test_a_poll_and_a_result_of_everybody_are_not_held_against_one_section(make: Make) -> None:
    rung(make, MEMBER, Smith=30, Corbyn=10)
    rung(make, AFFILIATED, Smith=10, Corbyn=30)
    enter(make, Report.POLL, POLL)
    enter(make, Report.POLL, POLL, section=MEMBER, Smith="43", Corbyn="57")
    enter(make, Report.RESULT, RESULT, Smith="40", Corbyn="60")
    enter(make, Report.RESULT, RESULT, section=MEMBER, Smith="10", Corbyn="30")
    found = asked(make, Insight.PROJECTION, section=[MEMBER])
    assert found.whole.polls == []
    assert "polls-disagree" not in dict(found.warnings)
    [section] = found.sections
    assert [poll.figures["Smith"] for poll in section.polls] == [Fraction(43, 100)]
    assert (
        section.declared
        == found.whole.declared
        == {"Corbyn": Fraction(3, 4), "Smith": Fraction(1, 4)}
    )
    everybody = asked(make, Insight.PROJECTION).whole
    assert everybody.declared["Smith"] == Fraction(2, 5)
    assert [poll.figures["Smith"] for poll in everybody.polls] == [Fraction(38, 100)]


def test_a_poll_that_leaves_a_candidate_out_has_no_share_of_the_named(make: Make) -> None:
    """What is printed of one alone would be all of what was named."""
    rung(make, MEMBER, Smith=30, Corbyn=10)
    enter(make, Report.POLL, {"pollster": "YouGov", "published": "2016-08-30", "Smith": "38"})
    found = asked(make, Insight.PROJECTION)
    [poll] = found.whole.polls
    assert (poll.figures, poll.gap) == ({}, None)
    assert "polls-disagree" not in dict(found.warnings)


def test_a_result_without_somebodys_votes_has_no_shares(make: Make) -> None:
    rung(make, MEMBER, Smith=30, Corbyn=10)
    enter(make, Report.RESULT, RESULT, Smith="40")
    whole = asked(make, Insight.PROJECTION).whole
    assert (whole.declared, whole.error) == (None, None)
    sheet = report_list(make.db, make.organiser, Report.RESULT, MONDAY).sheet
    [row] = sheet.rows
    cells = {column.key: cell for column, cell in zip(sheet.columns, row.cells, strict=True)}
    assert (cells["votes.Smith"], cells["shares.Smith"]) == (40, None)


def test_a_result_is_of_everybody_once_every_section_has_one(make: Make) -> None:
    rung(make, MEMBER, Smith=30, Corbyn=10)
    rung(make, AFFILIATED, Smith=10, Corbyn=30)
    enter(make, Report.RESULT, RESULT, section=MEMBER, Smith="30", Corbyn="10")
    assert asked(make, Insight.PROJECTION).whole.declared is None
    enter(make, Report.RESULT, RESULT, section=AFFILIATED, Smith="10", Corbyn="50")
    whole = asked(make, Insight.PROJECTION).whole
    assert whole.declared == {"Corbyn": Fraction(3, 5), "Smith": Fraction(2, 5)}


def test_who_can_be_reached_does_not_depend_on_whose_answers_are_looked_at(make: Make) -> None:
    rung(make, MEMBER, "Vi", Smith=5)
    rung(make, MEMBER, "Bo", Corbyn=3)
    make.electors(10, section_id=make.section(MEMBER))
    make.electors(2, section_id=make.section(AFFILIATED))
    everybody = asked(make, Insight.REACH)
    narrowed = asked(make, Insight.REACH, caller=["Bo"], **{"from": ["2016-09-05"]})
    assert (narrowed.ladder, narrowed.forecast) == (everybody.ladder, everybody.forecast)
    told = "All answers count here, not only those with caller Bo, given from 2016-09-05."
    assert told in narrowed.base
    assert "Only answers" not in narrowed.base
    assert "All answers count here" not in everybody.base
    members = asked(make, Insight.REACH, caller=["Bo"], section=[MEMBER])
    assert (members.ladder.roll, members.ladder.stated) == (18, 8)
    assert members.where == {"caller": ["Bo"], "section": [MEMBER]}
    assert members.base.endswith("Only the roll of section full member.")


def test_one_who_asked_everybody_is_warned_of(make: Make) -> None:
    rung(make, by="Vi", Smith=3, undecided=1)
    for insight in (Insight.CALLERS, Insight.PROJECTION):
        told = dict(asked(make, insight).warnings)
        assert told["one-caller"] == (
            "One caller made most of the answers: Vi obtained 100% of 4 stated."
        )
    assert asked(make, Insight.CALLERS).base.startswith("0 of 4 stated can be compared")


def test_a_caller_is_compared_with_those_who_are_not_looked_at(make: Make) -> None:
    rung(make, by="Vi", Smith=38, Corbyn=2)
    for name in ("Bo", "Cy"):
        rung(make, by=name, Smith=18, Corbyn=22)
    everybody, one = asked(make, Insight.CALLERS), asked(make, Insight.CALLERS, caller=["vi"])
    assert [it.caller for it in one.callers] == ["Vi"]
    assert one.callers[0] in everybody.callers
    assert (one.p, one.warnings) == (everybody.p, everybody.warnings)
    assert one.base.startswith("40 of 40 stated can be compared")


def test_reasons_of_everybody_are_ranked_too(make: Make) -> None:
    for intention, reasons, count in (
        ("Smith", ("Brexit",), 2),
        ("Smith", ("unity",), 1),
        ("Corbyn", ("unity",), 3),
    ):
        for elector in make.electors(count):
            make.call(elector, "spoke", intention=intention, reasons=reasons)
    rows = [row.cells[:3] for row in sheet_of(asked(make, Insight.REASONS)).rows]
    assert rows[-2:] == [("Everybody", "unity", 4), ("Everybody", "Brexit", 2)]


def test_electors_chosen_by_their_answers_stand_for_no_others(make: Make) -> None:
    rung(make, MEMBER, Smith=3, undecided=2)
    for name, words in (("Torn", "intention = undecided"), ("Members", f"section = {MEMBER}")):
        save_segment(make.db, make.organiser, name, parse(words), MONDAY)
    said = "They were chosen by what our calls found, so they do not stand for others."
    for insight in Insight:
        assert said in asked(make, insight, segment=["Torn"]).base
        assert said not in asked(make, insight, segment=["Members"]).base
