"""Rates by person, never by call: RR1, RR2, COOP1, REF1, CON1 of AAPOR (2016)."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from phonebank.domain.outcomes import Disposition

REACHED = (
    Disposition.INTERVIEW,
    Disposition.PARTIAL,
    Disposition.HARD_REFUSAL,
    Disposition.SOFT_REFUSAL,
    Disposition.OTHER,
)


@dataclass(frozen=True, slots=True)
class Rates:
    """Each a fraction, or None where nobody is in its denominator."""

    response: Fraction | None
    response_with_partial: Fraction | None
    cooperation: Fraction | None
    refusal: Fraction | None
    contact: Fraction | None


def rates(people: Mapping[Disposition, int]) -> Rates:
    """Rates from the number of electors whose furthest disposition is each; NE is left out."""
    interviews, partials = people.get(Disposition.INTERVIEW, 0), people.get(Disposition.PARTIAL, 0)
    refusals = people.get(Disposition.HARD_REFUSAL, 0) + people.get(Disposition.SOFT_REFUSAL, 0)
    reached = sum(people.get(disposition, 0) for disposition in REACHED)
    everyone = sum(
        n for disposition, n in people.items() if disposition is not Disposition.NOT_ELIGIBLE
    )
    return Rates(
        response=_share(interviews, everyone),
        response_with_partial=_share(interviews + partials, everyone),
        cooperation=_share(interviews, reached),
        refusal=_share(refusals, everyone),
        contact=_share(reached, everyone),
    )


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None
