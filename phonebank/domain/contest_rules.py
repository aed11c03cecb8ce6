"""What a contest must have so that everything later can rely on it."""

from collections.abc import Callable, Sequence

from phonebank.domain.contest import Contest
from phonebank.domain.errors import PhonebankError
from phonebank.domain.outcomes import NOT_A_CANDIDATE
from phonebank.domain.places import place_key

KEYS_OF_THE_CALL_PAGE = frozenset("UWNTFLBYRVMHGQKJ0123456789")
Refuse = Callable[[str], PhonebankError]


def check_contest(contest: Contest, refuse: Refuse) -> None:
    """Raise what `refuse` makes of the first rule that the contest breaks, in words."""
    if len(contest.candidates) < 2:
        raise refuse("a contest needs two candidates or more")
    if sum(candidate.is_ours for candidate in contest.candidates) != 1:
        raise refuse("exactly one candidate must say ours = true")
    if contest.ballots_close <= contest.ballots_open:
        raise refuse("ballots close before they open")
    _check_names("candidate", [candidate.short for candidate in contest.candidates], refuse)
    _check_names("section", [section.name for section in contest.sections], refuse)
    _check_names("affiliate", [affiliate.name for affiliate in contest.affiliates], refuse)
    _check_names("previous vote", [choice.short for choice in contest.previous], refuse)
    _check_names("reason", [reason.name for reason in contest.reasons], refuse)
    reserved = [c.short for c in contest.candidates if c.short.casefold() in NOT_A_CANDIDATE]
    if reserved:
        raise refuse(f"a candidate cannot be called “{reserved[0]}”")
    _check_keys(contest, refuse)


def _check_names(what: str, names: Sequence[str], refuse: Refuse) -> None:
    keys = [place_key(name) for name in names]
    for name, key in zip(names, keys, strict=True):
        if not key:
            raise refuse(f"a {what} needs a name")
        if keys.count(key) > 1:
            raise refuse(f"there are two {what}s named “{name}”")


def _check_keys(contest: Contest, refuse: Refuse) -> None:
    """Candidates' and reasons' keys share the Call page with its own keys."""
    taken: dict[str, str] = dict.fromkeys(KEYS_OF_THE_CALL_PAGE, "the Call page")
    keyed = [(c.key, c.short) for c in contest.candidates]
    keyed += [(reason.key, reason.name) for reason in contest.reasons if reason.key]
    for key, name in keyed:
        if len(key) != 1:
            raise refuse(f"the key of “{name}” must be one letter")
        if key in taken:
            raise refuse(f"the key {key} of “{name}” is already used by {taken[key]}")
        taken[key] = f"“{name}”"
