"""Long lists cut so that each part fits into one statement."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


def chunks(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The values in their order, at most `size` at a time; nothing for none."""
    return (values[start : start + size] for start in range(0, len(values), size))
