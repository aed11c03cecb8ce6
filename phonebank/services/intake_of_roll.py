"""Takes the rows of a roll in: facts of electors, their numbers, and who must not be rung."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from phonebank.domain.electors import name_key
from phonebank.domain.errors import WrongUse
from phonebank.domain.intake import Accounts, Fate, RowRejected, check_row, day, yes_or_no
from phonebank.domain.phones import parse_number
from phonebank.domain.places import place_key
from phonebank.store import contest, kept, places, roll

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.domain.contest import Contest
    from phonebank.spreadsheets.reading import Line

AS_WRITTEN = ("title", "first_name", "last_name", "email", "address", "postcode", "recruited_by")
EVERY = 500


@dataclass(slots=True)
class RollBook:
    """What reading a row needs: names in use, and what the campaign holds already."""

    contest: Contest
    constituencies: Mapping[str, int]
    sections: Mapping[str, int]
    affiliates: Mapping[str, int]
    stored: dict[str, roll.StoredElector]
    accounts: Accounts
    seen: set[str]


def take_in(
    session: Session,
    lines: Sequence[Line],
    now: datetime,
    report: Callable[[int, int], None],
) -> Accounts:
    """Add new electors and change known ones, by membership number."""
    book = RollBook(
        contest.contest(session),
        places.constituency_ids(session),
        places.section_ids(session),
        places.affiliate_ids(session),
        roll.stored(session),
        Accounts(),
        set(),
    )
    changes = roll.Changes(now)
    for done, line in enumerate(lines):
        if done % EVERY == 0:
            report(done, len(lines))
        try:
            book.accounts.fates[_take_row(book, changes, line)] += 1
        except RowRejected as rejected:
            book.accounts.reject(line.number, line.cells, rejected)
    touched = roll.write(session, changes)
    kept.refold(session, touched, contest.outcomes(session))
    report(len(lines), len(lines))
    return book.accounts


def _take_row(book: RollBook, changes: roll.Changes, line: Line) -> Fate:
    facts = _facts(book, line.cells)
    numbers = _numbers(book, line.cells)
    stored = book.stored.get(facts["membership_number"])
    barred = yes_or_no(line.cells.get("do_not_call", "")) is True
    if stored is None:
        changes.add(facts, numbers, barred=barred)
        return Fate.ADDED
    facts, told_numbers = _with_what_is_not_told(facts, numbers, stored, line.cells)
    changed = changes.change(stored, facts, told_numbers, barred=barred)
    if stored.suppressed:
        return Fate.SUPPRESSED
    return Fate.CHANGED if changed else Fate.UNCHANGED


def _facts(book: RollBook, cells: Mapping[str, str]) -> dict[str, Any]:
    check_row(cells, ("membership_number",))
    number = cells["membership_number"]
    constituency = book.constituencies.get(place_key(cells.get("constituency", "")))
    if not (cells.get("first_name") or cells.get("last_name")):
        raise RowRejected("the row names nobody", "last_name")
    if constituency is None:
        raise RowRejected("the constituency is not known", "constituency")
    if number in book.seen:
        raise RowRejected("the membership number stands twice in the file", "membership_number")
    book.seen.add(number)
    written = {name: cells.get(name, "") for name in AS_WRITTEN}
    return {
        "membership_number": number,
        **written,
        "name_key": f" {name_key(written['first_name'] + ' ' + written['last_name'])}",
        "constituency_id": constituency,
        "section_id": _named(book, cells, "section", book.sections),
        "affiliate_id": _named(book, cells, "affiliate", book.affiliates),
        **_decided(book, cells),
    }


COLUMNS = {
    "name_key": ("first_name", "last_name"),
    "constituency_id": ("constituency",),
    "section_id": ("section",),
    "affiliate_id": ("affiliate",),
    "roll_previous_vote": ("previous_vote",),
}


def _with_what_is_not_told(
    facts: dict[str, Any],
    numbers: Sequence[roll.StoredNumber],
    stored: roll.StoredElector,
    cells: Mapping[str, str],
) -> tuple[dict[str, Any], Sequence[roll.StoredNumber]]:
    """A column that the file does not have says nothing, so what is stored stays."""

    def told(fact: str) -> bool:
        return any(column in cells for column in COLUMNS.get(fact, (fact,)))

    kept_facts = {fact: facts[fact] if told(fact) else stored.facts[fact] for fact in facts}
    if not {"mobile", "landline"} & cells.keys():
        numbers = stored.numbers
    return kept_facts, numbers


def _decided(book: RollBook, cells: Mapping[str, str]) -> dict[str, Any]:
    joined, eligible = cells.get("joined_on", ""), cells.get("eligible", "") or "yes"
    if joined and day(joined) is None:
        book.accounts.undecided("joined_on", joined)
    if yes_or_no(eligible) is None:
        book.accounts.undecided("eligible", eligible)
    do_not_call = cells.get("do_not_call", "")
    if yes_or_no(do_not_call) is None:
        book.accounts.undecided("do_not_call", do_not_call)
    return {
        "joined_on": day(joined),
        "eligible": yes_or_no(eligible) is not False,
        "roll_previous_vote": _previous(book, cells.get("previous_vote", "")),
    }


def _previous(book: RollBook, text: str) -> str | None:
    try:
        return book.contest.previous_vote_of(text) if text else None
    except WrongUse:
        book.accounts.undecided("previous_vote", text)
        return None


def _named(
    book: RollBook, cells: Mapping[str, str], column: str, known: Mapping[str, int]
) -> int | None:
    text = cells.get(column, "")
    if text and place_key(text) not in known:
        book.accounts.undecided(column, text)
    return known.get(place_key(text)) if text else None


def _numbers(book: RollBook, cells: Mapping[str, str]) -> list[roll.StoredNumber]:
    """Both numbers, mobile first; an unusable one is kept as written and costs only itself."""
    numbers = []
    for column in ("mobile", "landline"):
        text = cells.get(column, "")
        if not text:
            continue
        parsed = parse_number(text)
        if parsed.notice:
            book.accounts.notices[parsed.notice] += 1
        numbers.append(roll.StoredNumber(text, parsed.e164, parsed.kind))
    return numbers
