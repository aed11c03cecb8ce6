"""A number as a bar code: Code 128 (ISO/IEC 15417) in its set C, two digits to a symbol."""

from collections.abc import Sequence

START_C, STOP = 105, 106
LEAST_DIGITS = 6
QUIET = 10
"""So many modules are left white at each side of the bars."""
_TABLE = """
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132
122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212
322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311
112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321
331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214
112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212
124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113
411311 113141 114131 311141 411131 211412 211214 211232 2331112
"""
WIDTHS = _TABLE.split()


def check_value(symbols: Sequence[int]) -> int:
    """The check symbol after these values, of which the first is a start: Annex A of the norm."""
    first, *others = symbols
    return (first + sum(place * value for place, value in enumerate(others, start=1))) % 103


def bars_of(number: int) -> tuple[int, ...]:
    """The widths of bar, space, bar and so on in modules, from a bar to a bar."""
    digits = f"{number:0{LEAST_DIGITS}}"
    digits = digits if len(digits) % 2 == 0 else f"0{digits}"
    pairs = [int(digits[at : at + 2]) for at in range(0, len(digits), 2)]
    symbols = [START_C, *pairs]
    whole = [*symbols, check_value(symbols), STOP]
    return tuple(int(width) for symbol in whole for width in WIDTHS[symbol])
