"""Tells which of the two databases a session speaks to, for what each does in its own way."""

from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, literal_column
from sqlalchemy.orm import Session


def is_on_server(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def bare_cursor(session: Session) -> Any:
    """The driver's own cursor within the session's transaction."""
    return session.connection().connection.cursor()


def in_one_text(session: Session, column: ColumnElement[Any]) -> ColumnElement[str]:
    """All values of a column of whole numbers with commas between, in the order of the rows."""
    if is_on_server(session):
        return func.string_agg(cast(column, String), literal_column("','"))
    listed: ColumnElement[str] = func.json_group_array(column)
    return listed
