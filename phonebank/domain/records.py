"""Frozen records to JSON documents and back: no field besides their own, each of its type."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from phonebank.domain.strict_json import NotStrict

T = TypeVar("T")
LONGEST_TEXT = 100_000
MOST_MEMBERS = 20_000


def record_from(kind: type[T], document: object) -> T:
    """The record that a document tells; NotStrict where a field lacks, is odd or of other type.

    A field with a default may lack: an earlier version of the program did not write it.
    """
    hints = _hints(kind)
    if not isinstance(
        document, Mapping
    ) or not hints.keys() >= document.keys() >= hints.keys() - _with_defaults(kind):
        raise NotStrict(f"fields that are not those of {kind.__name__}")
    return kind(**{name: _read(hints[name], value) for name, value in document.items()})


def document_from(record: object) -> dict[str, Any]:
    """What `record_from` reads as the same record."""
    return {name: _told(getattr(record, name)) for name in _hints(type(record))}


_known: dict[Any, Mapping[str, Any]] = {}


def _hints(kind: Any) -> Mapping[str, Any]:
    """The fields of a dataclass or a named tuple with their types, looked at once."""
    if kind not in _known:
        hints = get_type_hints(kind)
        names = [one.name for one in fields(kind)] if is_dataclass(kind) else kind._fields
        _known[kind] = {name: hints[name] for name in names}
    return _known[kind]


def _with_defaults(kind: Any) -> set[str]:
    """The fields of a dataclass that have a default; a named tuple's are always written."""
    if not is_dataclass(kind):
        return set()
    return {one.name for one in fields(kind) if one.default is not MISSING}


def _read(hint: Any, told: object) -> Any:
    if hint in PLAIN:
        return PLAIN[hint](told)
    origin, inner = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        return None if told is None else _read(next(it for it in inner if it is not NoneType), told)
    if origin in {tuple, Sequence}:
        return tuple(_read(inner[0], one) for one in _members(told))
    if origin is Mapping:
        return _mapping(inner[1], told)
    return record_from(hint, told)


def _members(told: object) -> Sequence[object]:
    if not isinstance(told, list) or len(told) > MOST_MEMBERS:
        raise NotStrict("something else where a list should stand")
    return told


def _mapping(inner: Any, told: object) -> Mapping[str, Any]:
    if not isinstance(told, dict):
        raise NotStrict("something else where an object should stand")
    return {name: value if inner is Any else _read(inner, value) for name, value in told.items()}


def _exactly(kind: type[Any]) -> Callable[[object], Any]:
    def read(told: object) -> Any:
        if type(told) is not kind:
            raise NotStrict(f"something else where {kind.__name__} should stand")
        return told

    return read


def _text(told: object) -> str:
    text: str = _exactly(str)(told)
    if len(text) > LONGEST_TEXT or "\0" in text:
        raise NotStrict(f"a text of more than {LONGEST_TEXT} letters, or with a zero byte")
    return text


def _moment(told: object) -> datetime:
    try:
        when = datetime.fromisoformat(_text(told))
        if when.tzinfo is None:
            raise NotStrict("a time without a zone")
        return when.astimezone(UTC)
    except (ValueError, OverflowError):
        raise NotStrict("a time that is none") from None


def _day(told: object) -> date:
    try:
        return date.fromisoformat(_text(told))
    except ValueError:
        raise NotStrict("a day that is none") from None


def _uuid(told: object) -> UUID:
    text = _text(told)
    try:
        found = UUID(text)
    except ValueError:
        raise NotStrict("an id that is no UUID") from None
    if str(found) != text:  # one call must not have two spellings
        raise NotStrict("an id that is not written as we write it")
    return found


PLAIN: Mapping[Any, Callable[[object], Any]] = {
    str: _text,
    int: _exactly(int),
    bool: _exactly(bool),
    datetime: _moment,
    date: _day,
    UUID: _uuid,
}


def _told(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if is_dataclass(value) or hasattr(value, "_fields"):
        return document_from(value)
    if isinstance(value, list | tuple):
        return [_told(one) for one in value]
    return value
