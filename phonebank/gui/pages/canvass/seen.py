"""How far apart two colours are to those who see fewer of them."""

from collections.abc import Mapping

from PySide6.QtGui import QColor

Lab = tuple[float, float, float]
_Mix = tuple[tuple[float, float, float], ...]
# Linear red, green and blue as a dichromat sees them: Viénot, Brettel and Mollon, Digital video
# colourmaps for checking the legibility of displays by dichromats, Color Res. Appl. 24 (1999).
SIGHTS: Mapping[str, _Mix] = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
    "deutan": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
}
_WHITE = (0.9505, 1.0, 1.089)
_XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
_KNEE = 0.04045
_DARK = 0.008856


def apart(one: QColor, other: QColor) -> float:
    """The least difference (CIE 1976 L*a*b*) of two colours in anybody's sight; 2 is just seen."""
    return min(_far(seen_as(one, sight), seen_as(other, sight)) for sight in SIGHTS)


def seen_as(colour: QColor, sight: str) -> Lab:
    """L*, a* and b* of a colour in one of the SIGHTS; b* is below nought for blue."""
    light = [_linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF())]
    shown = [max(0.0, _sum(mix, light)) for mix in SIGHTS[sight]]
    x, y, z = (_root(_sum(mix, shown) / white) for mix, white in zip(_XYZ, _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _far(one: Lab, other: Lab) -> float:
    return float(sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5)


def _sum(weights: tuple[float, float, float], parts: list[float]) -> float:
    return sum(weight * part for weight, part in zip(weights, parts, strict=True))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _KNEE else float(((channel + 0.055) / 1.055) ** 2.4)


def _root(part: float) -> float:
    return float(part ** (1 / 3)) if part > _DARK else 7.787 * part + 16 / 116
