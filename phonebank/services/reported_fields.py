"""The fields in which what others say is entered, with the choices of this campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.report_entries import Report, ReportField
from phonebank.store import contest, places

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy.orm import Session

    from phonebank.domain.contest import Contest

DAY = "19 Aug 2016"
KEYS: Mapping[Report, tuple[str, ...]] = {
    Report.CANVASS: ("places", "canvasser", "told_by", "reported_on"),
    Report.POLL: ("pollster", "published", "section"),
    Report.ENDORSEMENT: ("body", "candidate"),
    Report.RESULT: ("section",),
    Report.MP: ("place",),
}
"""The fields that tell the entries of a kind apart, as an import tells its rows apart."""


def fields_of(session: Session, report: Report) -> Sequence[ReportField]:
    """The fields of the form, in the order in which a report is read."""
    return MADE[report](session, contest.contest(session))


def _canvass(session: Session, told: Contest) -> Sequence[ReportField]:
    return [
        ReportField(
            "places",
            "Places",
            tuple(places.constituency_names(session)),
            "empty for the whole country",
            takes_several=True,
        ),
        ReportField("canvasser", "Who says so", example="Ben Bradshaw MP"),
        ReportField("told_by", "Told by", example="if somebody passed it on"),
        ReportField("reported_on", "Date", example=DAY, is_short=True),
        *(
            ReportField(short, f"{short}, %", example="as printed", is_short=True)
            for short in told.shorts
        ),
        ReportField("undecided", "Undecided, %", example="not given", is_short=True),
        ReportField("refused", "Refused, %", example="not given", is_short=True),
        ReportField("coverage", "Coverage, %", example="of the roll", is_short=True),
        ReportField("words", "Words used", example="in front"),
        ReportField("source", "Source", example="which paper, and when"),
    ]


def _poll(session: Session, told: Contest) -> Sequence[ReportField]:
    return [
        ReportField("pollster", "Pollster", example="YouGov"),
        ReportField("client", "Client", example="The Times"),
        ReportField("from", "Asked from", example=DAY, is_short=True),
        ReportField("to", "Asked until", example=DAY, is_short=True),
        ReportField("published", "Published", example=DAY, is_short=True),
        _section(told),
        ReportField("stated", "People asked", example="1,236", is_short=True),
        *(
            ReportField(short, f"{short}, %", example="as printed", is_short=True)
            for short in told.shorts
        ),
        ReportField("undecided", "Undecided, %", example="not given", is_short=True),
        ReportField("source", "Source", example="which paper, and when"),
    ]


def _endorsement(session: Session, told: Contest) -> Sequence[ReportField]:
    return [
        ReportField("body", "Body", example="GMB"),
        ReportField("kind", "Kind", example="trade union"),
        ReportField("candidate", "Candidate", ("", *told.shorts), "choose one"),
        ReportField("method", "How decided", example="ballot of all members"),
        ReportField("votes_for", "Votes for", is_short=True),
        ReportField("votes_against", "Votes against", is_short=True),
        ReportField("electorate", "Electorate", example="who could vote", is_short=True),
        ReportField("decided_on", "Decided on", example=DAY, is_short=True),
        ReportField("source", "Source", example="which paper, and when"),
    ]


def _result(session: Session, told: Contest) -> Sequence[ReportField]:
    return [
        _section(told),
        *(ReportField(short, f"{short}, votes", is_short=True) for short in told.shorts),
        ReportField("spoilt", "Spoilt", is_short=True),
        ReportField("electorate", "Electorate", example="who could vote", is_short=True),
        ReportField("declared_on", "Declared on", example=DAY, is_short=True),
        ReportField("source", "Source", example="which paper, and when"),
    ]


def _mp(session: Session, told: Contest) -> Sequence[ReportField]:
    known = tuple(places.constituency_names(session))
    return [
        ReportField("place", "Constituency", known, "Exeter"),
        ReportField("mp", "MP", example="Ben Bradshaw MP"),
    ]


def _section(told: Contest) -> ReportField:
    names = (section.name for section in told.sections)
    return ReportField("section", "Section", ("", *names), "everybody")


MADE: Mapping[Report, Callable[[Session, Contest], Sequence[ReportField]]] = {
    Report.CANVASS: _canvass,
    Report.POLL: _poll,
    Report.ENDORSEMENT: _endorsement,
    Report.RESULT: _result,
    Report.MP: _mp,
}
