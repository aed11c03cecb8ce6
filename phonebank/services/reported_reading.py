"""Reads what somebody typed of what others say, or says in a sentence what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from phonebank.domain.dates import day_of
from phonebank.domain.names import cleaned
from phonebank.domain.places import place_key
from phonebank.domain.report_entries import FieldRefused, Report
from phonebank.domain.reports import PERCENTAGE
from phonebank.store import contest, places

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

LONGEST = 1000
LONGEST_NUMBER = 12
"""Digits of the largest whole number that anybody counts."""
SEVERAL = ";"
WRITE_A_DAY = "Write it like 19 Aug 2016 or 2016-08-19."
NO_FIGURE = "Type the figures as they were printed"


@dataclass(slots=True)
class Typed:
    """The texts of a form, read field by field; FieldRefused names the first that cannot be."""

    session: Session
    labels: Mapping[str, str]
    texts: Mapping[str, str]
    shorts: Sequence[str]

    def text(self, name: str, *, is_needed: bool = False) -> str:
        """As it was typed, without what cannot be seen."""
        text = self.texts.get(name, "")
        if len(text) > LONGEST:
            most = f"and {LONGEST:,} are the most"
            raise FieldRefused(name, f"This has {len(text):,} characters, {most}.")
        visible = cleaned(text.encode("utf-8", "replace").decode())[0].strip()
        if is_needed and not visible:
            raise FieldRefused(name, f"“{self.labels[name]}” is empty, and is needed.")
        return visible

    def share(self, name: str) -> str:
        """A percentage exactly as printed, once it is known that it can be read."""
        text = self.text(name)
        bare = text.removesuffix("%").strip()
        if bare and not PERCENTAGE.fullmatch(bare):
            raise FieldRefused(name, f"“{text}” is not a percentage.", "Write it like 46 or 46.5.")
        if bare and float(bare) > 100:
            raise FieldRefused(name, f"{text} is over 100, and no share can be.")
        return text

    def shares(self) -> dict[str, str]:
        """By candidate, those that were given; what they sum to is nobody's business here."""
        given = {short: self.share(short) for short in self.shorts}
        return {short: text for short, text in given.items() if text}

    def number(self, name: str) -> int | None:
        text = self.text(name)
        digits = "".join(text.replace(",", "").split())
        if digits and not (digits.isdecimal() and len(digits) <= LONGEST_NUMBER):
            raise FieldRefused(name, f"“{text}” is not a whole number.")
        return int(digits) if digits else None

    def day(self, name: str) -> date | None:
        text = self.text(name)
        found = day_of(text)
        if text and found is None:
            unread = f"“{text}” is not a day that can be read in one way."
            raise FieldRefused(name, unread, WRITE_A_DAY)
        return found

    def needed_day(self, name: str) -> date:
        found = self.day(name)
        if found is None:
            raise FieldRefused(name, f"“{self.labels[name]}” is empty, and is needed.", WRITE_A_DAY)
        return found

    def section(self) -> int | None:
        """None for everybody."""
        text, known = self.text("section"), places.section_ids(self.session)
        if text and place_key(text) not in known:
            raise FieldRefused("section", f"There is no section “{text}”.", "Choose one.")
        return known[place_key(text)] if text else None

    def candidate(self) -> str:
        text = self.text("candidate", is_needed=True)
        known = {short.casefold(): short for short in self.shorts}
        if text.casefold() not in known:
            raise FieldRefused("candidate", f"There is no candidate “{text}”.", "Choose one.")
        return known[text.casefold()]

    def constituencies(self, name: str) -> list[int]:
        """Each of the places once; every one that is not known is named, and what is near it."""
        written = [place.strip() for place in self.text(name).split(SEVERAL) if place.strip()]
        known = places.constituency_ids(self.session)
        unknown = [place for place in written if place_key(place) not in known]
        if unknown:
            raise FieldRefused(name, *self._unknown(unknown))
        return list(dict.fromkeys(known[place_key(place)] for place in written))

    def _unknown(self, written: Sequence[str]) -> tuple[str, str]:
        told = " and ".join(f"“{place}”" for place in written)
        names = {place_key(it): it for it in places.constituency_names(self.session)}
        near = [
            names[key]
            for place in written
            for key in get_close_matches(place_key(place), names, n=1, cutoff=0.75)
        ]
        many = "is no constituency" if len(written) == 1 else "are no constituencies"
        return (
            f"{told} {many}.",
            f"Is it {' and '.join(near)}?" if near else "Choose from the list.",
        )


def _canvass(typed: Typed) -> dict[str, Any]:
    constituencies = typed.constituencies("places")
    columns = {
        "canvasser": typed.text("canvasser", is_needed=True),
        "told_by": typed.text("told_by"),
        "reported_on": typed.needed_day("reported_on"),
        "printed": typed.shares(),
        **{name: typed.share(name) for name in ("undecided", "refused", "coverage")},
        "words": typed.text("words"),
        "source": typed.text("source"),
    }
    if not (columns["printed"] or columns["words"]):
        raise FieldRefused(typed.shorts[0], f"{NO_FIGURE}, or the words that were used.")
    printed = typed.text("places")
    area = places.add_area(typed.session, printed, constituencies) if constituencies else None
    return {"area_id": area, **columns}


def _poll(typed: Typed) -> dict[str, Any]:
    begun, ended = typed.day("from"), typed.day("to")
    if begun and ended and ended < begun:
        raise FieldRefused("to", "It ends before it begins.")
    columns = {
        "pollster": typed.text("pollster", is_needed=True),
        "client": typed.text("client"),
        "fieldwork_from": begun,
        "fieldwork_to": ended,
        "published": typed.needed_day("published"),
        "section_id": typed.section(),
        "stated": typed.number("stated"),
        "printed": typed.shares(),
        "undecided": typed.share("undecided"),
        "source": typed.text("source"),
    }
    if not columns["printed"]:
        raise FieldRefused(typed.shorts[0], f"{NO_FIGURE}.")
    return columns


def _endorsement(typed: Typed) -> dict[str, Any]:
    return {
        "body": typed.text("body", is_needed=True),
        "kind": typed.text("kind"),
        "candidate": typed.candidate(),
        "method": typed.text("method"),
        **{name: typed.number(name) for name in ("votes_for", "votes_against", "electorate")},
        "decided_on": typed.day("decided_on"),
        "source": typed.text("source"),
    }


def _result(typed: Typed) -> dict[str, Any]:
    votes = {short: typed.number(short) for short in typed.shorts}
    columns = {
        "section_id": typed.section(),
        "votes": {short: count for short, count in votes.items() if count is not None},
        "spoilt": typed.number("spoilt"),
        "electorate": typed.number("electorate"),
        "declared_on": typed.needed_day("declared_on"),
        "source": typed.text("source"),
    }
    if not columns["votes"]:
        raise FieldRefused(typed.shorts[0], "Type the votes as they were declared.")
    return columns


def _mp(typed: Typed) -> dict[str, Any]:
    constituencies = typed.constituencies("place")
    if len(constituencies) != 1:
        raise FieldRefused("place", "An MP has one place.", "Choose it from the list.")
    return {"constituency_id": constituencies[0], "mp": typed.text("mp", is_needed=True)}


READERS: Mapping[Report, Callable[[Typed], dict[str, Any]]] = {
    Report.CANVASS: _canvass,
    Report.POLL: _poll,
    Report.ENDORSEMENT: _endorsement,
    Report.RESULT: _result,
    Report.MP: _mp,
}


def columns_of(
    session: Session, report: Report, labels: Mapping[str, str], texts: Mapping[str, str]
) -> dict[str, Any]:
    """What was typed as columns of the entry's row; FieldRefused for the first that cannot be."""
    return READERS[report](Typed(session, labels, texts, contest.contest(session).shorts))
