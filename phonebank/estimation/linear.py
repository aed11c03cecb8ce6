"""Solving the equations of a test whose covariances are many, and of less than full rank."""

from collections.abc import Callable, Sequence
from operator import mul

_EXACT = 1e-20


def solved(
    times: Callable[[Sequence[float]], Sequence[float]],
    variances: Sequence[float],
    values: Sequence[float],
) -> list[float]:
    """An x of which `times` gives `values`, where there is one.

    Conjugate gradients (Hestenes and Stiefel 1952, J. Research NBS 49:409) scaled by `variances`,
    the diagonal; where it is nought x is. `times` is the product with a symmetric matrix without
    negative eigenvalues; of less than full rank, every such x gives the same quadratic form.
    """
    scales = [1 / it if it > 0 else 0.0 for it in variances]
    found, left = [0.0] * len(values), list(values)
    scaled = list(map(mul, scales, left))
    towards, size = scaled, sum(map(mul, left, scaled))
    enough = _EXACT * size
    for _ in range(2 * len(values)):
        if size <= enough:
            break
        product = times(towards)
        step = size / sum(map(mul, towards, product))
        found = [x + step * it for x, it in zip(found, towards, strict=True)]
        left = [x - step * it for x, it in zip(left, product, strict=True)]
        scaled = list(map(mul, scales, left))
        before, size = size, sum(map(mul, left, scaled))
        towards = [x + size / before * it for x, it in zip(scaled, towards, strict=True)]
    return found
