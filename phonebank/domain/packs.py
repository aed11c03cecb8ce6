"""What a pack allows: how many electors for how long, and which calls from it are to be doubted."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from phonebank.domain.calls import SKEW
from phonebank.domain.errors import WrongUse
from phonebank.domain.pack_lines import CallLine, SkipLine

SUFFIX = ".pack"
ELECTORS, MOST_ELECTORS = 200, 500
LASTS = timedelta(days=3)
LASTS_AT_MOST = timedelta(days=28)
GRACE = timedelta(minutes=30)
FASTEST, FASTEST_WITHIN = 60, timedelta(minutes=10)
SHORTEST_PASSPHRASE = 12


class Breach(StrEnum):
    """Why a call from a pack is put by for an organiser; the first that applies, in this order."""

    RECALLED = "recalled"
    OTHER_CONTENT = "other-content"
    NOT_IN_PACK = "not-in-pack"
    OTHER_CALLER = "other-caller"
    UNKNOWN_OUTCOME = "unknown-outcome"
    CONTRADICTION = "contradiction"
    BEFORE_ISSUE = "before-issue"
    AFTER_EXPIRY = "after-expiry"
    IN_THE_FUTURE = "in-the-future"
    NEGATIVE_DURATION = "negative-duration"
    TOO_FAST = "too-fast"
    CORRECTS_NOTHING = "corrects-nothing"


BREACH_WORDS: Mapping[Breach, str] = {
    Breach.RECALLED: "The pack had been recalled",
    Breach.OTHER_CONTENT: "The call is known already, with other content",
    Breach.NOT_IN_PACK: "The elector was not in the pack",
    Breach.OTHER_CALLER: "The pack was given to another caller",
    Breach.UNKNOWN_OUTCOME: "The outcome is not known here",
    Breach.CONTRADICTION: "What is said makes no sense together",
    Breach.BEFORE_ISSUE: "The call is from before the pack was issued",
    Breach.AFTER_EXPIRY: "The call is from after the pack expired",
    Breach.IN_THE_FUTURE: "The call lies in the future",
    Breach.NEGATIVE_DURATION: "The call ended before it began",
    Breach.TOO_FAST: f"More than {FASTEST} calls within ten minutes came before it",
    Breach.CORRECTS_NOTHING: "The call that it corrects is not here, or was corrected already",
}


class PackState(StrEnum):
    OUT = "out"
    EXPIRED = "expired"
    RECALLED = "recalled"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a pack allowed, as the campaign knows it."""

    electors: frozenset[int]
    issued_at: datetime
    expires_at: datetime
    is_recalled: bool


def breach_of(call: CallLine, terms: Terms, now: datetime) -> Breach | None:
    """The first rule that a call breaks by itself; None where it breaks none.

    Clocks may be ten minutes apart, and a call begun before the expiry may end after it.
    """
    breaches = (
        (terms.is_recalled, Breach.RECALLED),
        (call.elector not in terms.electors, Breach.NOT_IN_PACK),
        (call.caller is not None, Breach.OTHER_CALLER),
        (call.called_at < terms.issued_at - SKEW, Breach.BEFORE_ISSUE),
        (call.called_at > terms.expires_at + GRACE, Breach.AFTER_EXPIRY),
        (call.called_at > now + SKEW, Breach.IN_THE_FUTURE),
        (call.seconds is not None and call.seconds < 0, Breach.NEGATIVE_DURATION),
    )
    return next((breach for broken, breach in breaches if broken), None)


def skip_counts(skip: SkipLine, terms: Terms, now: datetime) -> bool:
    """Whether a skip keeps the rules that a call has to keep; one that does not is left out."""
    begins, ends = terms.issued_at - SKEW, min(terms.expires_at + GRACE, now + SKEW)
    return not terms.is_recalled and skip.elector in terms.electors and begins <= skip.at <= ends


def too_fast(calls: Iterable[CallLine]) -> set[UUID]:
    """Calls that came after sixty others within ten minutes.

    Only earlier calls decide on a call, so that a return merged before a later, longer one gives
    the same as after it. Corrections are of the time of what they correct and are not counted.
    """
    made = [call for call in calls if call.outcome is not None and call.supersedes is None]
    recent: deque[datetime] = deque()
    found = set()
    for call in sorted(made, key=lambda it: (it.called_at, str(it.call_id))):
        while recent and recent[0] <= call.called_at - FASTEST_WITHIN:
            recent.popleft()
        recent.append(call.called_at)
        if len(recent) > FASTEST:
            found.add(call.call_id)
    return found


def check_size(electors: int) -> None:
    """WrongUse where a pack cannot be of so many electors."""
    if not 1 <= electors <= MOST_ELECTORS:
        raise WrongUse(
            f"A pack has 1 to {MOST_ELECTORS} electors, not {electors}.",
            next_step=f"Leave the number out for {ELECTORS}, or issue several packs.",
        )


def check_passphrase(passphrase: str) -> None:
    """WrongUse where whoever finds the file could guess it."""
    if len(passphrase.strip()) < SHORTEST_PASSPHRASE:
        raise WrongUse(
            f"The passphrase of a pack needs {SHORTEST_PASSPHRASE} letters or more.",
            next_step="Take three or four words, or give none and have one made.",
        )


def expiry(wanted: datetime | None, now: datetime, ballots_close: datetime) -> datetime:
    """When the pack ends: as wanted, or in three days; when the ballots close at the latest.

    Where those are closed already, as when an old contest is worked through, that says nothing.
    """
    if wanted is not None and not now < wanted <= now + LASTS_AT_MOST:
        raise WrongUse(
            f"A pack expires within the next {LASTS_AT_MOST.days} days.",
            next_step="Give a later time that is near enough, or none.",
        )
    end = wanted or now + LASTS
    return min(end, ballots_close) if ballots_close > now else end


def state_of(
    now: datetime,
    expires_at: datetime,
    recalled_at: datetime | None,
    returned_at: datetime | None,
) -> PackState:
    """Where a pack stands."""
    if recalled_at is not None:
        return PackState.RECALLED
    if returned_at is not None:
        return PackState.RETURNED
    return PackState.EXPIRED if expires_at <= now else PackState.OUT
