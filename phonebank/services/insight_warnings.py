"""What must be said beside a finding: how few it rests on, and what may bend it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from phonebank.domain import figures
from phonebank.domain.insight import Warned
from phonebank.domain.insight_rows import p_words
from phonebank.domain.outcomes import UNDECIDED
from phonebank.estimation import alarms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from phonebank.domain.canvass import Interval
    from phonebank.domain.contest import Contest
    from phonebank.domain.insight import AttemptGroup, CallerEffects, PollGap, TrendTest
    from phonebank.services.insight_asking import Asked

LITTLE = Fraction(1, 4)
"""Of the roll; below it the many who did not state decide."""


def of_coverage(asked: Asked, stated: int, roll: int | None = None) -> list[Warned]:
    """Whether too few or few of the roll have stated; the roll is counted where it is not told."""
    found = coverage_warned(stated, asked.roll if roll is None else roll, asked.contest)
    return [found] if found else []


def coverage_warned(stated: int, roll: int | None, contest: Contest) -> Warned | None:
    """Too few to say by the campaign's thresholds, or a coverage that leaves much open."""
    if not roll:
        return None
    few = stated < contest.thresholds.too_few_stated
    coverage = Fraction(stated, roll)
    if few or coverage < contest.thresholds.too_little_coverage:
        return Warned("too-few", f"Too few to say. {coverage_words(stated, roll)}.")
    if coverage < LITTLE:
        return Warned("coverage", f"Coverage is low. {coverage_words(stated, roll)}.")
    return None


def coverage_words(stated: int, roll: int) -> str:
    counted = f"{figures.count(stated)} of {figures.count(roll)} on the roll stated"
    share = Fraction(stated, roll) if roll else None
    return f"{counted}, {figures.percent(share)}"


def of_attempts(groups: Sequence[AttemptGroup], test: TrendTest | None, ours: str) -> list[Warned]:
    """Whether the share of ours moves with the attempt at which electors were reached."""
    groups = [group for group in groups if group.stated]
    if test is None or not alarms.is_hard_to_reach_different(test) or len(groups) < 2:
        return []
    first, last = groups[0], groups[-1]
    favour = "favour" if test.z > 0 else "turn from"
    at = ("first", "second", "third", "fourth or later")
    sentence = (
        f"Harder-to-reach electors {favour} {ours}: "
        f"{figures.percent(first.shares[ours])} at the {at[first.attempt - 1]} attempt, "
        f"{figures.percent(last.shares[ours])} at the {at[last.attempt - 1]} "
        f"(trend {p_words(test.p)})."
    )
    return [Warned("hard-to-reach", sentence)]


def of_callers(found: CallerEffects, stated: Mapping[str, int]) -> list[Warned]:
    """Whether callers differ on the same list, and whether one of them made most of the answers.

    `stated` is of all callers, those too who can be compared with nobody.
    """
    warned = []
    most = alarms.caller_of_most(stated)
    if most is not None:
        share = Fraction(stated[most], sum(stated.values()))
        sentence = (
            f"One caller made most of the answers: {most} obtained {figures.percent(share)} of "
            f"{figures.count(sum(stated.values()))} stated."
        )
        warned.append(Warned("one-caller", sentence))
    flagged = any(effect.is_flagged for effect in found.callers)
    if alarms.do_callers_differ(found.p, flagged):
        warned.append(Warned("callers-differ", _differ(found)))
    return warned


def _differ(found: CallerEffects) -> str:
    flagged = [effect for effect in found.callers if effect.is_flagged] or found.callers
    worst = max(flagged, key=lambda effect: abs(effect.difference))
    tested = f" (chi-square {p_words(found.p)})" if found.p is not None else ""
    return (
        f"Callers differ on the same list more than chance allows: {worst.caller} heard "
        f"{found.ours} at {figures.percent(worst.share)} where {figures.percent(worst.expected)} "
        f"was to be expected{tested}."
    )


def of_sections(
    counts: Mapping[str, int], sizes: Mapping[str, int], refusal: str | None
) -> list[Warned]:
    """Sections of a known size of whom nobody stated."""
    has_any = any(counts.values())  # of a campaign that nobody rang yet, none is missing
    missing = [section for section in sizes if has_any and not counts.get(section)]
    if not missing:
        return [Warned("sections-missing", refusal)] if refusal else []
    people = sum(sizes[section] for section in missing)
    sentence = (
        f"Sections are missing: nobody of {' or '.join(missing)} has stated, "
        f"{figures.count(people)} of {figures.count(sum(sizes.values()))} electors."
    )
    return [Warned("sections-missing", sentence)]


def of_polls(
    polls: Sequence[PollGap], ours: str, share: float | None, interval: Interval | None, year: int
) -> list[Warned]:
    """Whether the latest outside poll lies outside the interval of our share of the named."""
    told = [poll for poll in polls if ours in poll.figures]
    if not told or share is None or interval is None:
        return []
    poll = max(told, key=lambda one: one.published)
    theirs = poll.figures[ours]
    if interval.low <= theirs <= interval.high:
        return []
    of_year = "" if poll.published.year == year else f" {poll.published.year}"
    sentence = (
        f"An outside poll differs by more than our margin: {poll.pollster}, {poll.published.day} "
        f"{poll.published:%b}{of_year}, has {ours} at {figures.percent(theirs, 1)} without "
        f"{UNDECIDED}, our projection {figures.percent(share, 1)} "
        f"({figures.span(interval.low, interval.high)})."
    )
    return [Warned("polls-disagree", sentence)]
