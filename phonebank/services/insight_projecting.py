"""The canvass weighted to the selectorate, beside outside polls and the declared result."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from phonebank.domain import figures
from phonebank.domain.canvass import ANSWER_FIELDS
from phonebank.domain.insight import PollGap, Projected, Projection, Warned
from phonebank.domain.insight_periods import label
from phonebank.domain.reports import share_printed
from phonebank.estimation.weighted_shares import weighted_shares
from phonebank.estimation.weighting import Cell, Refused, Weighted, weighted
from phonebank.services import insight_bias, insight_warnings
from phonebank.store import insight_counts, reported

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Set

    from phonebank.domain.reports import DeclaredLine, PollLine
    from phonebank.services.insight_asking import Asked
    from phonebank.store.insight_counts import Cells

NARROWS_ANSWERS = frozenset({"section", *ANSWER_FIELDS})
"""Fields that leave the selectorate, or whole sections of it; with others no poll compares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What others found and what was declared, as far as it compares with what is asked."""

    polls: Sequence[PollLine]
    declared: Sequence[DeclaredLine]
    parts: Set[str] = frozenset()
    """The sections that everybody asked about is made of."""


def projection(asked: Asked) -> Projection:
    """Weighted as far as cells hold people; refused with a sentence, never dropped in silence."""
    counted = insight_counts.cells(asked.session, asked.population, asked.answers)
    cells = _cells(asked, counted)
    sizes = _sizes(asked, cells)
    if sizes:
        left_out = sorted({c.levels[0] for c in cells} - set(sizes))
        cells = [cell for cell in cells if cell.levels[0] in sizes]
    else:
        left_out = []
    sections = _sections(asked, cells, sizes)
    outside = _outside(asked, sections)
    whole = _projected(asked, None, cells, sizes, outside)
    parts = [
        _projected(
            asked,
            section,
            [c for c in cells if c.levels[0] == section],
            sizes and {section: sizes[section]},
            outside,
        )
        for section in sections
    ]
    return Projection(
        **asked.facts(_who_is_counted(asked, whole), _caveat(whole, left_out)),
        whole=whole,
        sections=parts,
        warnings=_warnings(asked, whole, cells, sizes or {}, counted),
    )


def _cells(asked: Asked, counted: Cells) -> list[Cell]:
    return [
        Cell(
            levels=(key.section, label(key.period, asked.edges), key.level),
            population=n,
            counts={it: counted.counts[key].get(it, 0) for it in asked.who},
        )
        for key, n in sorted(counted.population.items())
    ]


def _sizes(asked: Asked, cells: Sequence[Cell]) -> dict[str, int] | None:
    """The sizes that the campaign weighs by; None where the roll is narrowed within sections."""
    if set(asked.where) - NARROWS_ANSWERS:
        return None
    sizes = {
        section.name: size.value
        for section in asked.contest.sections
        for size in section.sizes
        if size.used
    }
    if "section" in asked.where:
        here = {cell.levels[0] for cell in cells}
        sizes = {name: value for name, value in sizes.items() if name in here}
    return sizes or None


def _sections(
    asked: Asked, cells: Sequence[Cell], sizes: Mapping[str, int] | None
) -> Sequence[str]:
    """In the order of the contest, and none that is neither on the roll nor of a known size."""
    here = {cell.levels[0] for cell in cells} | set(sizes or {})
    named = [section.name for section in asked.contest.sections if section.name in here]
    return [*named, *sorted(here - set(named))]


def _outside(asked: Asked, sections: Sequence[str]) -> Outside:
    """What others found of everybody does not compare with some sections alone.

    Nor does a result that lacks somebody's votes: it has no shares.
    """
    if set(asked.where) - NARROWS_ANSWERS:
        return Outside(polls=(), declared=())
    is_of_all, shorts = "section" not in asked.where, set(asked.contest.shorts)
    polls, declared = reported.polls(asked.session), reported.declared(asked.session)
    return Outside(
        polls=[poll for poll in polls if is_of_all or poll.section is not None],
        declared=[
            line
            for line in declared
            if (is_of_all or line.section is not None) and line.votes.keys() >= shorts
        ],
        parts={it.name for it in asked.contest.sections} & set(sections),
    )


def _projected(
    asked: Asked,
    section: str | None,
    cells: Sequence[Cell],
    sizes: Mapping[str, int] | None,
    outside: Outside,
) -> Projected:
    counts: Counter[str] = Counter()
    for cell in cells:
        counts.update(cell.counts)
    named = {short: counts[short] for short in asked.contest.shorts}
    bare = Projected(
        section=section,
        stated=counts.total(),
        effective_n=None,
        design_effect=None,
        raw=_shares({it: counts[it] for it in asked.who}),
        weighted={},
        interval={},
        raw_named=_shares(named),
        weighted_named={},
        interval_named={},
    )
    made = _with_weights(asked, bare, cells, sizes)
    return _beside(asked, made, outside)


def _shares(people: Mapping[str, int]) -> dict[str, Fraction]:
    total = sum(people.values())
    return {who: Fraction(n, total) for who, n in people.items()} if total else {}


def _with_weights(
    asked: Asked, bare: Projected, cells: Sequence[Cell], sizes: Mapping[str, int] | None
) -> Projected:
    if not bare.stated:
        return replace(bare, refusal="Nobody has stated an answer, so there is nothing to weigh.")
    made = weighted(cells, sizes)
    if isinstance(made, Refused):
        return replace(bare, refusal=made.sentence)
    return replace(bare, **_weighed(asked, made))


def _weighed(asked: Asked, made: Weighted) -> dict[str, Any]:
    every = weighted_shares(made, asked.who)
    named = weighted_shares(made, asked.contest.shorts)
    return {
        "effective_n": made.effective_n,
        "design_effect": made.design_effect,
        "weighted": {who: estimate.share for who, estimate in every.items()},
        "interval": {who: estimate.interval for who, estimate in every.items()},
        "weighted_named": {who: estimate.share for who, estimate in named.items()},
        "interval_named": {who: estimate.interval for who, estimate in named.items()},
        "merged": made.merged,
    }


def _beside(asked: Asked, made: Projected, outside: Outside) -> Projected:
    ours = asked.contest.ours
    declared = _declared(made.section, outside)
    share = made.weighted_named.get(ours)
    against = None if declared is None else declared.get(ours)
    polls = [
        _gap(poll, asked.contest.shorts, ours, share, against)
        for poll in outside.polls
        if poll.section == made.section
    ]
    error = None if share is None or against is None else share - float(against)
    return replace(made, polls=polls, declared=declared, error=error)


def _declared(section: str | None, outside: Outside) -> dict[str, Fraction] | None:
    """Shares of the valid votes; those of everybody may be the sum of sections, if none lacks."""
    lines = [line for line in outside.declared if line.section == section]
    if not lines and section is None:
        lines = [line for line in outside.declared if line.section in outside.parts]
        if {line.section for line in lines} != outside.parts:
            return None
    votes: Counter[str] = Counter()
    for line in lines:
        votes.update(line.votes)
    return _shares(votes) or None


def _gap(
    poll: PollLine,
    shorts: Sequence[str],
    ours: str,
    share: float | None,
    declared: Fraction | None,
) -> PollGap:
    """Ours less theirs; once a result is declared, theirs less that.

    A poll that leaves a candidate out has no shares of the named.
    """
    told = {who: share_printed(poll.figures.get(who, "")) for who in shorts}
    given = {who: figure for who, figure in told.items() if figure is not None}
    total = sum(given.values())
    named = {who: it / total for who, it in given.items()} if total and given == told else {}
    gap = None
    if ours in named and declared is not None:
        gap = float(named[ours] - declared)
    elif ours in named and share is not None:
        gap = share - float(named[ours])
    return PollGap(
        pollster=poll.pollster,
        client=poll.client,
        published=poll.published,
        figures=named,
        gap=gap,
        is_after=declared is not None,
    )


def _who_is_counted(asked: Asked, whole: Projected) -> str:
    named = sum(1 for _ in whole.raw_named) and _named(asked, whole)
    effective = ""
    if whole.effective_n is not None:
        effective = f", worth {figures.count(round(whole.effective_n))} of a plain sample"
    return (
        f"{asked.contest.ours}’s share without undecided. Ours: {figures.count(named)} named a "
        f"candidate, {figures.count(whole.stated)} stated{effective}."
    )


def _named(asked: Asked, whole: Projected) -> int:
    undecided = whole.raw.get(asked.who[-1], Fraction(0))
    return int(whole.stated - whole.stated * undecided)


def _caveat(whole: Projected, left_out: Sequence[str]) -> str:
    gap = (
        "Gap: figure less declared result, before rounding."
        if whole.declared
        else "Gap: ours less the poll’s, before rounding."
    )
    apart = f" Left out, for want of a known size: {', '.join(left_out)}." if left_out else ""
    merged = f" Weighted together, too few of them having answered: {len(whole.merged)} groups."
    return (
        f"{gap} Whiskers: 95%, for chance alone; weights mend who was reached, not what they hid."
        f"{apart}{merged if whole.merged else ''}"
    )


def _warnings(
    asked: Asked,
    whole: Projected,
    cells: Sequence[Cell],
    sizes: Mapping[str, int],
    counted: Cells,
) -> list[Warned]:
    ours, counts = asked.contest.ours, Counter[str]()
    roll = sum(counted.population.values())
    for cell in cells:
        counts[cell.levels[0]] += cell.stated
    return [
        *insight_warnings.of_coverage(asked, whole.stated, roll),
        *insight_warnings.of_sections(counts, sizes, whole.refusal if whole.stated else None),
        *insight_warnings.of_polls(
            whole.polls,
            ours,
            whole.weighted_named.get(ours),
            whole.interval_named.get(ours),
            asked.now.year,
        ),
        *insight_bias.warned_of_attempts(asked),
        *asked.once(insight_bias.callers).warnings,
    ]
