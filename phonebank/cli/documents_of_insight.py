"""The JSON documents of the insights: what they share, and the figures of each."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from phonebank.cli.documents import canvass, intervals, number, time
from phonebank.domain.insight import (
    Attempts,
    CallerEffects,
    Found,
    Insight,
    Projected,
    Projection,
    Reach,
    Reasons,
    Sections,
    Switching,
    Undecided,
)
from phonebank.domain.insight_sheets import sheet_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from phonebank.cli.documents import Document
    from phonebank.domain.sheet import Cell, Sheet


def insight(asked: Insight, found: Found) -> Document:
    """The projection's own figures stand beside what all share, as those of one table do."""
    of_its_own = OWN.get(type(found))
    return {
        "insight": asked.value,
        "as_of": time(found.as_of),
        "where": {field: list(values) for field, values in found.where.items()},
        "ours": found.ours,
        "candidates": list(found.candidates),
        "base": found.base,
        "caveat": found.caveat,
        "warnings": [{"code": code, "sentence": sentence} for code, sentence in found.warnings],
        **(of_its_own(found) if of_its_own else {}),
        **({} if isinstance(found, Sections | Projection) else {"rows": rows(sheet_of(found))}),
    }


def rows(sheet: Sheet) -> list[Document]:
    """A row of the table as an object; the dots of a column's key lead inwards."""
    return [_nested(sheet, row.cells) for row in sheet.rows]


def _nested(sheet: Sheet, cells: tuple[Cell, ...]) -> Document:
    document: Document = {}
    for column, cell in zip(sheet.columns, cells, strict=True):
        *path, last = column.key.split(".")
        inner = document
        for part in path:
            inner = inner.setdefault(part, {})
        inner[last] = _plain(cell)
    return {key: _ends(value) for key, value in document.items()}


def _ends(value: Any) -> Any:
    """The two ends of an interval as a list."""
    if not isinstance(value, dict):
        return value
    if value.keys() == {"0", "1"}:
        return None if value["0"] is None else [value["0"], value["1"]]
    return {key: _ends(inner) for key, inner in value.items()}


def _plain(cell: Cell) -> Any:
    if isinstance(cell, datetime):
        return time(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return float(cell) if isinstance(cell, Fraction) else cell


def _pairs(people: Mapping[tuple[str, str], int], one: str, other: str) -> list[Document]:
    return [{one: a, other: b, "people": n} for (a, b), n in people.items()]


def _switching(found: Switching) -> Document:
    return {"people": _pairs(found.people, "before", "now"), "net": dict(found.net)}


def _undecided(found: Undecided) -> Document:
    return {
        "since": time(found.since),
        "people": _pairs(found.people, "before", "now"),
        "asked_again": found.asked_again,
        "not_asked_again": found.not_asked_again,
        "undecided_not_asked": found.undecided_not_asked,
    }


def _reasons(found: Reasons) -> Document:
    return {"gave": dict(found.gave), "together": _pairs(found.together, "one", "other")}


def _attempts(found: Attempts) -> Document:
    told = found.unreached_shares
    return {
        "test": asdict(found.test) if found.test else None,
        "unreached": found.unreached,
        "unreached_shares": {who: it.share for who, it in told.items()} if told else None,
        "unreached_interval": (
            intervals({who: it.interval for who, it in told.items()}) if told else None
        ),
    }


def _sections(found: Sections) -> Document:
    tables = {
        "sections": found.sections,
        "affiliates": found.affiliates,
        "recruiters": found.recruiters,
    }
    return {name: canvass(table)["rows"] for name, table in tables.items()}


def _projection(found: Projection) -> Document:
    return {**_projected(found.whole), "sections": [_projected(it) for it in found.sections]}


def _projected(one: Projected) -> Document:
    is_refused = one.refusal is not None
    return {
        "section": one.section,
        "stated": one.stated,
        "effective_n": one.effective_n,
        "design_effect": one.design_effect,
        "raw": _shares(one.raw),
        "weighted": None if is_refused else dict(one.weighted),
        "interval": None if is_refused else intervals(one.interval),
        "raw_named": _shares(one.raw_named),
        "weighted_named": None if is_refused else dict(one.weighted_named),
        "interval_named": None if is_refused else intervals(one.interval_named),
        "polls": [
            {
                "pollster": poll.pollster,
                "client": poll.client,
                "published": poll.published.isoformat(),
                "figures": _shares(poll.figures),
                "gap": poll.gap,
                "gap_to": "result" if poll.is_after else "projection",
            }
            for poll in one.polls
        ],
        "declared": _shares(one.declared) if one.declared else None,
        "error": one.error,
        "refusal": one.refusal,
        "merged": list(one.merged),
    }


def _shares(told: Mapping[str, Fraction]) -> Document:
    return {who: number(share) for who, share in told.items()}


def _callers(found: CallerEffects) -> Document:
    return {"chi_squared": found.chi_squared, "degrees": found.degrees, "p": found.p}


def _reach(found: Reach) -> Document:
    effort, forecast = found.effort, found.forecast
    return {
        "ladder": asdict(found.ladder),
        "rates": {name: number(rate) for name, rate in asdict(found.rates).items()},
        "to_ring": found.to_ring,
        "effort": {**asdict(effort), "close": effort.close.isoformat()},
        "forecast": {**asdict(forecast), "finished_on": _plain(forecast.finished_on)},
    }


OWN: Mapping[type[Found], Callable[[Any], Document]] = {
    Switching: _switching,
    Undecided: _undecided,
    Reasons: _reasons,
    Attempts: _attempts,
    Sections: _sections,
    Projection: _projection,
    CallerEffects: _callers,
    Reach: _reach,
}
