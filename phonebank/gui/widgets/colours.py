"""Arithmetic with colours: contrast as WCAG 2 measures it, mixing, and fading."""

from PySide6.QtGui import QColor

_KNEE = 0.04045
_FLARE = 0.05


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio of two opaque colours, 1 to 21 (WCAG 2.1, relative luminance)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + _FLARE) / (dark + _FLARE)


def mix(colour: QColor, other: QColor, part: float) -> QColor:
    """`colour` with `part` (0 to 1) of `other` stirred in, channel by channel, opaque."""
    red, green, blue = (
        round(a + (b - a) * part)
        for a, b in (
            (colour.red(), other.red()),
            (colour.green(), other.green()),
            (colour.blue(), other.blue()),
        )
    )
    return QColor(red, green, blue)


def faded(colour: QColor, opacity: float) -> QColor:
    """A copy of `colour` at `opacity` (0 to 1); the colour itself stays as it is."""
    copy = QColor(colour)
    copy.setAlphaF(opacity)
    return copy


def _luminance(colour: QColor) -> float:
    weights = (0.2126, 0.7152, 0.0722)
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    return sum(w * _linear(c) for w, c in zip(weights, channels, strict=True))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _KNEE else ((channel + 0.055) / 1.055) ** 2.4
