"""What is read of JSON from strangers, and what is refused without harm."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from phonebank.domain.records import document_from, record_from
from phonebank.domain.strict_json import (
    LONGEST_LINE,
    MOST_LINES,
    NotStrict,
    document_in,
    documents_in,
    line_of,
)

HOSTILE = {
    "two hundred thousand open brackets": b"[" * 200_000,
    "as many within an object": b'{"a":' + b"[" * 200_000,
    "as many objects": b'{"a":' * 50_000,
    "brackets closed": b'{"a":' + b"[" * 100 + b"]" * 100 + b"}",
    "not a number": b'{"a":NaN}',
    "infinity": b'{"a":-Infinity}',
    "a number too large": b'{"a":1e999}',
    "a fraction": b'{"a":1.5}',
    "five thousand digits": b'{"a":' + b"7" * 5000 + b"}",
    "a name twice": b'{"role":"volunteer","role":"admin"}',
    "a name twice within": b'{"a":{"b":1,"b":2}}',
    "a list": b'["a"]',
    "a text": b'"a"',
    "nothing": b"",
    "null": b"null",
    "half a line": b'{"a":1',
    "two objects": b'{"a":1}{"b":2}',
    "half a letter": b'{"a":"\\ud800"}',
    "no UTF-8": b'{"a":"\xff"}',
    "a zero byte": b'{"a":"\\u0000"}',
    "a line too long": b'{"a":"' + b"a" * LONGEST_LINE + b'"}',
    "a comment": b'{"a":1} // no',
}


@pytest.mark.parametrize("line", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_line_is_refused(line: bytes) -> None:
    with pytest.raises(NotStrict):
        document_in(line)


def test_lines_are_counted_and_end() -> None:
    assert documents_in(b'{"a":1}\n{"b":"[[["}\n') == [{"a": 1}, {"b": "[[["}]
    with pytest.raises(NotStrict, match="no end"):
        documents_in(b'{"a":1}\n{"b":2}')
    with pytest.raises(NotStrict, match="lines"):
        documents_in(b"{}\n" * (MOST_LINES + 1))


class Point(NamedTuple):
    """For tests: a nested record."""

    x: int
    name: str


@dataclass(frozen=True)
class Shape:
    """For tests: one field of each kind."""

    id: UUID
    at: datetime
    note: str
    is_open: bool
    size: int | None
    points: Sequence[Point]


ID = UUID(int=2016)
SHAPE = Shape(ID, datetime(2016, 9, 5, 17, tzinfo=UTC), "é", True, None, (Point(1, "a"),))


def test_a_record_comes_back_as_it_was() -> None:
    document = document_from(SHAPE)
    assert record_from(Shape, document_in(line_of(document))) == SHAPE


@given(some.text(), some.integers(-(10**14), 10**14), some.datetimes(timezones=some.just(UTC)))
def test_any_text_number_and_time_comes_back(note: str, size: int, at: datetime) -> None:
    told = Shape(SHAPE.id, at, note, False, size, ())
    try:
        document = document_in(line_of(document_from(told)))
        assert record_from(Shape, document) == told
    except NotStrict:
        assert "\0" in note


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "not-a-uuid"),
        ("id", str(SHAPE.id).upper() + " "),
        ("at", "2016-09-05T17:00:00"),
        ("at", "yesterday"),
        ("at", "0001-01-01T00:00:00+14:00"),
        ("note", 3),
        ("note", None),
        ("note", "a" * 200_000),
        ("is_open", 1),
        ("size", True),
        ("size", "1"),
        ("points", {}),
        ("points", [[1, "a"]]),
        ("points", [{"x": 1}]),
        ("points", [{"x": 1, "name": "a", "role": "admin"}]),
    ],
)
def test_a_field_of_another_type_is_refused(field: str, value: object) -> None:
    with pytest.raises(NotStrict):
        record_from(Shape, {**document_from(SHAPE), field: value})


def test_a_field_that_lacks_or_is_not_known_is_refused() -> None:
    document = document_from(SHAPE)
    wrong: tuple[object, ...] = ({**document, "role": "admin"}, {"id": document["id"]}, [], None)
    for told in wrong:
        with pytest.raises(NotStrict):
            record_from(Shape, told)
