"""Segments as they are stored: one JSON document each, read strictly."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from phonebank.domain.segments import (
    DEEPEST,
    All,
    AnyOf,
    Comparison,
    Condition,
    Field,
    Not,
    Tree,
    kind_of,
    wanted_type,
)


def to_json(tree: Tree) -> dict[str, Any]:
    """The tree as it is stored; days in ISO."""
    match tree:
        case Condition(field, comparison, values):
            stored = [v.isoformat() if isinstance(v, date) else v for v in values]
            return {"field": field.value, "comparison": comparison.value, "values": stored}
        case Not(part):
            return {"not": to_json(part)}
        case All(parts):
            return {"all": [to_json(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [to_json(part) for part in parts]}


def from_json(document: object, room: int = DEEPEST) -> Tree:
    """What `to_json` made, and nothing else: WrongUse or ValueError for any other document."""
    if not isinstance(document, dict) or not room:
        raise ValueError("a segment is an object, and not too deep")
    if set(document) == {"field", "comparison", "values"}:
        return _condition_of(document)
    ((key, inner),) = document.items()
    if key == "not":
        return Not(from_json(inner, room - 1))
    if key not in _GROUPS or not isinstance(inner, list):
        raise ValueError(f"unknown group {key!r}")
    return _GROUPS[key](tuple(from_json(part, room - 1) for part in inner))


_GROUPS: Mapping[str, Callable[[tuple[Tree, ...]], Tree]] = {"all": All, "any": AnyOf}


def _condition_of(document: Mapping[str, Any]) -> Condition:
    field, comparison = Field(document["field"]), Comparison(document["comparison"])
    stored = document["values"]
    if not isinstance(stored, list):
        raise ValueError("values are a list")
    are_days = wanted_type(kind_of(field), comparison) is date
    values = (date.fromisoformat(v) if are_days and isinstance(v, str) else v for v in stored)
    return Condition(field, comparison, tuple(values))
