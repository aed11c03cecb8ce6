"""The command that lists shifts with their ladders, plans them, and notes who came."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from phonebank.cli.answers import Answer
from phonebank.cli.documents import time
from phonebank.cli.opening import opened
from phonebank.domain.errors import WrongUse
from phonebank.domain.sheet import Column, Kind, Row, Sheet
from phonebank.domain.shifts import Shift
from phonebank.services import shifts as services

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Mapping, Sequence

    from phonebank.cli.documents import Document
    from phonebank.cli.opening import Opened
    from phonebank.domain.sheet import Cell
    from phonebank.domain.shifts import Ladder
    from phonebank.services.shifts import ShiftCard, ShiftLine

LADDER = (
    Column("attempts", "Attempts", Kind.COUNT),
    Column("dials", "Dials", Kind.COUNT),
    Column("contacts", "Contacts", Kind.COUNT),
    Column("stated", "Stated", Kind.COUNT),
    Column("calls_an_hour", "Calls an hour", Kind.COUNT),
    Column("median_seconds", "Median seconds", Kind.COUNT),
)
SHIFTS = (
    Column("id", "Id", Kind.COUNT),
    Column("venue", "Venue", Kind.TEXT),
    Column("starts_at", "From", Kind.TIME),
    Column("ends_at", "To", Kind.TIME),
    Column("expected", "Callers", Kind.COUNT),
    Column("came", "Came", Kind.COUNT),
    *LADDER,
)
CALLERS = (Column("name", "Caller", Kind.TEXT), Column("came", "Came", Kind.TEXT), *LADDER)
FACTS = ("venue", "starts_at", "ends_at", "note")


def shifts(args: Namespace) -> Answer:
    """All shifts as they are after what was asked for was done; one with its callers for show."""
    _check_words(args)
    with opened(args) as it:
        if args.action == "show":
            card = services.shift_card(it.db, it.actor, args.id)
            return Answer({"shift": _card(card)}, [_card_sheet(card)])
        said = _DOES[args.action](it, args) if args.action else []
        lines = services.shifts(it.db, it.actor, counted=True)
    return Answer({"shifts": [_line(line) for line in lines]}, [*said, _sheet(lines)])


def _check_words(args: Namespace) -> None:
    given = [name for name in FACTS if getattr(args, name) is not None]
    if args.action == "add":
        if args.id is not None or set(given) < {"venue", "starts_at", "ends_at"}:
            raise WrongUse("“add” needs --venue, --from and --to, and no id.")
        return
    if args.action and args.id is None:
        raise WrongUse(f"“{args.action}” needs the id of the shift.")
    if args.action == "change" and not given:
        raise WrongUse("“change” needs --venue, --from, --to or --note.")
    if args.action != "change" and given:
        raise WrongUse("--venue, --from, --to and --note go with “add” and “change”.")
    _check_names(args)


def _check_names(args: Namespace) -> None:
    is_of_names = args.action in {"expect", "came", "strike"}
    if is_of_names and not args.names:
        raise WrongUse(f"“{args.action}” needs the name of a caller.")
    if args.names and not is_of_names:
        raise WrongUse("Names go with “expect”, “came” and “strike”.")
    if args.caller:
        raise WrongUse("--caller goes with “add”.")
    if args.did_not and args.action != "came":
        raise WrongUse("--not goes with “came”.")


def _add(it: Opened, args: Namespace) -> list[str]:
    wanted = Shift(
        venue=args.venue, starts_at=args.starts_at, ends_at=args.ends_at, note=args.note or ""
    )
    shift = services.add_shift(it.db, it.actor, wanted, it.now, args.caller).value
    return [f"Added shift {shift.id}: {shift.venue}, {shift.hours}."]


def _change(it: Opened, args: Namespace) -> list[str]:
    before = services.shift_card(it.db, it.actor, args.id).shift
    told = {name: getattr(args, name) for name in FACTS if getattr(args, name) is not None}
    shift = services.change_shift(it.db, it.actor, replace(before, **told), it.now).value
    return [f"Changed shift {shift.id}: {shift.venue}, {shift.hours}."]


def _remove(it: Opened, args: Namespace) -> list[str]:
    gone = services.remove_shift(it.db, it.actor, args.id, it.now).value
    return [f"Removed shift {gone.id}: {gone.venue}. Its calls stay."]


def _expect(it: Opened, args: Namespace) -> list[str]:
    for name in args.names:
        services.expect_caller(it.db, it.actor, args.id, name)
    return [f"Expected at shift {args.id}: {', '.join(args.names)}."]


def _came(it: Opened, args: Namespace) -> list[str]:
    for name in args.names:
        services.mark_came(it.db, it.actor, args.id, name, came=not args.did_not)
    did = "Did not come" if args.did_not else "Came"
    return [f"{did} to shift {args.id}: {', '.join(args.names)}."]


def _strike(it: Opened, args: Namespace) -> list[str]:
    for name in args.names:
        services.strike_caller(it.db, it.actor, args.id, name)
    return [f"Struck off shift {args.id}: {', '.join(args.names)}."]


_DOES: Mapping[str, Callable[[Opened, Namespace], list[str]]] = {
    "add": _add,
    "change": _change,
    "remove": _remove,
    "expect": _expect,
    "came": _came,
    "strike": _strike,
}


def _facts(shift: Shift) -> Document:
    return {
        "id": shift.id,
        "venue": shift.venue,
        "starts_at": time(shift.starts_at),
        "ends_at": time(shift.ends_at),
        "note": shift.note,
    }


def _ladder(ladder: Ladder) -> Document:
    rate = ladder.calls_an_hour
    return {
        "attempts": ladder.attempts,
        "dials": ladder.dials,
        "contacts": ladder.contacts,
        "stated": ladder.stated,
        "calls_an_hour": None if rate is None else round(rate, 1),
        "median_seconds": ladder.median_seconds,
    }


def _line(line: ShiftLine) -> Document:
    assert line.ladder is not None
    told = {"expected": line.expected, "came": line.came}
    return {**_facts(line.shift), **told, **_ladder(line.ladder)}


def _card(card: ShiftCard) -> Document:
    callers = [{"name": c.name, "came": c.came, **_ladder(c.ladder)} for c in card.callers]
    others = list(card.others)
    return {**_facts(card.shift), **_ladder(card.total), "callers": callers, "also_rang": others}


def _sheet(lines: Sequence[ShiftLine]) -> Sheet:
    rows = []
    for line in lines:
        assert line.ladder is not None
        shift = line.shift
        facts = (shift.id, shift.venue, shift.starts_at, shift.ends_at, line.expected, line.came)
        rows.append(Row((*facts, *_cells(line.ladder))))
    return Sheet("Shifts", "", SHIFTS, rows)


def _card_sheet(card: ShiftCard) -> Sheet:
    rows = [Row((c.name, "yes" if c.came else "", *_cells(c.ladder))) for c in card.callers]
    also = [f"Also rang then: {', '.join(card.others)}."] if card.others else []
    title = f"{card.shift.venue}, {card.shift.hours}"
    total = Row(("All", "", *_cells(card.total)))
    return Sheet(title, card.shift.note, CALLERS, rows, total, also)


def _cells(ladder: Ladder) -> tuple[Cell, ...]:
    rate = ladder.calls_an_hour
    return (
        ladder.attempts,
        ladder.dials,
        ladder.contacts,
        ladder.stated,
        None if rate is None else round(rate),
        ladder.median_seconds,
    )
