"""Telephone numbers that ring nowhere: Ofcom's ranges for drama, each number given out once."""

from random import Random

# Ofcom, "Telephone numbers for use in TV and radio drama programmes".
MOBILES = "07700 900"
LANDLINES = (
    *(f"011{n} 496 0" for n in (3, 4, 5, 6, 7, 8)),
    *(f"0{n} 496 0" for n in (121, 131, 141, 151, 161)),
    "020 7946 0", "0191 498 0", "028 9649 6", "029 2018 0", "01632 960",
)  # fmt: skip


class NumberPool:
    """Hands out drama numbers, a town's own first and then any other."""

    def __init__(self, rng: Random) -> None:
        self._mobiles = self._shuffled(rng, MOBILES)
        self._landlines = {prefix: self._shuffled(rng, prefix) for prefix in LANDLINES}

    @staticmethod
    def _shuffled(rng: Random, prefix: str) -> list[str]:
        numbers = [f"{prefix}{n:03d}" for n in range(1000)]
        rng.shuffle(numbers)
        return numbers

    def mobile(self) -> str:
        """The next mobile, or nothing once the thousand are gone."""
        return self._mobiles.pop() if self._mobiles else ""

    def landline(self, preferred: tuple[str, ...]) -> str:
        """A landline of the first preferred range that has any left, else of the fullest range."""
        for prefix in preferred:
            if self._landlines[prefix]:
                return self._landlines[prefix].pop()
        return max(self._landlines.values(), key=len).pop()
