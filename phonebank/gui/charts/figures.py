"""Fractions as the words that stand in charts; no figure is an em dash."""

NO_FIGURE = "—"
_MINUS = "\u2212"


def percent(fraction: float | None, decimals: int = 0) -> str:
    """0.59 as "59%", or "59.0%" with one decimal."""
    return NO_FIGURE if fraction is None else f"{_signed(100 * fraction, decimals)}%"


def span(low: float | None, high: float | None, decimals: int = 1) -> str:
    """0.575 and 0.604 as "57.5–60.4", in per cent without the sign for it."""
    if low is None or high is None:
        return NO_FIGURE
    return f"{_signed(100 * low, decimals)}–{_signed(100 * high, decimals)}"


def _signed(number: float, decimals: int) -> str:
    return f"{number:.{decimals}f}".replace("-", _MINUS)
