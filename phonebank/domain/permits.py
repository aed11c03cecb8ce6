"""Who may do what: the one place where a role decides."""

import unicodedata
from dataclasses import dataclass
from enum import Enum

from phonebank.domain.errors import NotPermitted


class Role(Enum):
    VOLUNTEER = "volunteer"
    ORGANISER = "organiser"


class Right(Enum):
    """What a service asks before it changes or reveals something; the value completes "may …"."""

    RING = "ring electors"
    SEE_ELECTORS = "look up electors"
    SEE_FIGURES = "see the canvass"
    EXPORT = "export figures"
    IMPORT = "import files"
    RUN_CAMPAIGN = "run the campaign"
    CORRECT = "correct electors"
    ACT_FOR_OTHERS = "log or undo calls of somebody else"
    ARCHIVE = "archive the campaign"


UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})
VOLUNTEERS_MAY = frozenset({Right.RING})
ARCHIVED_LET = frozenset({Right.SEE_ELECTORS, Right.SEE_FIGURES, Right.EXPORT, Right.ARCHIVE})


@dataclass(frozen=True, slots=True)
class Actor:
    """The caller on whose behalf a service acts, and the running program (seat) they sit at.

    Of an archived campaign everything may be seen and nothing changed.
    """

    caller_id: int
    name: str
    role: Role
    seat: str | None = None
    is_archived: bool = False

    def may(self, right: Right) -> bool:
        if self.is_archived and right not in ARCHIVED_LET:
            return False
        return self.role is Role.ORGANISER or right in VOLUNTEERS_MAY


def caller_key(name: str) -> str:
    """The spelling that one person's names share: all but case and spare spaces counts."""
    folded = unicodedata.normalize("NFC", name).casefold()
    return " ".join(unicodedata.normalize("NFC", folded).split())


def is_name(text: str) -> bool:
    """Whether there is anything in it that can be seen."""
    return any(unicodedata.category(sign) not in UNSEEN for sign in text)


def require(actor: Actor, right: Right) -> None:
    if actor.may(right):
        return
    if actor.is_archived:
        raise NotPermitted(
            "This campaign is archived: it can be read and exported, not changed.",
            kept="Nothing was changed.",
            next_step="An organiser can take it up again on the Campaign page.",
        )
    raise NotPermitted(
        f"A {actor.role.value} may not {right.value}.", next_step="Ask an organiser."
    )


def require_own(actor: Actor, caller_id: int) -> None:
    """Volunteers handle their own calls only."""
    require(actor, Right.RING)
    if caller_id != actor.caller_id:
        require(actor, Right.ACT_FOR_OTHERS)
