"""Statements that every call says: compiled once, then said to the driver itself."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, NamedTuple

from sqlalchemy import ClauseElement, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, SessionTransaction

Rows = Sequence[Sequence[Any]]
Turned = Callable[[Any], Any]
"""Makes of a value what the driver takes, or of what it gives the value."""
NOTHING: Mapping[str, Any] = {}


class Line(NamedTuple):
    """The driver's own connection, for as long as a transaction lasts, and what is kept with it."""

    bare: Any
    kept: dict[Any, Any]
    dialect: Dialect
    transaction: SessionTransaction | None


class _Compiled(NamedTuple):
    """A statement in the words of one database; `takes` are the names of its values in order."""

    text: str
    takes: Sequence[str]
    fixed: Mapping[str, Any]
    turns: Mapping[str, Turned]
    names: Sequence[str]
    gives: Sequence[tuple[int, Turned]]
    is_by_name: bool

    def said_with(self, values: Mapping[str, Any]) -> Any:
        known = {**self.fixed, **values}
        for name, turn in self.turns.items():
            known[name] = turn(known[name])
        return known if self.is_by_name else [known[name] for name in self.takes]

    def read(self, row: Sequence[Any]) -> Sequence[Any]:
        cells = list(row)
        for place, turn in self.gives:
            cells[place] = turn(cells[place])
        return cells


class Answer:
    """What a statement found: to be read once, and best after all that is said `at_once`."""

    def __init__(self, cursor: Any, compiled: _Compiled) -> None:
        self._cursor, self._compiled = cursor, compiled
        # A file is read to the end at once: there a statement under way stands in others' way.
        self._found: Rows | None = None if compiled.is_by_name else cursor.fetchall()

    @property
    def count(self) -> int:
        """How many rows were changed; within `at_once` it is not known yet."""
        found: int = self._cursor.rowcount
        return found

    def rows(self) -> Rows:
        found: Rows = self._cursor.fetchall() if self._found is None else self._found
        return [self._compiled.read(row) for row in found] if self._compiled.gives else found

    def named(self) -> list[dict[str, Any]]:
        """The rows by the names of their columns."""
        return [dict(zip(self._compiled.names, row, strict=True)) for row in self.rows()]


class Statement:
    """A statement of SQLAlchemy's whose values are all bound by name.

    To say one that it knows costs SQLAlchemy a tenth of a millisecond, some ten times what the
    driver needs: too much for what is said eight times a call. Here it only makes the text, once
    for each kind of database, and turns values as the columns' types say.
    """

    def __init__(self, statement: Any, columns: Sequence[str] = ()) -> None:
        """`columns` are those that an INSERT without values gives."""
        self.statement, self._columns = statement, list(columns) or None
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, session: Session, values: Mapping[str, Any] = NOTHING) -> Rows:
        return self.say(session, values).rows()

    def first(self, session: Session, values: Mapping[str, Any] = NOTHING) -> Sequence[Any] | None:
        return next(iter(self.rows(session, values)), None)

    def say(self, session: Session, values: Mapping[str, Any] = NOTHING) -> Answer:
        """Say it within the session's transaction, which begins if there is none."""
        line = line_of(session)
        compiled = self._compiled.get(line.dialect.name) or self._compile(line.dialect)
        given = compiled.said_with(values)
        try:
            return Answer(line.bare.execute(compiled.text, given), compiled)
        except line.dialect.loaded_dbapi.Error as error:
            raise _told(session, line, compiled.text, error) from error

    def _compile(self, dialect: Dialect) -> _Compiled:
        told = self.statement.compile(dialect=dialect, column_keys=self._columns)
        binds = told.bind_names.items()
        fixed = {name: one.value for one, name in binds if not one.required}
        if told.literal_execute_params:  # signs that are written out once values are there
            given = self.statement.params({name: None for one, name in binds if one.required})
            told = given.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        columns = list(getattr(self.statement, "selected_columns", ()))
        made = _Compiled(
            text=told.string,
            takes=told.positiontup or (),
            fixed=fixed,
            turns={name: turn for one, name in binds if (turn := _into(one, dialect))},
            names=[column.key for column in columns],
            gives=[
                (place, turn)
                for place, column in enumerate(columns)
                if (turn := column.type.dialect_impl(dialect).result_processor(dialect, None))
            ],
            is_by_name=not dialect.positional,
        )
        self._compiled[dialect.name] = made
        return made


def _into(value: ClauseElement, dialect: Dialect) -> Turned | None:
    meant: Any = value
    turn: Turned | None = meant.type.dialect_impl(dialect).bind_processor(dialect)
    return turn


def at_once(session: Session) -> AbstractContextManager[None]:
    """What is said within goes to a server in one journey; to a file it is said as it comes.

    Nothing but these statements may be said within, as SQLAlchemy looks for answers at once.
    """
    line = line_of(session)
    return nullcontext() if line.dialect.positional else _piped(session, line)


@contextmanager
def _piped(session: Session, line: Line) -> Iterator[None]:
    try:
        with line.bare.pipeline():
            yield
    except line.dialect.loaded_dbapi.Error as error:
        raise _told(session, line, "", error) from error


def line_of(session: Session) -> Line:
    """Kept beside the session, as to ask it takes longer than to say a statement."""
    line: Line | None = session.info.get("line")
    transaction = session.get_transaction()
    if line is None or transaction is None or line.transaction is not transaction:
        connection = session.connection()
        bare: Any = connection.connection.dbapi_connection
        line = Line(bare, connection.info, connection.dialect, session.get_transaction())
        session.info["line"] = line
    return line


def _told(session: Session, line: Line, text: str, error: Any) -> BaseException:
    """The error as SQLAlchemy would have raised it."""
    driver = line.dialect.loaded_dbapi
    if line.dialect.is_disconnect(error, line.bare, None):
        # It hears of the broken connection by using it, and gives up all that it has.
        session.connection().exec_driver_sql("SELECT 1")
    made: Any = DBAPIError.instance(
        text, None, error, driver.Error, hide_parameters=True, dialect=line.dialect
    )
    told: BaseException = made
    return told
