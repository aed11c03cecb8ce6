"""Two electors as lines to compare, each fact of the one beside that of the other."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from phonebank.domain.electors import name_key
from phonebank.domain.figures import EM_DASH, count
from phonebank.domain.sheet import Kind, cell_text
from phonebank.gui.pages.electors.words import answer_of, joined, number_line, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.domain.duplicates import DuplicatePair
    from phonebank.domain.electors import ElectorCard

_CALLS_SHOWN = 3


class Compared(NamedTuple):
    """One fact of both; `is_other` where both are known and differ."""

    caption: str
    left: str
    right: str
    is_other: bool


def compared(left: ElectorCard, right: ElectorCard) -> list[Compared]:
    """Every fact that is known of either."""
    pairs = zip(_facts_of(left), _facts_of(right), strict=True)
    return [
        Compared(caption, one or EM_DASH, other or EM_DASH, _differ(one, other))
        for (caption, one), (_, other) in pairs
        if one or other
    ]


def names_line(pair: DuplicatePair) -> str:
    """Both names, or the one that both have."""
    one, other = (elector.name for elector in pair.electors)
    return one if one == other else f"{one}  /  {other}"


def why_line(pair: DuplicatePair) -> str:
    """Where they were found together, and why they may be one."""
    postcodes = dict.fromkeys(elector.postcode.upper() for elector in pair.electors)
    return joined(" / ".join(filter(None, postcodes)), pair.why, by=" · ")


def counts_line(left: int, merged: int, kept_apart: int) -> str:
    """What is to do, and what is done."""
    done = f"{count(merged)} merged, {count(kept_apart)} kept apart so far"
    return f"{count(left)} {'pair' if left == 1 else 'pairs'} to decide · {done}"


def _facts_of(card: ElectorCard) -> Sequence[tuple[str, str]]:
    calls = [
        joined(cell_text(Kind.TIME, call.called_at), call.outcome, said(call.intention))
        for call in card.history
        if not call.superseded
    ]
    return [
        ("Name", joined(card.title, card.name, by=" ")),
        ("Membership no", card.membership_number),
        ("Constituency", card.constituency),
        ("Address", card.address),
        ("Postcode", card.postcode),
        ("Email", card.email),
        ("Numbers", "\n".join(number_line(number) for number in card.numbers)),
        ("Section", card.section or ""),
        ("Affiliate", card.affiliate or ""),
        ("Joined", cell_text(Kind.DATE, card.joined_on) if card.joined_on else ""),
        ("Recruited by", card.recruited_by),
        ("Voted last time", said(card.previous_vote)),
        ("Answer", answer_of(card) if card.intention else ""),
        ("Ballot", said(card.ballot)),
        ("Not to be called", card.suppressed.replace("-", " ")),
        ("Calls", "\n".join([*calls[:_CALLS_SHOWN], *_further(len(calls) - _CALLS_SHOWN)])),
    ]


def _further(calls: int) -> Sequence[str]:
    return [f"and {calls} more"] if calls > 0 else []


def _differ(one: str, other: str) -> bool:
    """Case, accents and spaces make no difference, nor does what is not known."""
    if not (one and other):
        return False
    lines = zip_longest(one.split("\n"), other.split("\n"), fillvalue="")
    return any(name_key(a).replace(" ", "") != name_key(b).replace(" ", "") for a, b in lines)
