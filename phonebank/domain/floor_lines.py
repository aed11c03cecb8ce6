"""Lines of the call floor as its lists show them: who is held, promised, passed on, waited for."""

from datetime import datetime
from typing import NamedTuple

from phonebank.domain.electors import FollowUpKind


class LeaseLine(NamedTuple):
    """An elector held: `machine` is empty where no program holds them, as for a command.

    Of those on paper it says on which sheet.

    With `pack_id` they went away in a pack, and only recalling it frees them.
    """

    elector_id: int
    membership_number: str
    elector: str
    caller: str
    since: datetime
    until: datetime
    machine: str
    list_name: str
    pack_id: str | None


class CaseLine(NamedTuple):
    """An elector who waits for an organiser, and the last call that left them to one."""

    elector_id: int
    membership_number: str
    elector: str
    constituency: str
    outcome: str
    caller: str
    called_at: datetime
    note: str


class CallbackLine(NamedTuple):
    """A callback that is due; `caller` is whom it was promised by, `for_caller` None for anybody.

    `list_name` is the list under which it was promised.
    """

    elector_id: int
    membership_number: str
    elector: str
    constituency: str
    due_at: datetime
    for_caller: str | None
    caller: str
    list_name: str
    note: str
    overdue: bool


class PassedOnLine(NamedTuple):
    """An elector who waits for an MP; `to` is None for any, `by` is who passed them on."""

    elector_id: int
    membership_number: str
    elector: str
    constituency: str
    to: str | None
    by: str
    note: str
    at: datetime


class FollowUpLine(NamedTuple):
    """Something to be done for an elector, with how to reach them; `caller` noted it."""

    id: int
    elector_id: int
    membership_number: str
    elector: str
    constituency: str
    email: str
    kind: FollowUpKind
    note: str
    at: datetime
    caller: str
    done_at: datetime | None
