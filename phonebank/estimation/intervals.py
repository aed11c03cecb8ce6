"""How far chance alone could move a share or a lead, when part of a known roll has answered."""

from fractions import Fraction
from math import sqrt

from phonebank.domain.canvass import Interval

Z95 = Fraction(196, 100)


def wilson(counted: int, stated: int, roll: int | None) -> Interval | None:
    """95% interval of `counted` among `stated`, of a roll of `roll` electors.

    Wilson's score interval (Wilson 1927, JASA 22:209) with the effective sample n(N-1)/(N-n) in
    place of n, the finite population correction (Cochran, Sampling Techniques, 1977, ch. 2): a
    complete canvass has no error. None without answers; an unknown roll is taken as infinite.
    """
    if not stated:
        return None
    share = counted / stated
    if roll is not None and stated >= roll:
        return Interval(share, share)
    n = stated if roll is None else stated * (roll - 1) / (roll - stated)
    return score_interval(share, n)


def score_interval(share: float, n: float) -> Interval:
    """Wilson's 95% interval of a share (a fraction of one) worth `n` > 0 independent answers.

    For an estimate with a variance of its own, n is share (1 - share) / variance (Kott and Carr
    1997, J. Official Statistics 13:81).
    """
    z = float(Z95)
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return Interval(max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half)))


def margin_squared(ours: int, rival: int, stated: int, roll: int | None) -> Fraction | None:
    """Square of the 95% half-width of the lead, exact, so that verdicts compare fractions.

    var(d) = (p1 + p2 - d^2)/n * (N-n)/(N-1), the variance of a difference of two multinomial
    shares without replacement (Cochran 1977, ch. 3). None without answers, without a roll, or where
    the answers are all alike.
    """
    if not stated or roll is None:
        return None
    if stated >= roll:
        return Fraction(0)
    # The same as margin_squared_of, in whole numbers: one fraction is made, and reduced once.
    varied = (ours + rival) * stated - (ours - rival) ** 2
    if not varied:
        return None
    z = Z95.numerator**2, Z95.denominator**2
    return Fraction(z[0] * varied * (roll - stated), z[1] * stated**3 * (roll - 1))


def margin_squared_of(
    lead: Fraction, named: Fraction, stated: int, roll: int | None
) -> Fraction | None:
    """The same of a lead and of the share that both candidates have together.

    An unknown roll is taken as infinite. Answers that are all alike show no variance, however few
    they are: nothing is known of the others then, and there is no margin rather than one of nought.
    """
    if roll is not None and stated >= roll:
        return Fraction(0)
    variance = named - lead**2
    left = Fraction(1) if roll is None else Fraction(roll - stated, roll - 1)
    return Z95**2 * variance / stated * left if variance else None


def half_width(squared: Fraction | None) -> float | None:
    """The margin itself, as a fraction of one."""
    return None if squared is None else sqrt(squared.numerator / squared.denominator)
