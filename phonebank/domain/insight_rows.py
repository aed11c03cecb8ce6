"""The columns and words that the tables of several insights share."""

from collections.abc import Iterable, Iterator, Mapping

from phonebank.domain.canvass import Interval
from phonebank.domain.outcomes import UNDECIDED, WONT_SAY, WONT_VOTE
from phonebank.domain.sheet import Cell, Column, Kind

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


def share_columns(key: str, who: Iterable[str], title: str = "{}") -> Iterator[Column]:
    yield from (Column(f"{key}.{it}", title.format(answer_word(it)), Kind.SHARE) for it in who)


def interval_columns(key: str, who: Iterable[str]) -> Iterator[Column]:
    """The two ends of each answer's interval."""
    for it in who:
        for place, end in enumerate(("at least", "at most")):
            title = f"{answer_word(it)} {end}"
            yield Column(f"{key}.{it}.{place}", title, Kind.SHARE, brief=False)


def ends(intervals: Mapping[str, Interval | None], who: Iterable[str]) -> Iterator[Cell]:
    """The cells of `interval_columns`."""
    for it in who:
        interval = intervals.get(it)
        yield from (interval.low, interval.high) if interval else (None, None)


def p_words(p: float | None) -> str:
    """A p-value as "p = 0.012", never as nought."""
    if p is None:
        return "p not known"
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"
