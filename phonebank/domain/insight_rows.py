"""The words that the tables of several insights share, and what each of them comes to."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from phonebank.domain.outcomes import UNDECIDED, WONT_SAY, WONT_VOTE
from phonebank.domain.sheet import Column, Row

OF_ALL = "Everybody"
IF_IT_WENT_ON = "never, if the trend went on"
WORDS = {
    UNDECIDED: "Undecided",
    WONT_SAY: "Won’t say",
    WONT_VOTE: "Won’t vote",
    "not-a-member": "Not a member then",
    "did-not-vote": "Did not vote",
    "cant-recall": "Can’t recall",
    "not-asked": "Not asked",
}


def answer_word(who: str) -> str:
    """An answer, of now or of last time, as people read it; candidates by their short names."""
    return WORDS.get(who, who)


def words(who: Iterable[str]) -> dict[str, str]:
    """The word of each answer."""
    return {it: answer_word(it) for it in who}


class Laid(NamedTuple):
    """A table without its title and base, which are the finding's own."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    total: Row | None = None
    notes: Sequence[str] = ()


def p_words(p: float | None) -> str:
    """A p-value as "p = 0.012", never as nought."""
    if p is None:
        return "p not known"
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"
