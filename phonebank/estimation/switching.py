"""Who moved from whom to whom, and what each candidate gained or lost by it."""

from collections.abc import Mapping, Sequence

from phonebank.domain.canvass import Interval
from phonebank.estimation.intervals import wilson


def net_gains(
    people: Mapping[tuple[str, str], int], voted: Sequence[str], candidates: Sequence[str]
) -> dict[str, int]:
    """In people, for each candidate who stood both times: who came to them less who left them.

    `people` goes from (previous vote, present intention) to how many; only who voted for one of
    `voted` counts, so that newcomers and who cannot recall are nobody's gain. The difference of
    the margins of the turnover table (Lazarsfeld, Berelson and Gaudet, The People's Choice, 1944,
    ch. 7).
    """
    return {
        it: sum(n for (before, now), n in people.items() if now == it and before in voted)
        - sum(n for (before, _), n in people.items() if before == it)
        for it in candidates
        if it in voted
    }


def row_intervals(
    people: Mapping[tuple[str, str], int], before: Sequence[str], now: Sequence[str]
) -> dict[tuple[str, str], Interval | None]:
    """Wilson's interval (`intervals.wilson`) of each cell's share of its row; fractions of one.

    None throughout a row of nobody.
    """
    totals = {was: sum(people.get((was, to), 0) for to in now) for was in before}
    return {
        (was, to): wilson(people.get((was, to), 0), totals[was], None)
        for was in before
        for to in now
    }
