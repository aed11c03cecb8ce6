"""Segments in words that people write and read: section = Member and not (ballot = returned)."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from phonebank.domain.errors import WrongUse
from phonebank.domain.segment_tokens import JOINING, Token, quoted, tokens_of, wrong
from phonebank.domain.segments import (
    COMPARISONS,
    DEEPEST,
    YES,
    All,
    AnyOf,
    Comparison,
    Condition,
    Field,
    Kind,
    Not,
    Tree,
    Value,
    check_size,
    kind_of,
)

_ALSO = {
    "previous": Field.PREVIOUS,
    "recruit source": Field.RECRUITED_BY,
    "last call": Field.LAST_CALLED,
    "number": Field.HAS_NUMBER,
}
_LONGEST_FIELD = 2
_IN_WORDS = {comparison.value: comparison for comparison in Comparison} | {
    "between": Comparison.BETWEEN
}
_SPANS = {Comparison.IS, Comparison.BETWEEN}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LONGEST_NUMBER = 9


def parse(text: str) -> Tree:
    """The segment meant; WrongUse in one sentence with the character at which it goes wrong."""
    tree = _Reader(tokens_of(text)).tree()
    check_size(tree)
    return tree


def words(tree: Tree) -> str:
    """The segment in words, which `parse` reads as the same tree."""
    match tree:
        case Condition(field, comparison, values):
            return f"{field.value} {_comparison_words(comparison, values)}"
        case Not(part):
            return f"not ({words(part)})"
        case All(parts):
            return " and ".join(_bracketed(part) for part in parts)
        case AnyOf(parts):
            return " or ".join(_bracketed(part) for part in parts)


def values_words(values: Sequence[Value]) -> str:
    """Values as they are written, names that need it in quotes."""
    return ", ".join(_value_words(value) for value in values)


def field_named(text: str) -> Field | None:
    """The field with this name, whatever its case and hyphens."""
    key = text.casefold().replace("-", " ")
    by_name = {field.value.replace("-", " "): field for field in Field} | _ALSO
    return by_name.get(key)


def _value_words(value: Value) -> str:
    if isinstance(value, str):
        return quoted(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _bracketed(part: Tree) -> str:
    return f"({words(part)})" if isinstance(part, All | AnyOf) else words(part)


def _comparison_words(comparison: Comparison, values: Sequence[Value]) -> str:
    if comparison is Comparison.BETWEEN:
        return "..".join(_value_words(value) for value in values)
    if comparison is Comparison.WITHIN:
        return f"within {values_words(values)} days"
    return f"{comparison.value} {values_words(values)}".strip()


class _Reader:
    """Reads tokens from left to right: or binds weaker than and, and weaker than not."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._room = DEEPEST

    def tree(self) -> Tree:
        """All of it; WrongUse where something is left over."""
        tree = self._any_of()
        if self._now.kind != "end":
            raise wrong(
                f"“{self._now.text}” is not expected here",
                self._now.at,
                "Join conditions by and or or; put names that hold such words in quotes.",
            )
        return tree

    @property
    def _now(self) -> Token:
        return self._tokens[self._at]

    def _taken(self, *wanted: str) -> bool:
        """Step over the next token if it is one of these."""
        is_one = self._now.key in wanted
        self._at += is_one
        return is_one

    def _any_of(self) -> Tree:
        return self._joined("or", self._all, AnyOf)

    def _all(self) -> Tree:
        return self._joined("and", self._unit, All)

    def _joined(
        self, word: str, part: Callable[[], Tree], group: Callable[[tuple[Tree, ...]], Tree]
    ) -> Tree:
        parts = [part()]
        while self._taken(word):
            parts.append(part())
        return group(tuple(parts)) if len(parts) > 1 else parts[0]

    def _unit(self) -> Tree:
        start = self._now.at
        if self._taken("not"):
            return Not(self._within(self._unit, start))
        if not self._taken("("):
            return self._condition()
        tree = self._within(self._any_of, start)
        if not self._taken(")"):
            raise wrong("A bracket is not closed", start)
        return tree

    def _within(self, part: Callable[[], Tree], at: int) -> Tree:
        """A part within a bracket or a not, which may not go on for ever."""
        self._room -= 1
        if self._room < -DEEPEST:  # every not has brackets of its own
            raise wrong(f"Brackets are more than {DEEPEST} deep", at)
        tree = part()
        self._room += 1
        return tree

    def _condition(self) -> Tree:
        start = self._now.at
        field = self._field()
        is_negated = self._taken("!=")
        comparison = Comparison.IS if is_negated else self._comparison(field)
        values = self._values(kind_of(field), comparison)
        if len(values) == 2 and kind_of(field) is not Kind.NAMES:
            comparison = Comparison.BETWEEN
        try:
            made = Condition(field, comparison, tuple(values))
        except WrongUse as fault:
            raise wrong(fault.message.rstrip("."), start, fault.next_step) from None
        return Not(made) if is_negated else made

    def _field(self) -> Field:
        start = self._now
        for length in range(_LONGEST_FIELD, 0, -1):
            tokens = self._tokens[self._at : self._at + length]
            field = field_named(" ".join(token.key for token in tokens))
            if field is not None:
                self._at += length
                return field
        what = f"“{start.text}” is no field" if start.text else "A condition is missing"
        known = ", ".join(field.value for field in Field)
        raise wrong(what, start.at, f"Known: {known}. Put names that hold and or or in quotes.")

    def _comparison(self, field: Field) -> Comparison:
        """The comparison; where none is written, a span follows, or yes is meant."""
        kind, start = kind_of(field), self._now
        if start.key in _IN_WORDS:
            self._at += 1
            return _IN_WORDS[start.key]
        if kind is Kind.TRUTH:
            return Comparison.IS
        if kind is Kind.NAMES or start.kind != "word" or start.key in JOINING:
            known = ", ".join(COMPARISONS[kind])
            raise wrong(
                f"A comparison is missing after “{field.value}”", start.at, f"Known: {known}."
            )
        return Comparison.BETWEEN

    def _values(self, kind: Kind, comparison: Comparison) -> list[Value]:
        if comparison is Comparison.NEVER:
            return []
        if kind is Kind.TRUTH:
            return [self._truth()]
        if kind is Kind.NAMES:
            return list(self._names())
        is_counted = kind is Kind.NUMBER or comparison is Comparison.WITHIN
        read = self._number if is_counted else self._day
        values: list[Value] = [read()]
        if comparison in _SPANS and self._taken("..", *self._ends_joined_by()):
            values.append(read())
        elif comparison is Comparison.BETWEEN:
            raise wrong("The end of a span is missing", self._now.at, "Write it like 1..3.")
        if comparison is Comparison.WITHIN:
            self._taken("day", "days")
        return values

    def _ends_joined_by(self) -> Sequence[str]:
        """ "and" joins the ends of a span where “between X” was just read."""
        return ("and",) if self._tokens[self._at - 2].key == "between" else ()

    def _truth(self) -> str:
        """Yes where the field alone is written."""
        had_sign = self._tokens[self._at - 1].kind == "sign"
        if not had_sign and not self._now.is_part_of_a_name:
            return YES
        return self._name().casefold()

    def _names(self) -> list[str]:
        names = [self._name()]
        while self._taken(","):
            names.append(self._name())
        return names

    def _name(self) -> str:
        """A quoted name, or words up to a comma, a bracket, and, or."""
        start = self._now
        if start.kind == "quoted":
            self._at += 1
            return start.text
        parts = []
        while self._now.is_part_of_a_name:
            parts.append(self._now.text)
            self._at += 1
        if not parts:
            raise wrong("A name is missing", start.at)
        return " ".join(parts)

    def _number(self) -> int:
        token = self._now
        is_number = token.text.isascii() and token.text.isdigit()
        if not is_number or len(token.text) > _LONGEST_NUMBER:
            raise wrong(_not_a("a whole number", token), token.at)
        self._at += 1
        return int(token.text)

    def _day(self) -> date:
        token = self._now
        try:
            day = date.fromisoformat(token.text) if _DAY.fullmatch(token.text) else None
        except ValueError:
            day = None
        if day is None:
            raise wrong(_not_a("a day", token), token.at, "Write it like 2016-09-03.")
        self._at += 1
        return day


def _not_a(what: str, token: Token) -> str:
    said = f"“{token.text}” is not {what}" if token.text else f"{what} is missing"
    return said[:1].upper() + said[1:]
