"""Which columns of a file hold which field: remembered, suggested by their headers, or told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from phonebank.domain.dates import order_of
from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.intake import CALL_FIELDS, ROLL_FIELDS, header_key
from phonebank.domain.mapping import SEVERAL, suggested
from phonebank.services.intake_of_reports import FORMS
from phonebank.services.words_of_files import header_words
from phonebank.store import contest, imports, postcodes, roll

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from phonebank.domain.files import FileLook

DATES = ("joined_on", "born_on", "called_at", "callback_at")
NAMES = ("first_name", "last_name", "full_name")
BY_POSTCODE = ", or load a postcode file first, so that postcodes tell the constituency."
TELLING_APART = ("postcode", "mobile", "landline", "phone")
LABELS = {
    "membership_number": "Membership number",
    "last_name": "Surname",
    "phone": "Telephone (any kind)",
    "joined_on": "Joined on",
    "born_on": "Date of birth, to tag the young",
    "previous_vote": "Voted last time for",
    "eligible": "Entitled to vote",
    "do_not_call": "Do not call",
    "called_at": "Called at",
    "callback_at": "Call back at",
    "callback_for": "Call back for",
    "call_id": "Call id",
}


class ImportKind(StrEnum):
    ROLL = "roll"
    CALLS = "calls"
    REPORTED = "reported"
    POLLS = "polls"
    ENDORSEMENTS = "endorsements"
    RESULT = "result"


class FieldWord(NamedTuple):
    """A field as a person sees it; `takes_several` columns where they are joined."""

    name: str
    label: str
    is_needed: bool
    takes_several: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the columns of a file are thought to hold, for somebody to correct.

    `date_fields_open` are those whose days can be read in two orders, as far as the samples tell.
    """

    look: FileLook
    fields: Sequence[FieldWord]
    columns: Mapping[str, tuple[str, ...]]
    is_remembered: bool
    needed_missing: Sequence[str]
    date_fields_open: Sequence[str]


def proposal(session: Session, kind: ImportKind, look: FileLook) -> Proposal:
    """What was decided for this layout the last time, or what its headers suggest."""
    names = fields_of(session, kind)
    remembered = imports.remembered(session, kind.value, look.headers)
    columns = remembered or _suggested(names, kind, look)
    needed = _needed(session, kind, columns)
    return Proposal(
        look,
        [FieldWord(name, label_of(name), name in needed, name in SEVERAL) for name in names],
        columns,
        remembered is not None,
        [label_of(name) for name in needed if name not in columns],
        [name for name in DATES if order_of(_samples(look, columns.get(name, ()))).is_open],
    )


def columns_of(
    session: Session,
    kind: ImportKind,
    look: FileLook,
    chosen: Mapping[str, str | Sequence[str]],
    *,
    is_whole: bool,
) -> dict[str, tuple[str, ...]]:
    """Headers by field: as chosen, and unless that is the whole of it, as proposed beside.

    WrongUse for a field or header that there is not, InputRefused where a field is missing.
    """
    names = fields_of(session, kind)
    told = {
        name: _headers(look, names, name, [headers] if isinstance(headers, str) else headers)
        for name, headers in chosen.items()
    }
    taken = {header for headers in told.values() for header in headers}
    columns: dict[str, tuple[str, ...]] = {}
    if not is_whole:
        for name, headers in proposal(session, kind, look).columns.items():
            columns[name] = tuple(header for header in headers if header not in taken)
    columns |= told
    columns = {name: headers for name, headers in columns.items() if headers}
    missing = [name for name in _needed(session, kind, columns) if name not in columns]
    if missing:
        raise InputRefused(
            f"The file has no column for {' and '.join(missing)}.",
            kept="Nothing was imported.",
            next_step=f"It has: {', '.join(look.headers)}. Say which column holds which field"
            + (BY_POSTCODE if "constituency" in missing and "postcode" in columns else "."),
        )
    return columns


def fields_of(session: Session, kind: ImportKind) -> Sequence[str]:
    """The fields of this kind of file, candidates' figures included."""
    if kind is ImportKind.ROLL:
        return ROLL_FIELDS
    if kind is ImportKind.CALLS:
        return CALL_FIELDS
    form = FORMS[kind.value]
    return (*form.fields, *(contest.contest(session).shorts if form.has_candidates else ()))


def label_of(name: str) -> str:
    return LABELS.get(name) or name.replace("_", " ").capitalize()


def places_of(look: FileLook, columns: Mapping[str, Sequence[str]]) -> dict[str, tuple[int, ...]]:
    """The places of the columns in a row, by field."""
    at = {header: place for place, header in enumerate(look.headers)}
    return {name: tuple(at[header] for header in headers) for name, headers in columns.items()}


def samples_of_dates(look: FileLook, columns: Mapping[str, Sequence[str]]) -> list[str]:
    return [text for name in DATES for text in _samples(look, columns.get(name, ()))]


def _samples(look: FileLook, headers: Sequence[str]) -> list[str]:
    at = [place for place, header in enumerate(look.headers) if header in headers]
    return [row[place] for row in look.samples for place in at if place < len(row)]


def _suggested(
    names: Sequence[str], kind: ImportKind, look: FileLook
) -> dict[str, tuple[str, ...]]:
    if kind in {ImportKind.ROLL, ImportKind.CALLS}:
        return suggested(names, look.headers, look.samples, header_words())
    by_key = {header_key(header): header for header in look.headers}
    return {name: (by_key[header_key(name)],) for name in names if header_key(name) in by_key}


def _headers(
    look: FileLook, names: Sequence[str], name: str, headers: Sequence[str]
) -> tuple[str, ...]:
    if name not in names:
        raise WrongUse(f"There is no field “{name}”.", next_step=f"Known: {', '.join(names)}.")
    by_key = {header_key(header): header for header in look.headers}
    by_key |= {header: header for header in look.headers}
    for header in headers:
        if header not in by_key and header_key(header) not in by_key:
            raise WrongUse(
                f"There is no column “{header}” in the file.",
                next_step=f"It has: {', '.join(look.headers)}.",
            )
    return tuple(by_key.get(header) or by_key[header_key(header)] for header in headers)


def _needed(session: Session, kind: ImportKind, columns: Mapping[str, object]) -> list[str]:
    if kind is ImportKind.CALLS:
        return ["membership_number", "called_at", "caller", "outcome"]
    if kind is not ImportKind.ROLL:
        return list(FORMS[kind.value].needed)
    is_named = not columns.keys().isdisjoint(NAMES)
    is_told_apart = is_named and not columns.keys().isdisjoint(TELLING_APART)
    needed = [] if is_told_apart else ["membership_number"]
    by_postcode = "postcode" in columns and postcodes.is_loaded(session)
    if roll.is_empty(session) and not by_postcode:
        needed.append("constituency")
    return needed
