"""What the server does on behalf of a caller's own login, in functions that callers cannot change.

They run as the organisers' role, to which all rows are open, and ask for nothing but what they
check: who the caller is, they learn from the login (`my_caller`). Each has its search path fixed,
so that no table or function of the caller's own is taken for one of the campaign's.
"""

from phonebank.domain.standing import Turn
from phonebank.store import server_choosing
from phonebank.store.schema import may_be_rung

# What is not carried along when a campaign is moved: logins belong to the server.
TABLES = (
    "CREATE TABLE IF NOT EXISTS caller_login ("
    "login text PRIMARY KEY, caller_id bigint NOT NULL REFERENCES caller)",
    "CREATE TABLE IF NOT EXISTS list_condition ("
    "call_list_id bigint PRIMARY KEY REFERENCES call_list ON DELETE CASCADE, "
    "listed text NOT NULL, again text NOT NULL)",
    "CREATE TABLE IF NOT EXISTS offered_elector (caller_id bigint, elector_id bigint, "
    "transaction xid8 NOT NULL, PRIMARY KEY (caller_id, elector_id))",
    "CREATE TABLE IF NOT EXISTS opened_elector (caller_id bigint, elector_id bigint, "
    "transaction xid8 NOT NULL, PRIMARY KEY (caller_id, elector_id))",
    "CREATE TABLE IF NOT EXISTS served_elector (caller_id bigint, elector_id bigint, "
    "at timestamptz NOT NULL, PRIMARY KEY (caller_id, elector_id))",
)
OWN_TABLES = tuple(statement.split()[5] for statement in TABLES)
MOST_HELD = 10
MOST_AN_HOUR = 240
"""A caller at one telephone holds two or three electors, and rings a few dozen in an hour: more
than this is no telephoning, and would be reading the roll one by one."""

MY_CALLER = """
SELECT its.caller_id FROM caller_login AS its JOIN caller ON caller.id = its.caller_id
WHERE its.login = session_user AND NOT caller.has_left"""

# Held, opened for this transaction, or waiting for a callback by this caller; and whoever turned
# out to be the same person.
THEIRS = f"""
WITH RECURSIVE own (id) AS (
    (SELECT elector_id FROM lease WHERE caller_id = my_caller() AND pack_id IS NULL
     UNION SELECT elector_id FROM opened_elector
     WHERE caller_id = my_caller() AND transaction = pg_current_xact_id_if_assigned()
     UNION SELECT id FROM elector
     WHERE {may_be_rung(Turn.CALLBACK.value)} AND callback_for = my_caller())
    UNION
    SELECT other.id FROM own CROSS JOIN LATERAL (
        SELECT id FROM elector WHERE merged_into = own.id
        UNION ALL
        SELECT merged_into FROM elector WHERE id = own.id AND merged_into IS NOT NULL
    ) AS other
)
SELECT coalesce(array_agg(id), '{{}}') FROM own"""

THEIR_NUMBERS = """
SELECT coalesce(array_agg(e164), '{}') FROM phone_number
WHERE elector_id = ANY (theirs()) AND e164 IS NOT NULL"""

IS_MY_CALL = "SELECT EXISTS (SELECT 1 FROM call WHERE call_id = it AND caller_id = my_caller())"

# Served within a day, or rung in the seven days before the caller's last call.
HAS_RUNG = """
SELECT EXISTS (
    SELECT 1 FROM served_elector
    WHERE caller_id = my_caller() AND elector_id = it AND at > clock_timestamp() - interval '1 day'
) OR EXISTS (
    SELECT 1 FROM call WHERE caller_id = my_caller() AND elector_id = it AND called_at >= (
        SELECT max(called_at) FROM call WHERE caller_id = my_caller()) - interval '7 days')"""

# Until the transaction ends: logging a call gives its elector back before all is written.
OPEN = """
BEGIN
    IF NOT (it = ANY (theirs()) OR has_rung(it)) THEN
        RETURN false;
    END IF;
    INSERT INTO opened_elector VALUES (my_caller(), it, pg_current_xact_id())
    ON CONFLICT (caller_id, elector_id) DO UPDATE SET transaction = excluded.transaction;
    RETURN true;
END"""

IS_OPEN = """
SELECT EXISTS (
    SELECT 1 FROM call_list AS one JOIN caller ON caller.id = my_caller()
    WHERE one.id = it AND one.state = 'open' AND (caller.is_mp OR NOT one.for_mp)
    AND (one.opens_at IS NULL OR one.opens_at <= moment)
    AND (one.closes_at IS NULL OR one.closes_at > moment)
    AND NOT EXISTS (SELECT 1 FROM contest WHERE archived_at IS NOT NULL)
    AND (caller.id IN (SELECT caller_id FROM call_list_caller WHERE call_list_id = it)
         OR NOT EXISTS (SELECT 1 FROM call_list_caller WHERE call_list_id = it)))"""

# Only whom the queue offered in this transaction, whom they were served or rang lately, or who
# waits for their callback.
HOLD = f"""
DECLARE
    me bigint := my_caller();
    is_theirs boolean := it = ANY (theirs());
BEGIN
    DELETE FROM offered_elector WHERE caller_id = me AND elector_id = it
    AND transaction = pg_current_xact_id();
    IF NOT (FOUND OR is_theirs OR has_rung(it)) OR me IS NULL OR until > since + interval '1 day'
       OR (SELECT count(*) FROM lease WHERE caller_id = me AND pack_id IS NULL) >= {MOST_HELD}
       OR (SELECT count(*) FROM served_elector WHERE caller_id = me
           AND at > clock_timestamp() - interval '1 hour') >= {MOST_AN_HOUR} THEN
        RAISE insufficient_privilege USING MESSAGE = 'that elector may not be held by this login';
    END IF;
    IF EXISTS (SELECT 1 FROM lease AS other WHERE other.elector_id = it) THEN
        RETURN false;
    END IF;
    INSERT INTO lease (elector_id, caller_id, call_list_id, since, until, seat_id)
    SELECT it, me, list, since, until,
        (SELECT id FROM seat WHERE id = at_seat AND caller_id = me);
    INSERT INTO served_elector VALUES (me, it, clock_timestamp())
    ON CONFLICT (caller_id, elector_id) DO UPDATE SET at = excluded.at;
    RETURN true;
END"""

END_LAPSED = """
DELETE FROM lease WHERE my_caller() IS NOT NULL
AND moment <= (clock_timestamp() AT TIME ZONE 'UTC') + interval '5 minutes'
AND (until <= moment OR seat_id IN (
    SELECT id FROM seat WHERE seen_at <= moment - interval '2 minutes'))"""

_COUNTING = """
    FROM call JOIN elector ON elector.id = call.elector_id
    WHERE call.caller_id = my_caller() AND call.called_at >= since AND call.outcome IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM call AS later WHERE later.supersedes = call.call_id)"""

# Of the electors no more than the page of a caller's own calls shows.
OWN_CALLS = f"""
SELECT call.call_id, call.called_at, elector.first_name, left(elector.last_name, 1), call.outcome,
    call.intention, call.strength, call.ballot, call.note, call.supersedes IS NOT NULL
{_COUNTING} ORDER BY call.called_at DESC, call.call_id DESC"""

# Who rings back is found by digits of the number that they rang from, four or more.
RUNG = """
SELECT elector.id, elector.membership_number,
    trim(elector.first_name || ' ' || elector.last_name), phone_number.written,
    call.called_at, outcome.name
FROM call JOIN elector ON elector.id = call.elector_id
JOIN phone_number ON phone_number.id = call.number_id
JOIN outcome ON outcome.slug = call.outcome
WHERE call.caller_id = my_caller() AND call.called_at >= since
AND EXISTS (SELECT 1 FROM unnest(digits) AS part
    WHERE length(part) >= 4 AND strpos(phone_number.e164, part) > 0)
AND NOT EXISTS (SELECT 1 FROM call AS later WHERE later.supersedes = call.call_id)
ORDER BY call.called_at DESC, call.id DESC"""

_ROW_OF_OWN = (
    "call_id varchar, called_at timestamp, first_name varchar, last_name text, outcome varchar, "
    "intention varchar, strength varchar, ballot varchar, note varchar, is_correction boolean"
)
_ROW_OF_RUNG = (
    "elector_id bigint, membership_number varchar, name text, number varchar, "
    "called_at timestamp, outcome varchar"
)
SIGNATURES = {
    "my_caller()": ("bigint", "sql STABLE", MY_CALLER),
    "theirs()": ("bigint[]", "sql STABLE", THEIRS),
    "their_numbers()": ("text[]", "sql STABLE", THEIR_NUMBERS),
    "is_my_call(it text)": ("boolean", "sql STABLE", IS_MY_CALL),
    "has_rung(it bigint)": ("boolean", "sql STABLE", HAS_RUNG),
    "open_rung(it bigint)": ("boolean", "plpgsql", OPEN),
    "is_open_to_me(it bigint, moment timestamp)": ("boolean", "sql STABLE", IS_OPEN),
    "hold_elector(it bigint, list bigint, since timestamp, until timestamp, at_seat text)": (
        "boolean",
        "plpgsql",
        HOLD,
    ),
    "end_lapsed(moment timestamp)": ("void", "sql", END_LAPSED),
    "own_calls(since timestamp)": (f"TABLE ({_ROW_OF_OWN})", "sql STABLE", OWN_CALLS),
    "own_rung(since timestamp, digits text[])": (f"TABLE ({_ROW_OF_RUNG})", "sql STABLE", RUNG),
}


def statements(schema: str) -> list[str]:
    """Make these functions anew, for the callers of the campaign in this schema."""
    made = []
    for signature, (gives, language, body) in {**SIGNATURES, **server_choosing.SIGNATURES}.items():
        made.append(
            f"CREATE OR REPLACE FUNCTION {signature} RETURNS {gives} LANGUAGE {language} "
            f"SECURITY DEFINER SET search_path = {schema}, pg_temp AS $body$ {body} $body$"
        )
    return made


def signatures() -> list[str]:
    return [*SIGNATURES, *server_choosing.SIGNATURES]
