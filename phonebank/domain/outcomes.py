"""What can come of a call: rows with behaviour, read from a table and never an if-chain."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import lru_cache

from phonebank.domain.errors import WrongUse

UNDECIDED, WONT_SAY, WONT_VOTE = "undecided", "wont-say", "wont-vote"
NOT_A_CANDIDATE = (UNDECIDED, WONT_SAY, WONT_VOTE)


class Disposition(StrEnum):
    """AAPOR Standard Definitions (2016), one letter group each, the furthest reached first."""

    INTERVIEW = "I"
    PARTIAL = "P"
    HARD_REFUSAL = "R-hard"
    SOFT_REFUSAL = "R-soft"
    OTHER = "O"
    NON_CONTACT = "NC"
    UNKNOWN_HOUSEHOLD = "UH"
    UNKNOWN_OTHER = "UO"
    NOT_ELIGIBLE = "NE"


class Suppresses(StrEnum):
    NOTHING = ""
    ELECTOR = "elector"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One row of the table: what it says of the elector and when they are rung again.

    `reached` is None where the call cannot tell. `retry_after` is None for never; zero means now,
    if the elector has another number.
    """

    slug: str
    name: str
    reached: bool | None
    disposition: Disposition
    disposition_unsaid: Disposition
    retry_after: timedelta | None
    next_number_first: bool
    final: bool
    suppresses: Suppresses
    takes_answer: bool
    needs_organiser: bool
    is_callback: bool
    finishes_list: bool

    def disposition_for(self, intention: str | None) -> Disposition:
        return self.disposition_unsaid if intention == WONT_SAY else self.disposition


Outcomes = Mapping[str, Outcome]


def known_outcome(outcomes: Outcomes, slug: str) -> Outcome:
    """The outcome with this slug; WrongUse with the known ones otherwise."""
    if slug not in outcomes:
        raise WrongUse(
            f"There is no outcome “{slug}”.", next_step=f"Known outcomes: {', '.join(outcomes)}."
        )
    return outcomes[slug]


def written_outcome(outcomes: Outcomes, text: str) -> Outcome:
    """The outcome that a file means by its slug or its name, as people write them: "No Answer"."""
    if text in outcomes:
        return outcomes[text]
    key = slug_key(text)
    named = (slug for slug, it in outcomes.items() if key in {slug_key(slug), slug_key(it.name)})
    return known_outcome(outcomes, next(named, text))


@lru_cache(4096)
def slug_key(text: str) -> str:
    """What the same slugs and names share, however people write them: "Won't say", "wont-say"."""
    bare = text.casefold().replace("'", "").replace("\u2019", "")
    return " ".join(bare.replace("-", " ").replace("_", " ").split())


def outcome_from_row(row: Mapping[str, str]) -> Outcome:
    """Read one line of outcomes.csv, whose cells are all text."""

    def yes(field: str) -> bool:
        return row[field] == "yes"

    retry = row["retry_minutes"]
    return Outcome(
        slug=row["slug"],
        name=row["name"],
        reached={"yes": True, "no": False, "": None}[row["reached"]],
        disposition=Disposition(row["disposition"]),
        disposition_unsaid=Disposition(row["disposition_unsaid"] or row["disposition"]),
        retry_after=timedelta(minutes=int(retry)) if retry else None,
        next_number_first=yes("next_number_first"),
        final=yes("final"),
        suppresses=Suppresses(row["suppresses"]),
        takes_answer=yes("takes_answer"),
        needs_organiser=yes("needs_organiser"),
        is_callback=yes("is_callback"),
        finishes_list=yes("finishes_list"),
    )
