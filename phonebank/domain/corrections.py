"""Which facts of an elector a person may correct, and what counts as a value of each."""

from collections.abc import Mapping
from typing import NamedTuple

LABELS: Mapping[str, str] = {
    "title": "Title",
    "first_name": "First name",
    "last_name": "Surname",
    "membership_number": "Membership no",
    "email": "Email",
    "address": "Address",
    "postcode": "Postcode",
    "constituency": "Constituency",
    "section": "Section",
    "affiliate": "Affiliate",
    "joined_on": "Joined",
    "recruited_by": "Recruited by",
    "eligible": "Entitled to vote",
    "previous_vote": "Voted last time",
    "numbers": "Numbers",
    "tags": "Tags",
    "do_not_call": "Do not call",
}
"""Every fact that can be corrected, by the word it has as a field of a roll; in the page's order.

`numbers`, `tags` and `do_not_call` are set by functions of their own (services/editing).
"""
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "first_name": ("first_name", "name_key"),
    "last_name": ("last_name", "name_key"),
    "constituency": ("constituency_id",),
    "section": ("section_id",),
    "affiliate": ("affiliate_id",),
    "previous_vote": ("roll_previous_vote",),
}


class EditField(NamedTuple):
    """One field of the form that corrects an elector; with choices, only those are values.

    A field with choices that may be empty has "" as the first.
    """

    name: str
    label: str
    choices: tuple[str, ...] = ()


class Corrected(NamedTuple):
    """What a change by hand did: facts whose value is another now, and what was found on the way.

    Notices are sentences, such as that a number cannot be rung and was kept as written.
    """

    changed: tuple[str, ...]
    notices: tuple[str, ...] = ()


def facts_of(corrected: str) -> tuple[str, ...]:
    """The facts named in `Elector.corrected`."""
    return tuple(corrected.split(",")) if corrected else ()


def with_facts(corrected: str, facts: tuple[str, ...]) -> str:
    """`Elector.corrected` with these facts added, in the order of LABELS."""
    named = {*facts_of(corrected), *facts}
    return ",".join(fact for fact in LABELS if fact in named)


def columns_of(corrected: str) -> frozenset[str]:
    """The columns of an elector's row that no import may touch again; `numbers`, `tags` as such."""
    return frozenset(
        column for fact in facts_of(corrected) for column in COLUMNS.get(fact, (fact,))
    )
