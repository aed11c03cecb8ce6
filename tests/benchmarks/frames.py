"""The canvass's figures by the data-frame libraries, from frames that hold every elector."""

from __future__ import annotations

from datetime import UTC, timedelta
from math import isnan
from typing import TYPE_CHECKING, Any

from phonebank.domain.outcomes import UNDECIDED
from phonebank.store.counts import NOT_NAMED
from tests.benchmarks.measuring import peer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from phonebank.domain.contest import Contest
    from phonebank.store.database import Database

COUNTED = ("place", "attempts", "contacted", "intention", "last_call")
COLUMNS = (*COUNTED, "said", "before", "said_before")
ASKED = (
    "SELECT constituency_id, attempts, contacted, intention, last_call_at, intention_at, "
    "prior_intention, prior_at FROM elector WHERE on_roll"
)
Z95, DIGITS = 1.96, 9
Figures = dict[int, tuple[int, ...]]
Standings = dict[int, tuple[float | None, ...]]
"""Of each place the lead, its margin and the change on the week."""


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
        frame = self._pandas_frame(COUNTED)

        def figures() -> Figures:
            return _by_place(self._counted(frame).reset_index().to_numpy().tolist())

        return figures

    def standings(self, contest: Contest, now: datetime) -> Callable[[], Standings]:
        """By pandas also the lead, its margin and the change on the week, as our table has them.

        What stood a week ago is told by the last two answers: right where nobody answered thrice.
        """
        numpy, frame, ours = peer("numpy"), self._pandas_frame(COLUMNS), contest.ours
        others = [short for short in contest.shorts if short != ours]
        fewest = contest.thresholds.too_few_stated
        since = (now - timedelta(days=7)).astimezone(UTC).replace(tzinfo=None)

        def race(answered: Any) -> tuple[Any, Any, Any]:
            stated = answered[[*contest.shorts, UNDECIDED]].sum(axis=1)
            return answered[ours], answered[others].max(axis=1), stated

        def figures() -> Standings:
            told = self._counted(frame)
            stood = frame["before"].where(frame["said_before"] < since)
            frame["then"] = frame["intention"].where(frame["said"] < since, stood)
            then = frame.groupby(["place", "then"], observed=False).size().unstack()
            then = then.reindex(told.index)
            (mine, rival, stated), (mine_then, rival_then, stated_then) = race(told), race(then)
            lead, roll = (mine - rival) / stated, told["roll"]
            spread = ((mine + rival) / stated - lead**2) / stated * (roll - stated) / (roll - 1)
            margin = (Z95 * numpy.sqrt(spread.where(spread > 0))).mask(stated >= roll, 0.0)
            is_told = (stated >= fewest) & (stated_then >= fewest)
            change = (lead - (mine_then - rival_then) / stated_then).where(is_told)
            rows = zip(told.index, lead, margin, change, strict=True)
            return {place: rounded(*found) for place, *found in rows}

        return figures

    def _pandas_frame(self, names: Sequence[str]) -> Any:
        pandas = peer("pandas")
        frame = pandas.DataFrame({name: self.columns[name] for name in names})
        for name in {"intention", "before"}.intersection(names):
            frame[name] = pandas.Categorical(frame[name], self.answers)
        for name in {"last_call", "said", "said_before"}.intersection(names):
            frame[name] = pandas.to_datetime(frame[name], format="ISO8601")
        frame["attempted"] = frame["attempts"] > 0
        return frame

    def _counted(self, frame: Any) -> Any:
        whole = frame.groupby("place", sort=False).agg(
            roll=("attempts", "size"),
            attempted=("attempted", "sum"),
            contacted=("contacted", "sum"),
            last_call=("last_call", "max"),
        )
        answered = frame.groupby(["place", "intention"], observed=False).size().unstack()
        return whole[["roll", "attempted", "contacted"]].join(answered[self.answers])

    def _polars(self) -> Callable[[], Figures]:
        polars = peer("polars")
        frame = polars.DataFrame({name: self.columns[name] for name in COUNTED}).with_columns(
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
        session.register("frame", pandas.DataFrame({name: self.columns[name] for name in COUNTED}))
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


def rounded(*figures: Any) -> tuple[float | None, ...]:
    """As both do their sums in another order; None for none, which pandas has as no number."""
    return tuple(None if it is None or isnan(it) else round(float(it), DIGITS) for it in figures)


def _by_place(rows: Sequence[Sequence[Any]]) -> Figures:
    return {int(row[0]): tuple(int(figure) for figure in row[1:]) for row in rows}
