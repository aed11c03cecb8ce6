"""Keeps Python from looking for cycles while very many rows are alive."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def cycles_left_alone() -> Iterator[None]:
    """Looking for cycles among a million live rows costs a tenth of the time and finds none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
