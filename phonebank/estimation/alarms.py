"""Which warnings of bias fire, sized together so that they seldom fire on an honest canvass."""

from collections.abc import Mapping

from phonebank.domain.insight import TrendTest

TOGETHER = 0.02
HARD_TO_REACH = TOGETHER / 2
CALLERS = TOGETHER / 2
ALL_CALLERS = CALLERS / 2
ONE_OF_THE_CALLERS = CALLERS / 2


def is_hard_to_reach_different(test: TrendTest | None) -> bool:
    """Whether those reached late answer otherwise: two-sided at half of the 2% of all alarms.

    The alarms share their false alarms by Bonferroni's inequality (Dunn 1961, JASA 56:52): 1% here,
    0.5% over all callers, 0.5% for the most striking caller. None (nothing to test) is no alarm.
    """
    return test is not None and test.p < HARD_TO_REACH


def do_callers_differ(p_of_all: float | None, is_any_flagged: bool) -> bool:
    """Whether callers hear different things on the same list: over all of them, or one by far.

    `p_of_all` is that of `caller_effects.compared`, whose flags are sized at ONE_OF_THE_CALLERS.
    """
    return is_any_flagged or (p_of_all is not None and p_of_all < ALL_CALLERS)


def caller_of_most(stated: Mapping[str, int]) -> str | None:
    """Who alone obtained more than half of the stated answers, if anybody did.

    `stated` is of all callers, those too who share no list with another.
    """
    most = max(stated, key=lambda caller: stated[caller], default=None)
    return most if most is not None and 2 * stated[most] > sum(stated.values()) else None
