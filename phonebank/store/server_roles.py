"""The roles of a campaign on a server: organisers own it, callers have logins of their own."""

from typing import NamedTuple

from sqlalchemy import Connection, inspect, text
from sqlalchemy.orm import Session

from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.permits import Role
from phonebank.store import callers, server_functions, server_policies, server_schema

LONGEST = 63
"""So many bytes may a role's name have."""


class Roles(NamedTuple):
    """The names of the two roles, to which logins are added."""

    organiser: str
    caller: str


def roles_of(connection: Connection) -> Roles:
    """As they are called for this campaign; WrongUse where its names are too long for that."""
    database, schema = connection.execute(text("SELECT current_database(), current_schema()")).one()
    parts = ["phonebank", database, *([schema] if schema != "public" else [])]
    names = Roles(*("_".join([*parts, kind]) for kind in Roles._fields))
    if max(len(name.encode()) for name in names) > LONGEST:
        raise WrongUse(
            f"The name of the database {database} is too long to name roles after it.",
            next_step="Choose a database with a shorter name.",
        )
    return names


def may_make(connection: Connection) -> bool:
    """Whether the roles are there already, or this login may make them."""
    asked = "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
    return _are_there(connection, roles_of(connection)) or bool(
        connection.execute(text(asked)).scalar_one()
    )


def _are_there(connection: Connection, names: Roles) -> bool:
    asked = text("SELECT count(*) FROM pg_roles WHERE rolname IN (:organiser, :caller)")
    return bool(connection.execute(asked, names._asdict()).scalar_one() == len(names))


def make(connection: Connection) -> Roles:
    """Make the roles, give the tables to organisers, and open to callers what they may see.

    All of it may be said again: after an upgrade it holds for what is new, too.
    """
    names = roles_of(connection)
    quote = connection.dialect.identifier_preparer.quote
    schema = quote(connection.execute(text("SELECT current_schema()")).scalar_one())
    organiser, caller = map(quote, names)
    if not _are_there(connection, names):
        connection.exec_driver_sql(f"CREATE ROLE {organiser} NOLOGIN")
        connection.exec_driver_sql(f"CREATE ROLE {caller} NOLOGIN")
    told = [
        f"GRANT {organiser} TO CURRENT_USER",
        f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC",
        f"GRANT ALL ON SCHEMA {schema} TO {organiser}",
        f"GRANT USAGE ON SCHEMA {schema} TO {caller}",
        *server_schema.mending(connection),
        *server_functions.TABLES,
        *server_functions.statements(schema),
    ]
    told += [one.replace("{schema}", schema) for one in server_policies.statements(caller)]
    for statement in told:
        connection.exec_driver_sql(statement)
    _give(connection, organiser)
    return names


def _give(connection: Connection, organiser: str) -> None:
    """Everything belongs to the organisers' role, so that any organiser may import or upgrade."""
    quote = connection.dialect.identifier_preparer.quote
    for table in inspect(connection).get_table_names():
        connection.exec_driver_sql(f"ALTER TABLE {quote(table)} OWNER TO {organiser}")
    for signature in (*server_functions.signatures(), *server_schema.FUNCTIONS):
        connection.exec_driver_sql(f"ALTER FUNCTION {signature} OWNER TO {organiser}")


def let_in(session: Session, name: str, login: str) -> Role:
    """Have whoever logs in so be this caller; an organiser gets the organisers' rights.

    InputRefused for a login that is not there, or is somebody else's; WrongUse for an unknown name.
    """
    caller = callers.named(session, name)
    if caller is None:
        names = ", ".join(one.name for one in callers.all_callers(session))
        raise WrongUse(f"There is no caller “{name}”.", next_step=f"Known: {names}.")
    connection = session.connection()
    roles, role = roles_of(connection), Role(caller.role)
    _check(connection, roles, login, caller.id)
    known = text(
        "INSERT INTO caller_login (login, caller_id) VALUES (:login, :caller) "
        "ON CONFLICT (login) DO NOTHING"
    )
    connection.execute(known, {"login": login, "caller": caller.id})
    quote = connection.dialect.identifier_preparer.quote
    wanted = roles.organiser if role is Role.ORGANISER else roles.caller
    connection.exec_driver_sql(f"GRANT {quote(wanted)} TO {quote(login)}")
    return role


def _check(connection: Connection, names: Roles, login: str, caller_id: int) -> None:
    if not _are_there(connection, names) or not inspect(connection).has_table("caller_login"):
        raise InputRefused(
            "This campaign has no roles for callers yet.",
            next_step="Make them with phonebank server init URL.",
        )
    known = text("SELECT rolsuper FROM pg_roles WHERE rolname = :login")
    found = connection.execute(known, {"login": login}).scalar_one_or_none()
    if found is None:
        raise InputRefused(
            f"There is no login “{login}” on that server.",
            next_step="Have whoever runs the server make it: CREATE ROLE … LOGIN PASSWORD …",
        )
    whose = text("SELECT caller_id FROM caller_login WHERE login = :login")
    taken = connection.execute(whose, {"login": login}).scalar_one_or_none()
    if taken not in {None, caller_id}:
        raise InputRefused(
            f"The login “{login}” is another caller's already.", next_step="Use one login each."
        )
    if found:
        raise InputRefused(
            f"The login “{login}” runs the server: no rule holds for it.",
            next_step="Use a login of the caller's own.",
        )
