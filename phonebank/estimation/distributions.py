"""Tails and quantiles that the standard library lacks: Beta and chi-squared."""

from math import erfc, exp, lgamma, log, log1p, pow, sqrt
from statistics import NormalDist

NORMAL = NormalDist()
_TINY, _NEAR, _EXACT, _MOST_TURNS = 1e-300, 1e-10, 1e-13, 100_000


def two_sided(z: float) -> float:
    """Chance that a standard normal value lies at least so far from nought; a fraction of one.

    The complementary error function (Abramowitz and Stegun 26.2.29).
    """
    return erfc(abs(z) / sqrt(2))


def beta_cdf(x: float, a: float, b: float) -> float:
    """Chance that a Beta(a, b) value is at most x: the regularised incomplete beta function.

    Continued fraction of Abramowitz and Stegun 26.5.8, summed by Lentz's method as in Press et
    al., Numerical Recipes, 3rd ed., 6.4; `a` and `b` above nought.
    """
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """The divisors are sums with one: those that are not nought are far from it."""
    both = a + b
    c, d = 1.0, 1 / ((1 - both * x / (a + 1)) or _TINY)
    whole = d
    for m in range(1, _MOST_TURNS):
        turn = a + 2 * m
        even = m * (b - m) * x / ((turn - 1) * turn)
        odd = -(a + m) * (both + m) * x / (turn * (turn + 1))
        d, c = 1 / ((1 + even * d) or _TINY), (1 + even / c) or _TINY
        whole *= d * c
        d, c = 1 / ((1 + odd * d) or _TINY), (1 + odd / c) or _TINY
        more = d * c
        whole *= more
        if -_EXACT < more - 1 < _EXACT:
            break
    return whole


def _away(value: float) -> float:
    """Never nought, which the method divides by."""
    return value if abs(value) > _TINY else _TINY


def beta_quantile(p: float, a: float, b: float) -> float:
    """The x below which a Beta(a, b) value lies with chance p, right to some 1e-8.

    Halley's steps on `beta_cdf` from the start of Abramowitz and Stegun 26.5.22 (Press et al.,
    Numerical Recipes, 3rd ed., 6.4), within a bracket that only narrows; `a` and `b` above nought.
    """
    if p <= 0 or p >= 1:
        return 0.0 if p <= 0 else 1.0
    low, high, x = 0.0, 1.0, _start(p, a, b)
    norm = lgamma(a + b) - lgamma(a) - lgamma(b)
    for _ in range(200):
        gone = beta_cdf(x, a, b) - p
        low, high = (low, x) if gone > 0 else (x, high)
        slope = exp(norm + (a - 1) * log(x) + (b - 1) * log1p(-x))
        new = _step(x, gone / max(slope, _TINY), (a - 1) / x - (b - 1) / (1 - x))
        new = new if low <= new <= high else (low + high) / 2
        if abs(new - x) <= 1e-4 * min(x, 1 - x) or not _NEAR < new < 1 - _NEAR:
            return new
        x = new
    return x


def _step(x: float, newton: float, bend: float) -> float:
    return x - newton / (1 - 0.5 * max(-1.0, min(1.0, newton * bend)))


def _start(p: float, a: float, b: float) -> float:
    if min(a, b) < 1:
        below, above = exp(a * log(a / (a + b))) / a, exp(b * log(b / (a + b))) / b
        is_low = p < below / (below + above)
        spread = below + above
        x = pow(a * spread * p, 1 / a) if is_low else 1 - pow(b * spread * (1 - p), 1 / b)
    else:
        z = NORMAL.inv_cdf(p)
        curve, harmonic = (z * z - 3) / 6, 2 / (1 / (2 * a - 1) + 1 / (2 * b - 1))
        skew = (1 / (2 * b - 1) - 1 / (2 * a - 1)) * (curve + 5 / 6 - 2 / (3 * harmonic))
        w = -z * sqrt(curve + harmonic) / harmonic - skew
        x = a / (a + b * exp(2 * w))
    return min(max(x, _NEAR), 1 - _NEAR)


def chi_squared_tail(x: float, degrees: int) -> float:
    """Chance that a chi-squared value of so many degrees of freedom is at least x.

    The regularised incomplete gamma function: its series below a + 1, its continued fraction
    above (Abramowitz and Stegun 6.5.29 and 6.5.31; Press et al., Numerical Recipes, 3rd ed., 6.2).
    """
    a, x = degrees / 2, x / 2
    if x <= 0:
        return 1.0
    front = exp(a * log(x) - x - lgamma(a))
    return 1 - front * _series(a, x) if x < a + 1 else front * _tail_fraction(a, x)


def _series(a: float, x: float) -> float:
    term = whole = 1 / a
    for n in range(1, _MOST_TURNS):
        term *= x / (a + n)
        whole += term
        if term < whole * _EXACT:
            break
    return whole


def _tail_fraction(a: float, x: float) -> float:
    b = x + 1 - a
    c, d = 1 / _TINY, 1 / _away(b)
    whole = d
    for n in range(1, _MOST_TURNS):
        b += 2
        d, c = 1 / _away(b - n * (n - a) * d), _away(b - n * (n - a) / c)
        whole *= d * c
        if abs(d * c - 1) < _EXACT:
            break
    return whole
