"""What to say, and what to do next, where there is nothing to draw yet."""

from phonebank.domain.insight import (
    Attempts,
    CallerEffects,
    Found,
    Projection,
    Reach,
    Reasons,
    Sections,
    Switching,
    Trend,
    Undecided,
)

_RING = "Ring electors from a call list"


def nothing_yet(found: Found) -> str:
    """A sentence with what to do; empty where there is something to draw."""
    match found:
        case Trend() if not any(day.week_stated for day in found.days):
            return f"Nobody has stated an answer yet. {_RING}; the first answers show here."
        case Switching() if not any(found.people.values()):
            return "Nobody was asked how they voted last time. Put the question in the script."
        case Undecided() if not any(found.people.values()):
            return "Nobody was asked again within a week. Make a list of last week’s undecided."
        case Reasons() if not any(found.gave.values()):
            return "Nobody has given a reason yet. Callers tick them beside the answer."
        case Attempts() if not any(group.stated for group in found.groups):
            return f"Nobody has stated an answer yet. {_RING}."
    return _no_rows(found)


def _no_rows(found: Found) -> str:
    match found:
        case Sections() if not found.sections.total.tally.stated:
            return f"Nobody has stated an answer yet. {_RING}."
        case Projection() if not any(
            it.raw_named or it.polls for it in (found.whole, *found.sections)
        ):
            return f"There is nothing to project yet. {_RING}."
        case CallerEffects() if not found.callers:
            return "No two callers have answers from the same list yet. Let them share one."
        case Reach() if not found.ladder.roll:
            return "There is no roll to reach. Import one under Electors, Import."
    return ""
