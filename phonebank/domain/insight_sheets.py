"""Lays a finding out as a sheet, which screen, terminal, files and paper all show."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain
from typing import Any, NamedTuple

from phonebank.domain.canvass import By, CanvassTable, Interval
from phonebank.domain.canvass_sheet import canvass_sheet
from phonebank.domain.fields import Fields
from phonebank.domain.figures import MINUS, count
from phonebank.domain.insight import (
    AttemptGroup,
    Attempts,
    CallerEffects,
    Found,
    PanelChange,
    Projection,
    Reach,
    ReasonCount,
    Reasons,
    Sections,
    Switching,
    Trend,
    TrendDay,
    Undecided,
)
from phonebank.domain.insight_rows import (
    IF_IT_WENT_ON,
    OF_ALL,
    Laid,
    answer_word,
    p_words,
    words,
)
from phonebank.domain.insight_sheets_outside import lay_callers, lay_projection, lay_reach
from phonebank.domain.insight_titles import sheet_title
from phonebank.domain.sheet import Column, Kind, Mark, Row, Sheet


def sheet_of(found: Found) -> Sheet:
    """The table of a finding; a column's key is its path in a row of the JSON of the same."""
    laid = LAYING[type(found)](found)
    warned = [warning.sentence for warning in found.warnings]
    notes = [*warned, *laid.notes, found.caveat]
    return Sheet(sheet_title(found), found.base, laid.columns, laid.rows, laid.total, notes)


def _trend(found: Trend) -> Laid:
    who, it = words(found.who), Fields[TrendDay]()
    it.add("day", "Day", Kind.DATE, lambda day: day.day)
    it.add("stated", "Stated", Kind.COUNT, lambda day: day.stated)
    it.add_each("shares.{}", "{}", Kind.SHARE, who, lambda day, one: day.shares.get(one))
    it.add("week_stated", "Stated in 7 days", Kind.COUNT, lambda day: day.week_stated)
    it.add_each(
        "week_shares.{}", "{}, 7 days", Kind.SHARE, who, lambda day, one: day.week_shares.get(one)
    )
    it.add("week_lead", "Lead, 7 days", Kind.POINTS, lambda day: day.week_lead)
    it.add("week_margin", "Margin", Kind.MARGIN, lambda day: day.week_margin)
    it.add_ends_of_each(
        "week_intervals.{}", "{} {}", who, lambda day, one: day.week_intervals.get(one)
    )
    return Laid(it.columns, it.rows(found.days))


class _From(NamedTuple):
    """Those who voted one way last time; all of them where `before` is None."""

    found: Switching
    before: str | None

    def word(self) -> str | None:
        return self.before and answer_word(self.before)

    def people(self, now: str) -> int:
        if self.before is None:
            return self.found.column_total(now)
        return self.found.people.get((self.before, now), 0)

    def electors(self) -> int:
        return sum(self.people(now) for now in self.found.now)

    def share(self, now: str) -> Fraction | None:
        return None if self.before is None else self.found.row_share(self.before, now)

    def net(self) -> int | None:
        return None if self.before is None else self.found.net.get(self.before)


def _switching(found: Switching) -> Laid:
    now, it = words(found.now), Fields[_From]()
    it.add("before", "Voted last time", Kind.TEXT, _From.word)
    it.add("people", "Electors", Kind.COUNT, _From.electors)
    it.add_each("counts.{}", "Now {}", Kind.COUNT, now, _From.people)
    it.add_each("shares.{}", "{} of row", Kind.SHARE, now, _From.share)
    it.add("net", "Net gain", Kind.COUNT, _From.net)
    rows = it.rows(_From(found, before) for before in found.before)
    return Laid(it.columns, rows, it.row(_From(found, None), Mark.TOTAL))


class _Then(NamedTuple):
    """Those who said something a week ago, and how its share changed."""

    found: Undecided
    before: str

    @property
    def change(self) -> PanelChange | None:
        return self.found.changes.get(self.before)

    def people(self, now: str) -> int:
        return self.found.people.get((self.before, now), 0)


def _undecided(found: Undecided) -> Laid:
    it = Fields[_Then]()
    it.add("before", "Said a week ago", Kind.TEXT, lambda row: answer_word(row.before))
    it.add("asked_again", "Asked again", Kind.COUNT, lambda row: found.of(row.before))
    it.add_each("counts.{}", "Now {}", Kind.COUNT, words(found.now), _Then.people)
    it.add("then", "Share then", Kind.SHARE, lambda row: row.change.then if row.change else None)
    it.add("now", "Share now", Kind.SHARE, lambda row: row.change.now if row.change else None)
    it.add("change", "Change", Kind.POINTS, lambda row: row.change.change if row.change else None)
    it.add_ends(
        "interval",
        "Change {}",
        lambda row: row.change.interval if row.change else None,
        Kind.POINTS,
    )
    undecided, stated = count(found.undecided_not_asked), count(found.not_asked_again)
    not_again = f"{undecided} undecided of {stated} stated"
    note = f"Not asked again since: {not_again}. Shares are of those who stated both times."
    return Laid(it.columns, it.rows(_Then(found, who) for who in found.who), notes=[note])


class _Given(NamedTuple):
    """A reason as those who said one thing gave it, or everybody; `gave` gave any."""

    answer: str
    counted: ReasonCount
    gave: int | None
    together: Mapping[str, int | None]


def _reasons(found: Reasons) -> Laid:
    named = sorted({reason for pair in found.together for reason in pair})
    it = Fields[_Given]()
    it.add("answer", "Now", Kind.TEXT, lambda row: row.answer)
    it.add("reason", "Reason", Kind.TEXT, lambda row: row.counted.reason)
    it.add("people", "Electors", Kind.COUNT, lambda row: row.counted.people)
    it.add("first", "First", Kind.COUNT, lambda row: row.counted.first)
    it.add("share", "Share", Kind.SHARE, lambda row: row.counted.share)
    it.add_ends("interval", "Share {}", lambda row: row.counted.interval)
    it.add("gave", "Gave any", Kind.COUNT, lambda row: row.gave, brief=False)
    for other in named:
        it.add(f"together.{other}", f"With {other}", Kind.COUNT, _with(other), brief=False)
    given = [
        _Given(answer_word(who), counted, found.gave.get(who), {})
        for who in found.who
        for counted in found.by_candidate.get(who, ())
    ]
    return Laid(it.columns, it.rows([*given, *_all_reasons(found, named)]))


def _with(other: str) -> Callable[[_Given], int | None]:
    return lambda row: row.together.get(other)


def _all_reasons(found: Reasons, named: Sequence[str]) -> Iterator[_Given]:
    """Everybody's, the commonest first, with how many gave each other reason too."""
    people, first = Counter[str](), Counter[str]()
    for it in chain.from_iterable(found.by_candidate.values()):
        people[it.reason] += it.people
        first[it.reason] += it.first
    for reason in sorted(people, key=lambda it: (-people[it], -first[it], it)):
        together = {it: found.together.get((min(reason, it), max(reason, it))) for it in named}
        whole = ReasonCount(
            reason=reason, people=people[reason], first=first[reason], share=None, interval=None
        )
        yield _Given(OF_ALL, whole, sum(found.gave.values()), together)


class _Reached(NamedTuple):
    """Who was first reached at an attempt; of those who never were, nobody stated anything."""

    name: str
    shares: Mapping[str, Fraction | float]
    intervals: Mapping[str, Interval | None]
    stated: int | None = None
    counts: Mapping[str, int] | None = None

    def people(self, who: str) -> int | None:
        return None if self.counts is None else self.counts.get(who, 0)


def _attempts(found: Attempts) -> Laid:
    who, it = words(found.who), Fields[_Reached]()
    it.add("attempt", "First reached", Kind.TEXT, lambda row: row.name)
    it.add("stated", "Stated", Kind.COUNT, lambda row: row.stated)
    it.add_each("shares.{}", "{}", Kind.SHARE, who, lambda row, one: row.shares.get(one))
    it.add_each("counts.{}", "{}, electors", Kind.COUNT, who, _Reached.people, brief=False)
    it.add_ends_of_each("intervals.{}", "{} {}", who, lambda row, one: row.intervals.get(one))
    groups = [
        _Reached(reached_first(one), one.shares, one.intervals, one.stated, one.counts)
        for one in found.groups
    ]
    return Laid(it.columns, it.rows([*groups, *_unreached(found)]), notes=_test(found))


def reached_first(group: AttemptGroup) -> str:
    """The row of an attempt."""
    return f"{group.label} attempt"


def _unreached(found: Attempts) -> Iterator[_Reached]:
    if told := found.unreached_shares:
        shares = {who: it.share for who, it in told.items()}
        yield _Reached(IF_IT_WENT_ON, shares, {who: it.interval for who, it in told.items()})


def _test(found: Attempts) -> list[str]:
    if found.test is None:
        return ["There are too few answers to test for a trend."]
    z = f"{found.test.z:.2f}".replace("-", MINUS)
    return [f"{found.ours} over attempts: z {z}, {p_words(found.test.p)}."]


def _sections(found: Sections) -> Laid:
    """The three tables beneath each other, the first column saying which."""
    tables = [found.sections, found.affiliates, found.recruiters]
    sheets = [canvass_sheet(table) for table in tables]
    kept = [i for i, c in enumerate(sheets[0].columns) if c.key.split(".")[0] not in LEFT_OUT]
    columns = [Column("by", "By", Kind.TEXT), *(sheets[0].columns[i] for i in kept)]
    columns[1] = columns[1]._replace(title="Who")
    rows = [
        Row((BY_WORDS[table.by], *(row.cells[i] for i in kept)))
        for table, sheet in zip(tables, sheets, strict=True)
        for row in sheet.rows
        if row.mark is Mark.OWN
    ]
    return Laid(columns, rows, _total(found.sections, kept))


def _total(table: CanvassTable, kept: Sequence[int]) -> Row | None:
    total = canvass_sheet(table).total
    return total and Row((None, *(total.cells[i] for i in kept)), Mark.TOTAL)


BY_WORDS = {By.SECTION: "section", By.AFFILIATE: "affiliate", By.RECRUITER: "recruited by"}
LEFT_OUT = frozenset({"told", "region", "ons_code", "remark", "pooled", "pooled_interval"})
LAYING: Mapping[type[Found], Callable[[Any], Laid]] = {
    Trend: _trend,
    Switching: _switching,
    Undecided: _undecided,
    Reasons: _reasons,
    Attempts: _attempts,
    Sections: _sections,
    Projection: lay_projection,
    CallerEffects: lay_callers,
    Reach: lay_reach,
}
