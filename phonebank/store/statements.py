"""Statements that every call says: compiled once, then said to the driver itself."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ClauseElement, Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, SessionTransaction

Rows = Sequence[Sequence[Any]]
Turned = Callable[[Any], Any]
"""Makes of a value what the driver takes, or of what it gives the value."""
NOTHING: Mapping[str, Any] = {}
JOURNEYS = "journeys"
"""Under which a connection to a server has what was put to it (store/journeys)."""
_PLACE = re.compile(r"%\((\w+)\)s|%%")


class Line(NamedTuple):
    """The driver's own connection, for as long as a transaction lasts, and what is kept with it.

    Without a transaction of SQLAlchemy's it lasts as long as the session (store/brief).
    """

    session: Session
    bare: Any
    kept: dict[Any, Any]
    dialect: Dialect
    transaction: SessionTransaction | None


class Compiled(NamedTuple):
    """A statement in the words of one database; `takes` are the names of its values in order."""

    text: Any
    takes: Sequence[str]
    fixed: Mapping[str, Any]
    turns: Mapping[str, Turned]
    names: Sequence[str]
    gives: Sequence[tuple[int, Turned]]

    def said_with(self, values: Mapping[str, Any]) -> Sequence[Any]:
        known = {**self.fixed, **values}
        for name, turn in self.turns.items():
            known[name] = turn(known[name])
        return [known[name] for name in self.takes]

    def read(self, row: Sequence[Any]) -> Sequence[Any]:
        cells = list(row)
        for place, turn in self.gives:
            cells[place] = turn(cells[place])
        return cells


class Answer:
    """What a statement found or did.

    A file was asked when it was said, and is read to the end at once: there a statement under way
    stands in others' way. A server is asked when somebody looks, with all else said by then, or
    when it commits: after that, too, the answer may be looked at.
    """

    def __init__(self, line: Line, compiled: Compiled, told: Any) -> None:
        self._line, self._compiled, self._told = line, compiled, told
        self._found: Rows | None = None if JOURNEYS in line.kept else told.fetchall()

    @property
    def count(self) -> int:
        """How many rows were changed."""
        changed: int = self._told.rowcount if self._found is not None else self._gone().changed
        return changed

    def rows(self) -> Rows:
        found: Rows = self._found if self._found is not None else self._gone().found
        return [self._compiled.read(row) for row in found] if self._compiled.gives else found

    def named(self) -> list[dict[str, Any]]:
        """The rows by the names of their columns."""
        return [dict(zip(self._compiled.names, row, strict=True)) for row in self.rows()]

    def _gone(self) -> Any:
        if self._told.found is None:
            go(self._line)
        return self._told


class Statement:
    """A statement of SQLAlchemy's whose values are all bound by name.

    To say one that it knows costs SQLAlchemy a tenth of a millisecond, some ten times what the
    driver needs: too much for what is said eight times a call. Here it only makes the text, once
    for each kind of database, and turns values as the columns' types say.

    On a server it is put to the next journey, which begins when an answer is wanted, SQLAlchemy
    says something itself, or the transaction ends: all is done in the order in which it was said.
    """

    def __init__(self, statement: Any, columns: Sequence[str] = ()) -> None:
        """`columns` are those that an INSERT without values gives."""
        self.statement, self._columns = statement, list(columns) or None
        self._compiled: dict[str, Compiled] = {}

    def rows(self, session: Session, values: Mapping[str, Any] = NOTHING) -> Rows:
        return self.say(session, values).rows()

    def first(self, session: Session, values: Mapping[str, Any] = NOTHING) -> Sequence[Any] | None:
        return next(iter(self.rows(session, values)), None)

    def say(self, session: Session, values: Mapping[str, Any] = NOTHING) -> Answer:
        """Say it within the session's transaction, which begins if there is none."""
        line = line_of(session)
        compiled = self._compiled.get(line.dialect.name) or self._compile(line.dialect)
        given = compiled.said_with(values)
        ways = line.kept.get(JOURNEYS)
        try:
            if ways is not None:
                return Answer(line, compiled, ways.put(compiled, given))
            return Answer(line, compiled, line.bare.execute(compiled.text, given))
        except line.dialect.loaded_dbapi.Error as error:
            raise told(line, error) from error

    def _compile(self, dialect: Dialect) -> Compiled:
        told = self.statement.compile(dialect=dialect, column_keys=self._columns)
        binds = told.bind_names.items()
        fixed = {name: one.value for one, name in binds if not one.required}
        if told.literal_execute_params:  # signs that are written out once values are there
            given = self.statement.params({name: None for one, name in binds if one.required})
            told = given.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        columns = list(getattr(self.statement, "selected_columns", ()))
        words, takes = told.string, told.positiontup
        if takes is None:
            words, takes = _numbered(words)
        made = Compiled(
            text=words,
            takes=takes,
            fixed=fixed,
            turns={name: turn for one, name in binds if (turn := _into(one, dialect))},
            names=[column.key for column in columns],
            gives=[
                (place, turn)
                for place, column in enumerate(columns)
                if (turn := column.type.dialect_impl(dialect).result_processor(dialect, None))
            ],
        )
        self._compiled[dialect.name] = made
        return made


def _into(value: ClauseElement, dialect: Dialect) -> Turned | None:
    meant: Any = value
    turn: Turned | None = meant.type.dialect_impl(dialect).bind_processor(dialect)
    return turn


def _numbered(text: str) -> tuple[bytes, list[str]]:
    """The text with $1 for the first value, as a server itself knows them, and their names."""
    takes: list[str] = []

    def number(found: re.Match[str]) -> str:
        name = found[1]
        if name is None:
            return "%"
        if name not in takes:
            takes.append(name)
        return f"${takes.index(name) + 1}"

    return _PLACE.sub(number, text).encode(), takes


def go(line: Line, *, to_commit: bool = False) -> None:
    """Have done what was said to a server and has not gone yet, and with it the commit."""
    ways = line.kept.get(JOURNEYS)
    if ways is None or not (ways.are_due or to_commit):
        return
    try:
        ways.go(to_commit=to_commit)
    except line.dialect.loaded_dbapi.Error as error:
        raise told(line, error) from error


def go_by(connection: Connection, *, to_commit: bool = False) -> None:
    """`go`, as SQLAlchemy itself is about to say something, or to commit."""
    ways = connection.info.get(JOURNEYS)
    if ways is None or not ways.are_due:
        return
    try:
        ways.go(to_commit=to_commit)
    except connection.dialect.loaded_dbapi.Error as error:
        bare = connection.connection.dbapi_connection
        raise _as_heard(connection.dialect, bare, error, lambda: connection) from error


def line_of(session: Session) -> Line:
    """Kept beside the session, as to ask it takes longer than to say a statement."""
    line: Line | None = session.info.get("line")
    if line is not None and line.transaction in {None, session.get_transaction()}:
        return line
    connection = session.connection()
    bare: Any = connection.connection.dbapi_connection
    transaction = session.get_transaction()
    line = Line(session, bare, connection.info, connection.dialect, transaction)
    session.info["line"] = line
    return line


def told(line: Line, error: Any) -> BaseException:
    """The error as SQLAlchemy would have raised it."""
    return _as_heard(line.dialect, line.bare, error, line.session.connection)


def _as_heard(
    dialect: Dialect, bare: Any, error: Any, connection: Callable[[], Connection]
) -> BaseException:
    if dialect.is_disconnect(error, bare, None):
        # It hears of the broken connection by using it, and gives up all that it has.
        connection().exec_driver_sql("SELECT 1")
    return as_raised(dialect, error)


def as_raised(dialect: Dialect, error: Any) -> BaseException:
    driver: Any = dialect.loaded_dbapi
    made: Any = DBAPIError.instance(
        "", None, error, driver.Error, hide_parameters=True, dialect=dialect
    )
    raised: BaseException = made
    return raised
