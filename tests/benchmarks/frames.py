"""The canvass's figures by the data-frame libraries, from frames that hold every elector."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from phonebank.store.counts import NOT_NAMED
from tests.benchmarks.measuring import peer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from phonebank.store.database import Database

COLUMNS = ("place", "attempts", "contacted", "intention", "last_call")
ASKED = (
    "SELECT constituency_id, attempts, contacted, intention, last_call_at FROM elector "
    "WHERE on_roll"
)
Figures = dict[int, tuple[int, ...]]


class Frames:
    """Every elector on the roll in the frame of each library that is installed."""

    def __init__(self, db: Database, shorts: Sequence[str]) -> None:
        self.answers = [*shorts, *NOT_NAMED]
        with db.read() as session:
            rows = session.connection().exec_driver_sql(ASKED).all()
        columns: list[list[Any]] = [list(column) for column in zip(*rows, strict=True)]
        self.columns = dict(zip(COLUMNS, columns, strict=True))

    def ways(self) -> Mapping[str, Callable[[], Figures]]:
        """What makes the figures, by the name of the library."""
        ways = {"pandas": self._pandas, "polars": self._polars, "duckdb": self._duckdb}
        return {name: way() for name, way in ways.items() if peer(name)}

    def _pandas(self) -> Callable[[], Figures]:
        pandas = peer("pandas")
        frame = pandas.DataFrame(self.columns)
        frame["intention"] = pandas.Categorical(frame["intention"], self.answers)
        frame["last_call"] = pandas.to_datetime(frame["last_call"])
        frame["attempted"] = frame["attempts"] > 0

        def figures() -> Figures:
            by_place = frame.groupby("place", sort=False)
            whole = by_place.agg(
                roll=("attempts", "size"),
                attempted=("attempted", "sum"),
                contacted=("contacted", "sum"),
                last_call=("last_call", "max"),
            )
            answered = frame.groupby(["place", "intention"], observed=False).size().unstack()
            told = whole[["roll", "attempted", "contacted"]].join(answered[self.answers])
            return _by_place(told.reset_index().to_numpy().tolist())

        return figures

    def _polars(self) -> Callable[[], Figures]:
        polars = peer("polars")
        frame = polars.DataFrame(self.columns).with_columns(
            polars.col("intention").cast(polars.Enum(self.answers)),
            polars.col("last_call").str.to_datetime(),
        )
        said = polars.col("intention")

        def figures() -> Figures:
            told = frame.group_by("place").agg(
                polars.len(),
                (polars.col("attempts") > 0).sum(),
                polars.col("contacted").cast(polars.Int64).sum(),
                *((said == one).sum().alias(one) for one in self.answers),
                polars.col("last_call").max(),
            )
            return _by_place([row[:-1] for row in told.rows()])

        return figures

    def _duckdb(self) -> Callable[[], Figures]:
        """Native: the electors stand in a table of DuckDB's own."""
        duckdb, pandas = peer("duckdb"), peer("pandas")
        if not pandas:
            return dict
        session = duckdb.connect()
        session.register("frame", pandas.DataFrame(self.columns))
        session.execute(
            "CREATE TABLE elector AS SELECT * REPLACE (last_call::TIMESTAMP AS last_call) "
            "FROM frame"
        )
        sums = ", ".join(f"count(*) FILTER (intention = '{one}')" for one in self.answers)
        asked = (
            "SELECT place, count(*), count(*) FILTER (attempts > 0), sum(contacted::INT), "
            f"{sums}, max(last_call) FROM elector GROUP BY place"
        )

        def figures() -> Figures:
            return _by_place([row[:-1] for row in session.execute(asked).fetchall()])

        return figures


def _by_place(rows: Sequence[Sequence[Any]]) -> Figures:
    return {int(row[0]): tuple(int(figure) for figure in row[1:]) for row in rows}
