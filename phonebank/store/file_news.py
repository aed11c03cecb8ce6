"""What other programs write to a campaign file: whether it is more than drafts and words of life.

A file tells that somebody wrote (its data version), not what. Each program at which somebody rings
keeps a draft every two seconds and says every 20 that it runs, of which nothing is on any screen;
what is, leaves one of these marks.
"""

from typing import Any, NamedTuple

from phonebank.domain.changes import Topic

_NEWEST = ("call", "audit", "skip", "suppression", "script_version", "pack_merge", "caller")
_LINES = (
    *(f"SELECT max(id) FROM {table}" for table in _NEWEST),
    "SELECT max(number) FROM frozen_copy",
    "SELECT max(number) FROM call_sheet",
    "SELECT count(*) || max(id) || count(undone_at) FROM file_import",
    "SELECT count(*) || max(id) || count(done_at) FROM follow_up",
    "SELECT count(*) || max(id) || count(done_at) FROM passed_on",
    "SELECT count(*) || ' ' || total(elector_id) || max(since) || max(until) FROM lease",
    "SELECT count(*) || ' ' || total(came) || total(shift_id) FROM shift_caller",
    "SELECT group_concat(name || tree) FROM segment",
    "SELECT group_concat(name) FROM script",
)
MARKS = f"SELECT {', '.join(f'({line})' for line in _LINES)}"
UNSEEN = (
    "SELECT (SELECT group_concat(caller_id || at || entered) FROM draft), "
    "(SELECT group_concat(id || seen_at) FROM seat)"
)
"""What is on no screen: drafts, and the programs that run."""


class Seen(NamedTuple):
    """A campaign file as it was when somebody looked."""

    version: int
    marks: tuple[object, ...]
    unseen: tuple[object, ...]


def look(bare: Any) -> Seen:
    """At a moment of its own: what is written between two of these questions is in neither."""
    bare.execute("BEGIN")
    try:
        [version] = bare.execute("PRAGMA data_version").fetchone()
        marks, unseen = (tuple(bare.execute(it).fetchone()) for it in (MARKS, UNSEEN))
        return Seen(version, marks, unseen)
    finally:
        bare.execute("COMMIT")


def touched(before: Seen | None, now: Seen) -> Topic:
    """Everything, unless others wrote nothing, or nothing but what is on no screen."""
    if before is None:
        return ~Topic(0)
    is_only_unseen = now.marks == before.marks and now.unseen != before.unseen
    return Topic(0) if now.version == before.version or is_only_unseen else ~Topic(0)
