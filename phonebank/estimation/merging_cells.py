"""Putting cells with too few answers together with their neighbours, and saying so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FEWEST = 5


@dataclass(slots=True)
class _Group:
    names: list[str]
    stated: int

    @property
    def title(self) -> str:
        return " + ".join(self.names)


def merged_groups(
    section: str, levels: Sequence[tuple[str, float, int]]
) -> tuple[Mapping[str, str], Sequence[str]]:
    """Each level's group and a sentence per merger; a level is (name, population, answers).

    The level with the fewest answers is put together with the neighbour that has fewer, until
    each group has at least 5 (collapsing of cells: Kalton and Flores-Cervantes 2003, J. Official
    Statistics 19:81). `levels` come in their own order, as of time. A level of nobody is left out.
    """
    groups = [_Group([name], stated) for name, population, stated in levels if population]
    sentences = []
    while len(groups) > 1 and (few := min(groups, key=lambda it: it.stated)).stated < FEWEST:
        at = groups.index(few)
        sides = [groups[it] for it in (at - 1, at + 1) if 0 <= it < len(groups)]
        beside = min(sides, key=lambda it: it.stated)
        sentences.append(_sentence(section, few, beside))
        groups[at : at + 1] = []
        few_first = groups.index(beside) >= at
        beside.names = few.names + beside.names if few_first else beside.names + few.names
        beside.stated += few.stated
    return {name: it.title for it in groups for name in it.names}, tuple(sentences)


def _sentence(section: str, few: _Group, beside: _Group) -> str:
    answered = {0: "Nobody", 1: "Only one"}.get(few.stated, f"Only {few.stated}")
    return (
        f"{answered} of “{few.title}” ({section}) answered, so they are weighted together"
        f" with “{beside.title}”."
    )
