"""The options of `log`: whose call, what was said, and what is to follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli import values
from phonebank.domain.calls import BallotStatus, Strength

if TYPE_CHECKING:
    import argparse


def add_log(parser: argparse.ArgumentParser) -> None:
    """Add every option of `log`."""
    parser.add_argument("--elector", metavar="MEMBERSHIP_NO", required=True, help="who was rung")
    add_call(parser)


def add_call(parser: argparse.ArgumentParser, *, is_required: bool = True) -> None:
    """Add all that is told of a call, but for whom it was to."""
    add = parser.add_argument
    told = "who rang; a new name is a new volunteer"
    add("--caller", metavar="NAME", required=is_required, help=told)
    add(
        "--outcome",
        metavar="CODE",
        required=is_required,
        help="spoke, no-answer, callback, busy ...",
    )
    add("--number", metavar="N", help="the number that was rung, however written")
    told = "when, in London's time unless a zone is given (now)"
    add("--at", metavar="ISO", type=values.time, help=told)
    told = "logs this call once however often it is repeated (a new one)"
    add("--call-id", metavar="UUID", type=values.call_id, help=told)
    told = "the call that this one corrects"
    add("--supersedes", metavar="CALL_ID", type=values.call_id, help=told)
    _add_answers(parser)
    _add_consequences(parser)


def _add_answers(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument_group("what they said (with outcome spoke)").add_argument
    told = "a candidate's short name, undecided, wont-say or wont-vote"
    add("--intention", metavar="X", help=told)
    add("--strength", choices=[strength.value for strength in Strength], help="how sure")
    told = "their vote last time: a short name, not-a-member, did-not-vote, cant-recall, not-asked"
    add("--previous", metavar="X", help=told)
    told = "why; once per reason, the first first"
    add("--reason", metavar="R", action="append", default=[], help=told)


def _add_consequences(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument_group("beside it").add_argument
    add("--ballot", choices=[status.value for status in BallotStatus], help="their ballot paper")
    add("--note", metavar="T", default="", help="a note")
    add("--callback-at", metavar="ISO", type=values.time, help="when to ring again")
    told = "who promised to ring again: the caller, or nobody in particular"
    add("--callback-for", choices=["me", "anybody"], help=told)
    add("--do-not-call", action="store_true", help="never ring this elector again")
