"""Reads the facts of an elector as somebody typed them, or says in a sentence what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from phonebank.domain.corrections import LABELS
from phonebank.domain.dates import day_of
from phonebank.domain.electors import sorting_key
from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.names import cleaned
from phonebank.domain.places import place_key
from phonebank.domain.postcodes import postcode_of
from phonebank.services.words_of_files import meanings
from phonebank.store import contest, elector_work, electors, places

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

LONGEST = 1000
NAMES = ("first_name", "last_name")
AS_TYPED = frozenset({"title", "first_name", "last_name", "address", "recruited_by"})


def opened(session: Session, elector_id: int) -> None:
    """InputRefused where there is no such elector, or they turned out to be another."""
    if not electors.is_known(session, elector_id):
        raise InputRefused("This elector is no longer on file.", next_step="Find them again.")
    if survivor := elector_work.number_of_survivor(session, elector_id):
        raise InputRefused(
            f"This elector was merged into {survivor}.", next_step="Change that one instead."
        )


@dataclass(slots=True)
class Typed:
    """What was typed, as columns of the elector's row, with what was found on the way."""

    session: Session
    elector_id: int
    now: datetime
    columns: dict[str, Any] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)

    def take(self, before: Mapping[str, str], facts: Mapping[str, str]) -> None:
        """Read the facts that are other than before; InputRefused for one that cannot be."""
        for name, text in facts.items():
            if name not in before:
                known = ", ".join(before)
                raise WrongUse(
                    f"There is no fact “{name}” to correct.", next_step=f"Known: {known}."
                )
            if text != before[name]:
                self._take(name, self._visible(name, text))
        whole = {name: self.columns.get(name, before[name]) for name in NAMES}
        if not any(whole.values()):
            raise InputRefused("An elector needs a name.", next_step="Type a surname at least.")
        if not self.columns.keys().isdisjoint(NAMES):
            self.columns["name_key"] = sorting_key(whole["first_name"], whole["last_name"])

    def _visible(self, name: str, text: str) -> str:
        if len(text) > LONGEST:
            raise InputRefused(
                f"{LABELS[name]} has {len(text):,} characters, and {LONGEST:,} are the most."
            )
        visible, notice = cleaned(text.encode("utf-8", "replace").decode())
        if notice and notice not in self.notices:
            self.notices.append(notice)
        return visible.strip()

    def _take(self, name: str, text: str) -> None:
        if name in AS_TYPED:
            self.columns[name] = text
        else:
            column, read = READERS[name]
            self.columns[column] = read(self, text)

    def membership_number(self, text: str) -> str:
        if not text:
            raise InputRefused("An elector needs a membership number.")
        other = electors.id_with_number(self.session, text)
        if other is not None and other != self.elector_id:
            raise InputRefused(
                f"Membership number “{text}” is another elector's.",
                next_step="If they are one person, merge them under Duplicates.",
            )
        return text

    def email(self, text: str) -> str:
        name, _, place = text.partition("@")
        if text and (not name or "." not in place.strip(".") or " " in text or "@" in place):
            raise InputRefused(f"“{text}” is not an email address.")
        return text

    def postcode(self, text: str) -> str:
        written = postcode_of(text)
        if text and not written:
            raise InputRefused(
                f"“{text}” is not a postcode.", next_step="Write it like SW1A 1AA, or leave it out."
            )
        return written

    def constituency(self, text: str) -> int:
        found = places.constituency_ids(self.session).get(place_key(text))
        if found is None:
            raise InputRefused(
                f"There is no constituency “{text}”.", next_step="Choose one from the list."
            )
        return found

    def section(self, text: str) -> int | None:
        known = places.section_ids(self.session)
        return _one_of(text, "section", known, meanings().section_of(text, known))

    def affiliate(self, text: str) -> int | None:
        known = places.affiliate_ids(self.session)
        return _one_of(text, "affiliate", known, meanings().affiliate_of(text, known))

    def joined_on(self, text: str) -> date | None:
        day = day_of(text)
        if text and day is None:
            raise InputRefused(
                f"“{text}” is not a day that can be read in one way.",
                next_step="Write it like 3 Sep 2016 or 2016-09-03.",
            )
        if day is not None and day > self.now.date():
            raise InputRefused(f"{text} is still to come, and they have joined already.")
        return day

    def eligible(self, text: str) -> bool:
        answer = meanings().eligible(text) if text else None
        if answer is None:
            raise InputRefused(
                f"“{text}” does not say whether they have a vote.", next_step="Say yes or no."
            )
        return answer

    def previous_vote(self, text: str) -> str | None:
        return contest.contest(self.session).previous_vote_of(text) if text else None


def _one_of(text: str, what: str, known: Mapping[str, int], meant: int | None) -> int | None:
    found = known.get(place_key(text), meant) if text else None
    if text and found is None:
        raise InputRefused(
            f"There is no {what} “{text}” in this contest.", next_step="Choose one from the list."
        )
    return found


READERS: Mapping[str, tuple[str, Callable[[Typed, str], Any]]] = {
    "membership_number": ("membership_number", Typed.membership_number),
    "email": ("email", Typed.email),
    "postcode": ("postcode", Typed.postcode),
    "constituency": ("constituency_id", Typed.constituency),
    "section": ("section_id", Typed.section),
    "affiliate": ("affiliate_id", Typed.affiliate),
    "joined_on": ("joined_on", Typed.joined_on),
    "eligible": ("eligible", Typed.eligible),
    "previous_vote": ("roll_previous_vote", Typed.previous_vote),
}
