"""Weighting a canvass to the selectorate: who are too few count for more, within bounds."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from phonebank.estimation.merging_cells import merged_groups
from phonebank.estimation.raking import Margin, capped, grouped, raked


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Electors alike in what the roll says: `levels` is their section, then the period they joined
    in, then their region or affiliate: as many of these as are known, the same for all cells.

    `population` is how many the roll has; `counts` how many of them gave each stated answer.
    """

    levels: tuple[str, ...]
    population: int
    counts: Mapping[str, int]

    @property
    def section(self) -> str:
        return self.levels[0]

    @property
    def stated(self) -> int:
        return sum(self.counts.values())

    @property
    def electors(self) -> int:
        """The population, or who answered where a roll in the making has fewer."""
        return max(self.population, self.stated)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why there is no weighted figure: one sentence for the user."""

    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted:
    """Cells with the weight of each of their answers (mean one over all answers).

    `represented` is how many electors they stand for together. `groups` has, for each margin that
    was met, the group of each cell. `merged` has a sentence for each group that was put together
    with its neighbour because it held too few answers.
    """

    cells: Sequence[Cell]
    weights: Sequence[float]
    represented: float
    groups: Sequence[Sequence[Hashable]]
    merged: Sequence[str]

    @property
    def stated(self) -> int:
        return sum(cell.stated for cell in self.cells)

    @property
    def effective_n(self) -> float:
        """(sum w)^2 / sum w^2: as many equal answers would say as much (Kish 1965, Survey Sampling,
        11.7)."""
        pairs = [(cell.stated, w) for cell, w in zip(self.cells, self.weights, strict=True)]
        return sum(n * w for n, w in pairs) ** 2 / sum(n * w * w for n, w in pairs)

    @property
    def design_effect(self) -> float:
        """Answers over effective n, one or more (Kish 1992, J. Official Statistics 8:183)."""
        return self.stated / self.effective_n


def weighted(cells: Sequence[Cell], sizes: Mapping[str, int] | None = None) -> Weighted | Refused:
    """The cells weighted to the official `sizes` of sections (else to the roll's), then raked.

    Sections are post-stratified to their sizes (Holt and Smith 1979, JRSS A 142:33); then section
    by joining period, section by region and so on are raked in turn (see `raking.raked`) as far as
    cells hold people: a level of a section with fewer than 5 answers is put together with its
    neighbour in the order given, and `merged` says so. Weights are capped at 0.3 to 3 of the mean
    and renormalised. Refused, in a sentence, where nobody of a section that has people answered; a
    section of the official size nought stands for nobody and is left out.
    """
    sizes = {**_roll(cells), **(sizes or {})}
    cells = [cell for cell in cells if sizes[cell.section]]
    stated = _stated(cells)
    missing = [name for name, size in sizes.items() if size and not stated.get(name)]
    if missing or not any(stated.values()):
        return Refused(_sentence(missing, sizes))
    margins, merged = _margins(cells, sizes)
    answers = [cell.stated for cell in cells]
    start = [sizes[cell.section] / stated[cell.section] for cell in cells]
    weights = capped(answers, raked(answers, start, margins))
    return Weighted(
        cells=tuple(cells),
        weights=tuple(weights),
        represented=float(sum(sizes.values())),
        groups=tuple(margin.groups for margin in margins),
        merged=merged,
    )


def _roll(cells: Sequence[Cell]) -> dict[str, int]:
    roll: dict[str, int] = {}
    for cell in cells:
        roll[cell.section] = roll.get(cell.section, 0) + cell.electors
    return roll


def _stated(cells: Sequence[Cell]) -> dict[str, int]:
    stated: dict[str, int] = {}
    for cell in cells:
        stated[cell.section] = stated.get(cell.section, 0) + cell.stated
    return stated


def _sentence(missing: Sequence[str], sizes: Mapping[str, int]) -> str:
    if not missing:
        return "Nobody has stated an answer yet, so there is nothing to weight."
    told = " and ".join(f"“{name}” ({sizes[name]:,} electors)" for name in missing)
    return f"Nobody of {told} has stated an answer, so the canvass cannot stand for them."


def _margins(
    cells: Sequence[Cell], sizes: Mapping[str, int]
) -> tuple[Sequence[Margin], Sequence[str]]:
    """One margin for each further level within sections, or the sections alone."""
    roll = _roll(cells)
    scales = {name: sizes[name] / people if people else 0.0 for name, people in roll.items()}
    found = [_margin(cells, level, scales) for level in range(1, len(cells[0].levels))]
    if not found:
        sections = Margin([cell.section for cell in cells], dict(sizes))
        return [sections], ()
    return [margin for margin, _ in found], tuple(said for _, told in found for said in told)


def _margin(
    cells: Sequence[Cell], level: int, scales: Mapping[str, float]
) -> tuple[Margin, Sequence[str]]:
    groups: list[Hashable] = [None] * len(cells)
    merged: list[str] = []
    for section in scales:
        at = [it for it, cell in enumerate(cells) if cell.section == section]
        names, sentences = _merged(section, [cells[it] for it in at], level)
        merged += sentences
        for it in at:
            groups[it] = (section, names.get(cells[it].levels[level]))
    people = [cell.electors * scales[cell.section] for cell in cells]
    return Margin(groups, grouped(groups, people)), merged


def _merged(
    section: str, cells: Sequence[Cell], level: int
) -> tuple[Mapping[str, str], Sequence[str]]:
    names = [cell.levels[level] for cell in cells]
    people = grouped(names, [cell.electors for cell in cells])
    stated = grouped(names, [cell.stated for cell in cells])
    levels = [(str(name), people[name], int(stated[name])) for name in people]
    return merged_groups(section, levels)
