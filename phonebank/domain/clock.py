"""What time it is: the real time, or a demonstration's that begins on its last evening."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic

from phonebank.domain.hours import ELECTORS_ZONE

DEMO_EVENING = datetime(2016, 9, 19, 18, 30, tzinfo=ELECTORS_ZONE).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """A demonstration runs on from `start`; `started` is the monotonic second it began."""

    start: datetime
    started: float
    is_demo: bool = False

    def now(self) -> datetime:
        """The time, UTC."""
        if not self.is_demo:
            return datetime.now(UTC)
        return self.start + timedelta(seconds=monotonic() - self.started)


def clock_for(*, is_demo: bool, last_call_at: datetime | None) -> Clock:
    """A demonstration starts at the later of Monday 19 Sep 2016 18:30 and its last call."""
    start = max(DEMO_EVENING, last_call_at or DEMO_EVENING) if is_demo else datetime.now(UTC)
    return Clock(start, monotonic(), is_demo)
