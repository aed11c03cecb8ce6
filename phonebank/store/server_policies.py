"""What a caller's own login may read and write on a server: row by row, and column by column.

Nothing is granted that is not named here: not packs and their secrets, not imports, nor what
others reported; neither the search index, nor what organisers noted in the audit.
"""

from collections.abc import Iterator
from typing import NamedTuple

from phonebank.store.kept import KEPT
from phonebank.store.server_functions import signatures

THEIRS = "= ANY ((SELECT theirs())::bigint[])"
MINE = "caller_id = (SELECT my_caller())"
OWN_AND_THEIRS = f"{MINE} AND elector_id {THEIRS}"

OPEN_TO_ALL = (
    *("alembic_version", "campaign", "contest", "candidate", "previous_choice", "reason"),
    *("section", "section_size", "affiliate", "outcome", "constituency", "constituency_name"),
    *("caller", "call_list", "call_list_caller", "segment", "script", "script_version"),
    *("shift", "shift_caller"),
)
"""What the campaign is about and how it is worked; nothing in it is about an elector."""


class Allowed(NamedTuple):
    """What may be done to those rows of a table of which a condition holds."""

    table: str
    does: str
    rows: str
    columns: tuple[str, ...] = ()

    @property
    def policy(self) -> str:
        """An added row is checked as it becomes, a changed one as it was and as it becomes."""
        using = "" if self.does == "INSERT" else f" USING ({self.rows})"
        checked = f" WITH CHECK ({self.rows})" if self.does in {"INSERT", "UPDATE"} else ""
        return f"FOR {self.does} TO {{caller}}{using}{checked}"

    @property
    def grant(self) -> str:
        columns = f" ({', '.join(self.columns)})" if self.columns else ""
        return f"GRANT {self.does}{columns} ON {self.table} TO {{caller}}"


_OF_CALL = "EXISTS (SELECT 1 FROM call WHERE call.call_id = {table}.call_id)"
_TO_ME = "(to_caller_id IS NULL OR to_caller_id = (SELECT my_caller()))"
ALLOWED = (
    Allowed("elector", "SELECT", f"id {THEIRS}"),
    Allowed("elector", "UPDATE", f"id {THEIRS}", KEPT),
    Allowed("phone_number", "SELECT", f"elector_id {THEIRS}"),
    Allowed("phone_number", "UPDATE", f"elector_id {THEIRS}", ("status",)),
    Allowed("tag", "SELECT", f"elector_id {THEIRS}"),
    Allowed(
        "suppression",
        "SELECT",
        f"elector_id {THEIRS} OR e164 = ANY ((SELECT their_numbers())::text[])",
    ),
    Allowed("call", "SELECT", f"{MINE} OR elector_id {THEIRS}"),
    Allowed(
        "call", "INSERT", f"{OWN_AND_THEIRS} AND (supersedes IS NULL OR is_my_call(supersedes))"
    ),
    Allowed("call_reason", "SELECT", _OF_CALL.format(table="call_reason")),
    Allowed("call_reason", "INSERT", "is_my_call(call_id)"),
    Allowed("settled_case", "SELECT", _OF_CALL.format(table="settled_case")),
    Allowed("lease", "SELECT", MINE),
    Allowed("lease", "DELETE", f"{MINE} AND pack_id IS NULL"),
    *(Allowed("draft", does, MINE) for does in ("SELECT", "DELETE")),
    Allowed("draft", "INSERT", OWN_AND_THEIRS),
    *(Allowed("seat", does, MINE) for does in ("SELECT", "INSERT", "UPDATE", "DELETE")),
    Allowed("skip", "SELECT", MINE),
    Allowed("skip", "INSERT", OWN_AND_THEIRS),
    Allowed("follow_up", "SELECT", f"{MINE} OR elector_id {THEIRS}"),
    Allowed("follow_up", "INSERT", OWN_AND_THEIRS),
    Allowed("follow_up", "DELETE", f"{MINE} AND done_at IS NULL"),
    Allowed("passed_on", "SELECT", f"{MINE} OR elector_id {THEIRS}"),
    Allowed("passed_on", "INSERT", OWN_AND_THEIRS),
    Allowed("passed_on", "UPDATE", f"{MINE} OR elector_id {THEIRS} AND {_TO_ME}", ("done_at",)),
    Allowed("audit", "SELECT", MINE),
    Allowed("audit", "INSERT", OWN_AND_THEIRS),
)
_NUMBERED = ("call", "skip", "follow_up", "passed_on", "audit")
_ASKED = ("my_caller()", "theirs()", "their_numbers()", "is_my_call(it text)")
"""What the conditions themselves ask, besides what the program does."""


def statements(caller: str) -> Iterator[str]:
    """Take every right from the callers' role, then give it these and no others."""
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA {{schema}} FROM {caller}"
    yield f"GRANT SELECT ON {', '.join(OPEN_TO_ALL)} TO {caller}"
    for table in sorted({one.table for one in ALLOWED}):
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    for one in ALLOWED:
        name = f"caller_{one.does.lower()}"
        yield f"DROP POLICY IF EXISTS {name} ON {one.table}"
        yield f"CREATE POLICY {name} ON {one.table} {one.policy.format(caller=caller)}"
        yield one.grant.format(caller=caller)
    for table in _NUMBERED:
        yield f"GRANT USAGE ON SEQUENCE {table}_id_seq TO {caller}"
    for signature in signatures():
        yield f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC"
        yield f"GRANT EXECUTE ON FUNCTION {signature} TO {caller}"
