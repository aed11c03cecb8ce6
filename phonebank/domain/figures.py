"""How figures are written for a person: whole percents, points, thousands, an em dash for none."""

import re
from decimal import Decimal
from fractions import Fraction
from math import floor

EM_DASH, MINUS, THIN_SPACE, EN_DASH = "—", "−", "\u2009", "–"
NO_BREAK, NARROW_NO_BREAK = "\u00a0", "\u202f"
Figure = Fraction | float | int
_A_POINT = 0.01
_MOST_PLACES = 3
_UNITS = "points?|days?|hours?|minutes?|min|h|px|%"
_MONTHS = "Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec"
_TIES = re.compile(
    r"(?<=\bp) (?=[<=])|(?<=[<=]) (?=\d)|(?<=\b[A-Z][a-z]{2}) (?=\d\d:\d\d)"
    rf"|(?<=\d) (?=(?:{_UNITS}|{_MONTHS})(?![a-z]))"
)


def rounded(value: Figure, places: int = 0) -> Decimal:
    """Round halves away from zero, exactly: a fraction is never first made a float."""
    exact = Fraction(str(value)) if isinstance(value, float) else Fraction(value)
    units = floor(abs(exact) * 10**places + Fraction(1, 2))
    return Decimal(units if exact >= 0 else -units).scaleb(-places)


def count(value: int | None) -> str:
    """1 372, with a thin space between thousands."""
    return EM_DASH if value is None else f"{value:,}".replace(",", THIN_SPACE).replace("-", MINUS)


def unbroken(text: str) -> str:
    """The text for lines that are broken at spaces: no figure is parted from its unit, nor "p <"
    from what follows. As many characters as before."""
    return _TIES.sub(NO_BREAK, text).replace(THIN_SPACE, NARROW_NO_BREAK)


def unbreakable(text: str) -> list[str]:
    """The words of a text for whoever breaks lines alone, each figure together with its unit."""
    kept = unbroken(text).split(" ")
    return [it.replace(NO_BREAK, " ").replace(NARROW_NO_BREAK, THIN_SPACE) for it in kept]


def percent(share: Figure | None, places: int = 0) -> str:
    """A fraction 0..1 as "59%"."""
    if share is None:
        return EM_DASH
    return f"{rounded(_hundredfold(share), places)}%".replace("-", MINUS)


def points(lead: Figure | None, places: int = 0) -> str:
    """A signed fraction as "+33" or "−10" points; nought has no sign."""
    if lead is None:
        return EM_DASH
    value = rounded(_hundredfold(lead), places)
    if value == 0:
        return str(abs(value))
    return f"{'+' if value > 0 else MINUS}{abs(value)}"


def plus_minus(margin: Figure | None, places: int = 0) -> str:
    """A margin as "±2"; small ones are not rounded to nothing."""
    if margin is None:
        return EM_DASH
    return f"±{rounded(_hundredfold(margin), max(places, margin_places(margin)))}"


def margin_places(margin: Figure) -> int:
    """How many decimals of a point keep a margin from being written as none; three are enough."""
    if not margin or not -_A_POINT < margin < _A_POINT:
        return 0
    points_wide = _hundredfold(margin)
    shown = (places for places in range(_MOST_PLACES) if rounded(points_wide, places))
    return next(shown, _MOST_PLACES)


def span(low: Figure | None, high: Figure | None, places: int = 1) -> str:
    """Two fractions as "41.3–81.8"."""
    if low is None or high is None:
        return EM_DASH
    return f"{rounded(_hundredfold(low), places)}{EN_DASH}{rounded(_hundredfold(high), places)}"


def _hundredfold(value: Figure) -> Figure:
    if isinstance(value, float):
        return Fraction(Decimal(str(value)) * 100)
    return value * 100
