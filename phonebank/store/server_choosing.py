"""How the server chooses for a caller's own login: whom to ring, who is at a number, why nobody.

Each is the program's own question with the list's own condition in it, which an organiser's program
has told the server (`list_condition`); the login itself sees none of the electors asked about.
"""

from sqlalchemy import bindparam, select, text

from phonebank.domain.standing import Turn
from phonebank.store.dialect import as_server_text
from phonebank.store.picking import Kind, first_free
from phonebank.store.schema import RETIRED, Constituency, Elector

_VALUES = {
    "caller": "$1",
    "now": "$2",
    "passed_over_since": "$3",
    "ready_attempts": "$4",
    "callback_attempts": "$5",
    "closed": "$6",
}
LISTED, AGAIN = "<listed>", "<again>"
NO_CLOCK_AHEAD = "moment > (clock_timestamp() AT TIME ZONE 'UTC') + interval '5 minutes'"
MOST_PASSED = 50
FOR_AN_OFFER = "10 minutes"
"""For so long who is at the same number is held, until the caller goes on with them or does not."""


def _first_of(kind: Kind) -> str:
    """The statement by which the program itself would find the first of a kind, of a list."""
    shut = select(Constituency.id).where(Constituency.nation == bindparam("closed").any_())
    found = first_free(kind, text(LISTED))
    if kind in {Kind.READY, Kind.AGAIN}:
        found = found.where(Elector.constituency_id.not_in(shut))
    written = as_server_text(found)
    for name, place in _VALUES.items():
        written = written.replace(f":{name}", place)
    return written


def _choosing(among: str, then: str) -> str:
    """Find the first of these kinds on a list that is open to the caller, and do this with them.

    What is lapsed by then ends first. Nobody's clock may be ahead of the server's. `among` is a
    further condition, in which $7 stands for the electors `near`.
    """
    by_kind = " ".join(
        f"WHEN {int(kind)} THEN $first${_first_of(kind)}$first$"
        for kind in (Kind.MINE, Kind.ANYBODYS, Kind.READY, Kind.AGAIN)
    )
    return f"""
    SELECT * INTO its FROM list_condition WHERE call_list_id = list;
    IF NOT FOUND OR {NO_CLOCK_AHEAD} OR NOT is_open_to_me(list, moment) THEN
        RETURN;
    END IF;
    PERFORM end_lapsed(moment);
    FOREACH wanted IN ARRAY kinds LOOP
        asked := CASE wanted {by_kind} END;
        CONTINUE WHEN asked IS NULL;
        asked := replace(asked, '{LISTED}', CASE
            WHEN wanted = {int(Kind.AGAIN)} THEN '(' || its.again || ')'
            WHEN wanted = {int(Kind.MINE)} AND (SELECT for_mp FROM call_list WHERE id = list)
            THEN 'true' ELSE '(' || its.listed || ')' END || '{among}');
        EXECUTE asked INTO kind, due, elector
        USING me, moment, passed_over_since, ready_attempts, callback_attempts, closed, near;
        IF elector IS NOT NULL THEN
            INSERT INTO offered_elector VALUES (me, elector, pg_current_xact_id())
            ON CONFLICT (caller_id, elector_id) DO UPDATE SET transaction = excluded.transaction;
            {then}
            RETURN NEXT;
            RETURN;
        END IF;
    END LOOP;"""


_DECLARED = """
    me bigint := my_caller();
    near bigint[];
    wanted int;
    asked text;
    its record;"""

PICK = f"""
DECLARE {_DECLARED}
    list bigint := it;
BEGIN
    {_choosing("", "")}
END"""

# Usable as the program has it: not wrong, dead, off the roll or barred.
_USABLE = f"""{{}}.status = '' AND {{}}.position < {RETIRED} AND {{}}.e164 IS NOT NULL"""

# Of whoever shares a number with an elector whom the caller holds now, the first whom the queue
# would serve them: found and leased in one step, so that nobody is named whom they do not hold.
HOLD_AT_NUMBER = f"""
DECLARE {_DECLARED}
BEGIN
    IF NOT EXISTS (SELECT 1 FROM lease WHERE elector_id = it AND caller_id = me
                   AND pack_id IS NULL AND sheet IS NULL AND until > moment) THEN
        RETURN;
    END IF;
    near := ARRAY(
        SELECT other.elector_id FROM phone_number AS mine
        JOIN phone_number AS other ON other.e164 = mine.e164
        WHERE mine.elector_id IN (SELECT it UNION SELECT id FROM elector WHERE merged_into = it)
        AND {_USABLE.replace("{}", "mine")} AND {_USABLE.replace("{}", "other")}
        AND other.elector_id <> it
        AND NOT EXISTS (SELECT 1 FROM suppression WHERE suppression.e164 = mine.e164));
    {
    _choosing(
        " AND elector.id = ANY ($7)",
        f"PERFORM hold_elector(elector, list, moment, moment + interval '{FOR_AN_OFFER}', NULL);",
    )
}
END"""

# The first of those whom others left to this MP or to any, free now: the program then judges by
# its own rules whose turn it is, among them alone, and holds nobody else.
OPEN_PASSED = f"""
INSERT INTO opened_elector SELECT me, elector.id, pg_current_xact_id()
FROM elector CROSS JOIN my_caller() AS me WHERE elector.id IN (
    SELECT elector_id FROM passed_on
    WHERE done_at IS NULL AND (to_caller_id IS NULL OR to_caller_id = my_caller())
    AND NOT EXISTS (SELECT 1 FROM lease WHERE lease.elector_id = passed_on.elector_id)
    ORDER BY at, id LIMIT {MOST_PASSED})
AND (SELECT for_mp FROM call_list WHERE id = list) AND is_open_to_me(list, moment)
AND NOT {NO_CLOCK_AHEAD}
FOR NO KEY UPDATE OF elector SKIP LOCKED
ON CONFLICT (caller_id, elector_id) DO UPDATE SET transaction = excluded.transaction"""

_TO_THE_MINUTE = "date_trunc('minute', {} + interval '59.999999 seconds')"

# No names and no ids, and times no finer than a minute, so that a group is no person.
_COUNTED = f"""
SELECT turn, attempts, due, callback_for, suppressed, banked, numbers, nation, passed, again,
    leased, skipped, count(*) FROM (
    SELECT elector.turn::text AS turn, elector.attempts::bigint AS attempts,
        {_TO_THE_MINUTE.format("elector.due_at")} AS due,
        CASE WHEN elector.callback_for <> $1 THEN 0 ELSE elector.callback_for END AS callback_for,
        elector.suppressed <> '' AS suppressed,
        coalesce(elector.ballot = 'returned', false) AS banked,
        least(elector.usable_numbers, 1)::bigint AS numbers, constituency.nation::text AS nation,
        EXISTS (SELECT 1 FROM passed_on WHERE passed_on.elector_id = elector.id
                AND passed_on.done_at IS NULL) AS passed,
        coalesce({AGAIN}, false) AS again,
        {_TO_THE_MINUTE.format("lease.until")} AS leased,
        mine.at AS skipped
    FROM elector JOIN constituency ON constituency.id = elector.constituency_id
    LEFT JOIN lease ON lease.elector_id = elector.id AND lease.until > $2
    LEFT JOIN (SELECT elector_id, max(at) AS at FROM skip WHERE caller_id = $1 AND at > $3
               GROUP BY elector_id) AS mine ON mine.elector_id = elector.id
    WHERE elector.on_roll AND {LISTED}
) AS kinds GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12"""

# For a list that is open to the caller now, less whoever is on others that are.
COUNT_WAITING = f"""
DECLARE
    me bigint := my_caller();
    its record;
    other record;
    listed text;
BEGIN
    SELECT * INTO its FROM list_condition WHERE call_list_id = it;
    IF NOT FOUND OR {NO_CLOCK_AHEAD} OR NOT is_open_to_me(it, moment) THEN
        RETURN;
    END IF;
    listed := '(' || its.listed || CASE WHEN (SELECT for_mp FROM call_list WHERE id = it)
        THEN ' OR elector.turn = ''{Turn.CALLBACK.value}'' AND elector.callback_for = $1' ELSE ''
        END || ')';
    FOR other IN SELECT * FROM list_condition AS one WHERE one.call_list_id = ANY (besides)
        AND is_open_to_me(one.call_list_id, moment)
    LOOP
        listed := listed || ' AND (' || other.listed || ') IS NOT TRUE';
    END LOOP;
    RETURN QUERY EXECUTE replace(replace($counted${_COUNTED}$counted$, '{LISTED}', listed),
        '{AGAIN}', '(' || its.again || ')')
    USING me, moment, passed_over_since;
END"""

_RULES = (
    "kinds int[], moment timestamp, passed_over_since timestamp, ready_attempts int, "
    "callback_attempts int, closed text[]"
)
_CHOSEN = "TABLE (kind int, due timestamp, elector bigint)"
_GROUP = (
    "turn text, attempts bigint, due_at timestamp, callback_for bigint, suppressed boolean, "
    "banked boolean, usable_numbers bigint, nation text, is_passed_on boolean, "
    "asked_again boolean, leased_until timestamp, passed_over_at timestamp, electors bigint"
)
SIGNATURES = {
    f"pick_elector(it bigint, {_RULES})": (_CHOSEN, "plpgsql", PICK),
    "open_passed(list bigint, moment timestamp)": ("void", "sql", OPEN_PASSED),
    f"hold_at_number(it bigint, list bigint, {_RULES})": (_CHOSEN, "plpgsql", HOLD_AT_NUMBER),
    "count_waiting(it bigint, besides bigint[], moment timestamp, passed_over_since timestamp)": (
        f"TABLE ({_GROUP})",
        "plpgsql",
        COUNT_WAITING,
    ),
}
