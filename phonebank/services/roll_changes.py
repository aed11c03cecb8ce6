"""What a row says otherwise than the campaign holds it; columns that a file lacks say nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.electors import sorting_key
from phonebank.domain.errors import InputRefused
from phonebank.store import roll_known
from phonebank.store.roll import FACTS, Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from phonebank.domain.intake import Accounts
    from phonebank.domain.roll import NewElector, StoredNumber
    from phonebank.store.roll import StoredElector

FIELD_OF = {"constituency_id": "constituency", "section_id": "section"} | {
    "affiliate_id": "affiliate",
    "roll_previous_vote": "previous_vote",
}
NAMES = ("title", "first_name", "last_name")
FEWEST_EMPTIED = 5
"""Fewer emptied values than this are nobody's accident."""


class WouldEmpty(InputRefused):
    """The file would empty much of what is known; somebody has to say that it is meant."""


class RollDifference:
    """Compares rows with stored electors by the fields that the file has."""

    def __init__(self, fields: Iterable[str], accounts: Accounts) -> None:
        self._fields, self._accounts = frozenset(fields), accounts
        told = {fact for fact in FACTS if FIELD_OF.get(fact, fact) in self._fields}
        if "full_name" in self._fields:
            told.update(NAMES)
        self._told = sorted(told - {"membership_number"})

    def between(self, elector: StoredElector, row: NewElector, row_hash: int | None) -> Change:
        facts = {}
        for fact in self._told:
            new, old = getattr(row, fact), elector.facts[fact]
            if self._says_nothing(fact, elector, row):
                new = old
            self._count(fact, old, new)
            if new != old:
                facts[fact] = new
        if elector.was_missing and not {"eligible"} & (self._fields | elector.corrected):
            facts["eligible"] = True  # the file has them again
        if not facts.keys().isdisjoint(NAMES):
            whole = {**elector.facts, **facts}
            key = sorting_key(whole["first_name"], whole["last_name"])
            if key != elector.facts["name_key"]:
                facts["name_key"] = key
        barred = row.barred and not elector.told_not_to_call
        return Change(
            elector,
            facts,
            self._numbers(elector, row.numbers),
            barred and "do_not_call" not in elector.corrected,
            row_hash,
            is_barred_again=row.barred and elector.told_not_to_call,
            tags=self._tags(elector, row.tags),
        )

    def _says_nothing(self, fact: str, elector: StoredElector, row: NewElector) -> bool:
        """Whether a fact stays as it is, whatever the row has."""
        if fact == "constituency_id" and row.constituency_id is None:
            return True  # an empty place takes nobody out of theirs
        is_open = FIELD_OF.get(fact, fact) in row.open and not _is_empty(elector.facts[fact])
        return is_open or fact in elector.corrected

    def _tags(self, elector: StoredElector, told: Sequence[str]) -> Sequence[str]:
        """The tags that the elector has not got; a file takes none away."""
        if "tags" in elector.corrected:
            return ()
        known = {tag.casefold() for tag in elector.tags}
        return tuple(tag for tag in told if tag.casefold() not in known)

    def in_words(self, change: Change) -> tuple[str, str]:
        """The first field that changes and all of them in words, for a person to look at."""
        held = change.elector.facts
        was = {FIELD_OF.get(fact, fact): _was(held[fact]) for fact in change.facts}
        was.pop("name_key", None)
        if change.numbers is not None:
            was["numbers"] = _was(", ".join(number.written for number in change.elector.numbers))
        was |= {"do_not_call": ""} if change.barred else {}
        was |= {"tags": ""} if change.tags else {}
        told = ", ".join(name.replace("_", " ") + before for name, before in was.items())
        return (next(iter(was)), f"Changed: {told}") if was else ("", "")

    def _numbers(
        self, elector: StoredElector, told: Sequence[StoredNumber]
    ) -> Sequence[StoredNumber] | None:
        """The whole new list, or None where nothing is said or nothing differs.

        A file of mobiles alone replaces mobiles alone.
        """
        columns = {"mobile", "landline", "phone"} & self._fields
        if not columns or "numbers" in elector.corrected:
            return None
        if "phone" in columns or len(columns) == 2:
            kept = []
        else:
            kept = [number for number in elector.numbers if number.kind not in columns]
        self._count("numbers", elector.numbers, (*told, *kept))
        known = {number.e164 or number.written for number in told}
        numbers = [*told, *(n for n in kept if (n.e164 or n.written) not in known)]
        return None if _dialled(numbers) == _dialled(elector.numbers) else numbers

    def _count(self, fact: str, old: object, new: object) -> None:
        if not _is_empty(old):
            self._accounts.known[FIELD_OF.get(fact, fact)] += 1
            if _is_empty(new):
                self._accounts.blanked[FIELD_OF.get(fact, fact)] += 1

    def count_unchanged(self, session: Session, electors: Sequence[int]) -> None:
        """Rows that are as they were empty nothing; what they hold counts as known."""
        for fact in (*self._told, "numbers"):
            if self._accounts.blanked[name := FIELD_OF.get(fact, fact)]:
                held = roll_known.count_holding(session, fact, electors)
                self._accounts.known[name] += held

    def check_emptied(self) -> None:
        """WouldEmpty where a fifth of what is known in some field would go."""
        emptied = {
            name: counts
            for name, counts in self._accounts.emptied.items()
            if counts[0] >= FEWEST_EMPTIED
        }
        if emptied:
            told = ", ".join(
                f"{name.replace('_', ' ')} of {gone} of {known} electors"
                for name, (gone, known) in emptied.items()
            )
            raise WouldEmpty(
                f"This file would empty the {told}.",
                kept="Nothing was imported.",
                next_step="Check which column is which; if it is meant, say so (--may-blank).",
            )


def _was(value: object) -> str:
    """What the campaign held, where that can be said without looking a name up."""
    if _is_empty(value):
        return " (was empty)"
    return "" if isinstance(value, int) else f" (was {value})"


def _dialled(numbers: Sequence[StoredNumber]) -> list[tuple[str, str]]:
    """What is dialled: a number written in another way is the same number."""
    return [(number.e164 or number.written, number.extension) for number in numbers]


def _is_empty(value: object) -> bool:
    return value is None or value in ("", (), [])
