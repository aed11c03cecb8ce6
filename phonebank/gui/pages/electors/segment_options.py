"""How the conditions of a segment stand in rows: which comparisons there are, and as what words."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from phonebank.domain.segment_words import values_words
from phonebank.domain.segments import (
    NO,
    YES,
    All,
    AnyOf,
    Comparison,
    Condition,
    Field,
    Kind,
    Not,
    Tree,
    all_of,
    any_of,
    kind_of,
)

A_DAY, A_SPAN = "2016-09-03", "2016-08-22..2016-09-03"


class Option(NamedTuple):
    """A comparison as a row offers it.

    `hint` shows how values are written, and is empty where there are none to write; `fixed` is the
    value that the option itself stands for.
    """

    words: str
    comparison: Comparison
    hint: str = ""
    fixed: str = ""

    def written(self, values: str) -> str:
        """The part of a condition after its field, as `parse` reads it."""
        if self.comparison is Comparison.BETWEEN:
            return values
        return f"{self.comparison.value} {self.fixed or values}".strip()


_DAYS = (
    Option("before", Comparison.BEFORE, A_DAY),
    Option("after", Comparison.AFTER, A_DAY),
    Option("between", Comparison.BETWEEN, A_SPAN),
)
OPTIONS: Mapping[Kind, Sequence[Option]] = {
    Kind.NAMES: (Option("is", Comparison.IS, "a name, or several with commas"),),
    Kind.TRUTH: (
        Option("yes", Comparison.IS, fixed=YES),
        Option("no", Comparison.IS, fixed=NO),
    ),
    Kind.NUMBER: (
        Option("is", Comparison.IS, "2"),
        Option("under", Comparison.UNDER, "3"),
        Option("at most", Comparison.AT_MOST, "2"),
        Option("over", Comparison.OVER, "1"),
        Option("at least", Comparison.AT_LEAST, "2"),
        Option("between", Comparison.BETWEEN, "1..3"),
    ),
    Kind.DAY: (Option("on", Comparison.IS, A_DAY), *_DAYS),
    Kind.CALL: (
        Option("within days", Comparison.WITHIN, "7"),
        *_DAYS,
        Option("never", Comparison.NEVER),
    ),
}


class RowParts(NamedTuple):
    """What a row shows: `values` as they are written."""

    field: Field
    option: Option
    values: str
    is_negated: bool

    @property
    def is_empty(self) -> bool:
        """Whether values are still to be written."""
        return bool(self.option.hint) and not self.values.strip()

    def written(self) -> str:
        """The condition, as `parse` reads it."""
        condition = f"{self.field.value} {self.option.written(self.values)}"
        return f"not ({condition})" if self.is_negated else condition


class Rows(NamedTuple):
    """A segment that rows can show: conditions, all of them or any."""

    is_any: bool
    rows: Sequence[RowParts]


def rows_of(tree: Tree | None) -> Rows | None:
    """The segment in rows; None where it has groups within groups."""
    if tree is None:
        return Rows(is_any=False, rows=())
    parts = tree.parts if isinstance(tree, All | AnyOf) else (tree,)
    rows = [_row_of(part) for part in parts]
    shown = [row for row in rows if row is not None]
    return Rows(isinstance(tree, AnyOf), shown) if len(shown) == len(rows) else None


def joined(parts: Sequence[Tree], *, is_any: bool) -> Tree | None:
    """The segment that rows make; None without any."""
    if not parts:
        return None
    return any_of(parts) if is_any else all_of(parts)


def _row_of(part: Tree) -> RowParts | None:
    is_negated = isinstance(part, Not)
    condition = part.part if isinstance(part, Not) else part
    if not isinstance(condition, Condition):
        return None
    return RowParts(
        condition.field, _option_of(condition), _values_of(condition), is_negated=is_negated
    )


def _option_of(condition: Condition) -> Option:
    options = OPTIONS[kind_of(condition.field)]
    same = [option for option in options if option.comparison is condition.comparison]
    return next((o for o in same if o.fixed and (o.fixed,) == condition.values), same[0])


def _values_of(condition: Condition) -> str:
    if kind_of(condition.field) is Kind.TRUTH:
        return ""
    if condition.comparison is Comparison.BETWEEN:
        first, last = condition.values
        return f"{values_words([first])}..{values_words([last])}"
    return values_words(condition.values)
