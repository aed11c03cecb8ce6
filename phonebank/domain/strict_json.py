"""Reads JSON of strangers: nothing that two readers take differently, nothing endless."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

DEEPEST = 16
MOST_DIGITS = 15
MOST_LINES = 20_000
LONGEST_LINE = 256 * 1024
TEXT_OR_BRACKET = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]')


class NotStrict(ValueError):
    """What a line breaks, in words that name no content."""


def documents_in(text: bytes) -> list[Mapping[str, Any]]:
    """The objects of JSON Lines; NotStrict where there are too many or one is not strict."""
    lines = text.split(b"\n")
    if lines.pop():
        raise NotStrict("the last line has no end")
    if len(lines) > MOST_LINES:
        raise NotStrict(f"more than {MOST_LINES} lines")
    return [document_in(line) for line in lines]


def document_in(line: bytes) -> Mapping[str, Any]:
    """The object that is one line."""
    if len(line) > LONGEST_LINE:
        raise NotStrict(f"a line of more than {LONGEST_LINE} bytes")
    check_depth(line)
    try:
        told = json.loads(
            line.decode("utf-8"),
            object_pairs_hook=_object,
            parse_constant=_no_number,
            parse_float=_no_number,
            parse_int=_integer,
        )
        json.dumps(told, ensure_ascii=False).encode("utf-8")  # fails for half a surrogate pair
    except NotStrict:
        raise
    except (ValueError, RecursionError):
        raise NotStrict("a line that is not JSON") from None
    if not isinstance(told, dict):
        raise NotStrict("a line that is not an object")
    return told


def check_depth(line: bytes) -> None:
    """Counted before parsing, which would go as deep as it is told."""
    depth = 0
    for found in TEXT_OR_BRACKET.finditer(line):
        sign = found[0]
        depth += (sign in {b"[", b"{"}) - (sign in {b"]", b"}"})
        if depth > DEEPEST:
            raise NotStrict(f"a line nested deeper than {DEEPEST}")


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) != len(pairs):
        raise NotStrict("a name that stands twice in one object")
    if any("\0" in name or (isinstance(value, str) and "\0" in value) for name, value in pairs):
        raise NotStrict("a zero byte in a text")
    return told


def _no_number(text: str) -> NoReturn:
    raise NotStrict("a number that is not whole")


def _integer(text: str) -> int:
    if len(text.lstrip("-")) > MOST_DIGITS:
        raise NotStrict(f"a number of more than {MOST_DIGITS} digits")
    return int(text)


def line_of(document: Mapping[str, Any]) -> bytes:
    """One line of JSON, the same for the same document."""
    return json.dumps(document, separators=(",", ":"), sort_keys=True).encode() + b"\n"
