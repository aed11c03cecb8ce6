"""Every chart in sentences, made from its figures: for screen readers and for pictures."""

from collections.abc import Iterable

from phonebank.domain.canvass import CanvassRow, Interval
from phonebank.domain.figures import count, percent, plus_minus, points, span
from phonebank.domain.insight import (
    Attempts,
    CallerEffects,
    Found,
    Projected,
    Projection,
    Reach,
    Reasons,
    Sections,
    Switching,
    Trend,
    Undecided,
)
from phonebank.domain.insight_titles import chart_title
from phonebank.domain.outcomes import UNDECIDED
from phonebank.gui.charts.attempts import shown_groups
from phonebank.gui.charts.effects import shown_callers
from phonebank.gui.charts.flows import told_flow
from phonebank.gui.charts.look import Look
from phonebank.gui.charts.nothing import nothing_yet
from phonebank.gui.charts.projection import name_of, newest_poll, shown_rows
from phonebank.gui.charts.reach import planned
from phonebank.gui.charts.reasons import shown_answers


def spoken(found: Found, look: Look) -> str:
    """Title, what the chart shows in figures, its base, its warnings, its caveat."""
    said = nothing_yet(found) or _figures(found, look)
    warned = [warning.sentence for warning in found.warnings]
    base = f"{found.base.removesuffix('.')}."
    return " ".join([f"{chart_title(found)}.", said, base, *warned, found.caveat])


def _figures(found: Found, look: Look) -> str:
    match found:
        case Trend():
            return _trend(found, look)
        case Switching():
            return _switching(found, look)
        case Undecided():
            return _undecided(found, look)
        case Reasons():
            return _reasons(found, look)
        case Attempts():
            return _attempts(found, look)
    return _rows(found, look)


def _rows(found: Found, look: Look) -> str:
    match found:
        case Sections():
            return _sections(found)
        case Projection():
            return " ".join(_projected(it, look, found.ours) for it in shown_rows(found))
        case CallerEffects():
            return _callers(found)
        case Reach():
            ladder = found.ladder
            return (
                f"{count(ladder.stated)} of {count(ladder.roll)} on the roll stated an answer, "
                f"{count(ladder.contacted)} were reached. {planned(found)}"
            )
    return ""


def _trend(found: Trend, look: Look) -> str:
    weeks = [day for day in found.days if day.week_stated]
    first, last = weeks[0], weeks[-1]
    said = [
        f"{look.word(who)} from {percent(first.week_shares[who])} "
        f"to {percent(last.week_shares[who])}{_between(last.week_intervals.get(who))}"
        for who in found.who
    ]
    days = f"{first.day.day} {first.day:%b} to {last.day.day} {last.day:%b}"
    return f"Seven-day shares, {days}: {_listed(said)}."


def _switching(found: Switching, look: Look) -> str:
    said = [
        f"of {count(found.row_total(before))} {look.word(before)}, "
        + _listed(
            f"{percent(found.row_share(before, now))} now {look.word(now)}" for now in found.now
        )
        for before in found.before
        if found.row_total(before)
    ]
    move = told_flow(found)
    told = ""
    if move is not None:
        told = f" {count(found.people[move])} went from {look.word(move[0])} to "
        told += f"{look.word(move[1])}."
    whole = "; ".join(said)
    return f"{whole[:1].upper()}{whole[1:]}.{told}"


def _undecided(found: Undecided, look: Look) -> str:
    asked = found.of(UNDECIDED)
    went = [
        f"{count(found.people.get((UNDECIDED, now), 0))} "
        + ("are still undecided" if now == UNDECIDED else f"now {look.word(now)}")
        for now in found.now
    ]
    changes = [
        f"{look.word(who)} {points(it.change, 1)} points{_between(it.interval)}"
        for who, it in found.changes.items()
    ]
    said = f"Of {count(asked)} undecided a week ago and asked again, {_listed(went)}."
    return f"{said} Change among all asked twice: {_listed(changes)}." if changes else said


def _reasons(found: Reasons, look: Look) -> str:
    said = []
    for who in shown_answers(found):
        named = (f"{it.reason} {percent(it.share)}" for it in found.by_candidate[who] if it.people)
        said.append(f"{look.word(who)}, {count(found.gave[who])} gave a reason: {_listed(named)}.")
    return " ".join(said)


def _attempts(found: Attempts, look: Look) -> str:
    groups = shown_groups(found)
    said = [
        f"{look.word(who)} "
        + _listed(f"{percent(it.shares[who])} at the {it.label} attempt" for it in groups)
        for who in found.who
    ]
    would = [
        f"{look.word(who)} {percent(it.share)}{_between(it.interval)}"
        for who, it in (found.unreached_shares or {}).items()
    ]
    beyond = f" If that went on, the {count(found.unreached)} not reached: {_listed(would)}."
    return f"{'; '.join(said)}.{beyond if would else ''}"


def _sections(found: Sections) -> str:
    tables = (found.sections, found.affiliates, found.recruiters)
    said = [
        f"{row.place or 'not known'} {_lead(row)} of {count(row.tally.stated)} stated"
        for table in tables
        for row in table.rows
        if row.tally.stated
    ]
    return f"Leads of {found.ours}: {_listed(said)}."


def _lead(row: CanvassRow) -> str:
    return points(row.lead) + ("" if row.margin is None else f" {plus_minus(row.margin)}")


def _projected(it: Projected, look: Look, ours: str) -> str:
    if it.refusal is not None and ours not in it.weighted_named:
        return f"{name_of(it)}: {it.refusal}"
    said = []
    if ours in it.weighted_named:
        between = _between(it.interval_named.get(ours))
        said.append(f"weighted {percent(it.weighted_named[ours], 1)}{between}")
    if ours in it.raw_named:
        said.append(f"unweighted {percent(it.raw_named[ours], 1)}")
    poll = newest_poll(it)
    if poll is not None and ours in poll.figures:
        said.append(f"{poll.pollster} {percent(poll.figures[ours], 1)}")
    if it.declared and ours in it.declared:
        said.append(f"declared {percent(it.declared[ours], 1)}")
    return f"{name_of(it)}, {look.word(ours)} without undecided: {_listed(said)}."


def _callers(found: CallerEffects) -> str:
    said = [
        f"{it.caller} {points(it.difference)} points{_between(it.interval)} on "
        f"{count(it.stated)} stated{', flagged' if it.is_flagged else ''}"
        for it in shown_callers(found)
    ]
    return f"Share of {found.ours} above or below the same lists: {'; '.join(said)}."


def _between(interval: Interval | None) -> str:
    return "" if interval is None else f" ({span(interval.low, interval.high)})"


def _listed(said: Iterable[str]) -> str:
    return ", ".join(said)
