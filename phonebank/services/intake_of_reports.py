"""Takes in what others say: reported canvasses, polls, endorsements, the declared result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from phonebank.domain.intake import Fate, RowRejected, check_filled, day
from phonebank.domain.places import place_key
from phonebank.domain.reports import mp_named, share_printed
from phonebank.store import contest, places, reported, reported_edits
from phonebank.store.contest_schema import (
    DeclaredResult,
    Endorsement,
    OutsidePoll,
    ReportedCanvass,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from phonebank.services.taking import Taking

LONGEST = 12
"""Digits of the largest whole number that anybody counts."""
Keyed = tuple[dict[str, Any], dict[str, Any]]


@dataclass(slots=True)
class ReportBook:
    """What reading a row needs."""

    session: Session
    shorts: Sequence[str]
    constituencies: Mapping[str, int]
    sections: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of file: its fields, the columns it needs and the cells that must not be empty, and
    how a row becomes a key and the rest of its columns."""

    fields: Sequence[str]
    needed: Sequence[str]
    named: Sequence[str]
    has_candidates: bool
    table: reported.Table
    read: Callable[[ReportBook, Mapping[str, str]], Keyed]

    def take_in(self, session: Session, taking: Taking) -> None:
        """Add each line, or change the one with the same key."""
        book = ReportBook(
            session,
            contest.contest(session).shorts,
            places.constituency_ids(session),
            places.section_ids(session),
        )
        accounts, lines = taking.accounts, taking.lines()
        for line in lines:
            try:
                check_filled(line.cells, self.named)
                key, rest = self.read(book, line.cells)
                accounts.fates[Fate(reported.keep(session, self.table, key, rest))] += 1
            except RowRejected as rejected:
                accounts.reject(line.number, line.original, rejected)
        taking.report(len(lines), len(lines))


def _canvass(book: ReportBook, cells: Mapping[str, str]) -> Keyed:
    key = {
        "area_id": _area(book, cells.get("places", ""), cells["canvasser"]),
        "canvasser": cells["canvasser"],
        "told_by": cells.get("told_by", ""),
        "reported_on": _day(cells, "reported_on"),
    }
    printed = {column: _printed(cells, column) for column in ("undecided", "refused", "coverage")}
    rest = {
        **printed,
        "printed": _by_candidate(book, cells),
        "words": cells.get("words", ""),
        "source": cells.get("source", ""),
    }
    return key, rest


def _area(book: ReportBook, printed: str, canvasser: str) -> int | None:
    """The area of these places; None for the country. An MP's own canvass tells their seat."""
    if not printed:
        return None
    keys = [place_key(place) for place in printed.split(";")]
    if any(key not in book.constituencies for key in keys):
        raise RowRejected("a place is not known", "places")
    ids = list(dict.fromkeys(book.constituencies[key] for key in keys))
    if name := mp_named(canvasser, len(ids)):
        reported_edits.note_mp(book.session, ids[0], name)
    return places.add_area(book.session, printed, ids)


def _poll(book: ReportBook, cells: Mapping[str, str]) -> Keyed:
    key = {
        "pollster": cells["pollster"],
        "published": _day(cells, "published"),
        "section_id": _section(book, cells),
    }
    rest = {
        "client": cells.get("client", ""),
        "fieldwork_from": day(cells.get("from", "")),
        "fieldwork_to": day(cells.get("to", "")),
        "stated": _whole(cells, "stated"),
        "printed": _by_candidate(book, cells),
        "undecided": _printed(cells, "undecided"),
        "source": cells.get("source", ""),
    }
    return key, rest


def _endorsement(book: ReportBook, cells: Mapping[str, str]) -> Keyed:
    by_key = {short.casefold(): short for short in book.shorts}
    candidate = by_key.get(cells["candidate"].casefold())
    if candidate is None:
        raise RowRejected("the candidate is not known", "candidate")
    key = {"body": cells["body"], "candidate": candidate}
    rest = {
        "kind": cells.get("kind", ""),
        "method": cells.get("method", ""),
        **{name: _whole(cells, name) for name in ("votes_for", "votes_against", "electorate")},
        "decided_on": day(cells.get("decided_on", "")),
        "source": cells.get("source", ""),
    }
    return key, rest


def _result(book: ReportBook, cells: Mapping[str, str]) -> Keyed:
    votes = {short: _whole(cells, short) for short in book.shorts}
    rest = {
        "votes": {short: count for short, count in votes.items() if count is not None},
        "spoilt": _whole(cells, "spoilt"),
        "electorate": _whole(cells, "electorate"),
        "declared_on": _day(cells, "declared_on"),
        "source": cells.get("source", ""),
    }
    return {"section_id": _section(book, cells)}, rest


def _section(book: ReportBook, cells: Mapping[str, str]) -> int | None:
    text = cells.get("section", "")
    if text and place_key(text) not in book.sections:
        raise RowRejected("the section is not known", "section")
    return book.sections[place_key(text)] if text else None


def _by_candidate(book: ReportBook, cells: Mapping[str, str]) -> dict[str, str]:
    return {short: _printed(cells, short) for short in book.shorts if cells.get(short)}


def _printed(cells: Mapping[str, str], column: str) -> str:
    """A percentage exactly as printed, once it is known that it can be read."""
    text = cells.get(column, "")
    try:
        share_printed(text)
    except (ValueError, ZeroDivisionError):
        raise RowRejected(f"{column} is not a percentage", column) from None
    return text


def _whole(cells: Mapping[str, str], column: str) -> int | None:
    text = cells.get(column, "").replace(",", "")
    if text and not (text.isdecimal() and len(text) <= LONGEST):
        raise RowRejected(f"{column} is not a whole number", column)
    return int(text) if text else None


def _day(cells: Mapping[str, str], column: str) -> date:
    found = day(cells.get(column, ""))
    if found is None:
        raise RowRejected(f"{column} is not a date", column)
    return found


FORMS: dict[str, Form] = {
    "reported": Form(
        (
            "places",
            "canvasser",
            "told_by",
            "reported_on",
            "undecided",
            "refused",
            "coverage",
            "words",
            "source",
        ),
        ("places", "canvasser", "reported_on"),
        ("canvasser",),
        True,
        ReportedCanvass,
        _canvass,
    ),
    "polls": Form(
        (
            "pollster",
            "client",
            "from",
            "to",
            "published",
            "section",
            "stated",
            "undecided",
            "source",
        ),
        ("pollster", "published"),
        ("pollster",),
        True,
        OutsidePoll,
        _poll,
    ),
    "endorsements": Form(
        (
            "body",
            "kind",
            "candidate",
            "method",
            "votes_for",
            "votes_against",
            "electorate",
            "decided_on",
            "source",
        ),
        ("body", "candidate"),
        ("body",),
        False,
        Endorsement,
        _endorsement,
    ),
    "result": Form(
        ("section", "spoilt", "electorate", "declared_on", "source"),
        ("section", "declared_on"),
        (),
        True,
        DeclaredResult,
        _result,
    ),
}
