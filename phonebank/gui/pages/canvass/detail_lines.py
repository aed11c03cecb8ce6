"""The small tables of the panel as lines of words, from the tables and reasons of a place."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from phonebank.domain import figures
from phonebank.domain.canvass import CanvassRow, CanvassTable
from phonebank.domain.insight import Reasons
from phonebank.domain.outcomes import UNDECIDED
from phonebank.domain.verdicts import Verdict

MOST_GROUPS = 6
MOST_REASONS = 3


@dataclass(frozen=True)
class DetailLine:
    """A name and its figures from left to right; faint where they rest on too few."""

    name: str
    cells: Sequence[str]
    is_faint: bool = False
    answer: str = ""  # the short name in whose colour the name is written


@dataclass(frozen=True)
class DetailTable:
    """A title with the heads of the figures, and the lines under it; `more` is said at the end."""

    title: str
    heads: Sequence[str]
    lines: Sequence[DetailLine]
    more: str = ""


def groups_of(title: str, table: CanvassTable) -> DetailTable:
    """Stated, coverage and lead by section or affiliate, those with most electors first."""
    known = [row for row in table.rows if row.tally.roll]
    rows = sorted(known, key=lambda row: -(row.tally.roll or 0))
    names = short_names([row.place or "" for row in rows])
    lines = [
        DetailLine(
            names[row.place or ""],
            (figures.count(row.tally.stated), figures.percent(row.tally.coverage), _lead(row)),
            is_faint=row.verdict is Verdict.TOO_FEW,
        )
        for row in rows[:MOST_GROUPS]
    ]
    return DetailTable(title, ("stated", "of roll", "lead"), lines, _more(len(known), MOST_GROUPS))


def callers_of(table: CanvassTable) -> DetailTable:
    """Who obtained the answers that count here, and what they heard."""
    rows = sorted((r for r in table.rows if r.tally.stated), key=lambda row: -row.tally.stated)
    whole = sum(row.tally.stated for row in rows) or 1
    lines = [
        DetailLine(
            row.place or "",
            (
                figures.percent(Fraction(row.tally.stated, whole)),
                figures.points(row.lead),
            ),
        )
        for row in rows[:MOST_GROUPS]
    ]
    return DetailTable("Callers", ("of stated", "lead"), lines, _more(len(rows), MOST_GROUPS))


def reasons_of(found: Reasons) -> DetailTable:
    """The commonest reasons of each answer, of those who gave any."""
    return DetailTable("Reasons", ("people", "share"), list(_reason_lines(found)))


def _reason_lines(found: Reasons) -> Iterator[DetailLine]:
    for who, reasons in found.by_candidate.items():
        named = "Undecided" if who == UNDECIDED else who
        gave = figures.count(found.gave.get(who, 0))
        if not reasons:
            continue
        yield DetailLine(f"{named}, {gave} gave any", ("", ""), answer=who)
        for reason in reasons[:MOST_REASONS]:
            words = reason.reason[:1].upper() + reason.reason[1:]
            yield DetailLine(words, (figures.count(reason.people), figures.percent(reason.share)))


def short_names(names: Sequence[str]) -> Mapping[str, str]:
    """Names that begin large; the last word goes where several have it: "Affiliated"."""
    last = Counter(name.rpartition(" ")[2] for name in names if " " in name)
    cut = {
        name: name.rpartition(" ")[0] if last[name.rpartition(" ")[2]] > 1 else name
        for name in names
    }
    return {name: words[:1].upper() + words[1:] for name, words in cut.items()}


def _lead(row: CanvassRow) -> str:
    if row.lead is None:
        return figures.EM_DASH
    margin = f" {figures.plus_minus(row.margin)}" if row.margin is not None else ""
    return f"{figures.points(row.lead)}{margin}"


def _more(known: int, shown: int) -> str:
    return f"and {known - shown} more" if known > shown else ""
