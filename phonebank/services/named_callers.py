"""Finding a caller whom an organiser names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.store import callers

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from phonebank.store.schema import Caller


def known(session: Session, name: str) -> Caller:
    """The caller of that name, without regard to case; WrongUse with the known ones."""
    found = callers.named(session, name)
    if found is None:
        listed = ", ".join(one.name for one in callers.all_callers(session))
        raise WrongUse(f"There is no caller “{name}”.", next_step=f"Known: {listed}.")
    return found


def at_work(session: Session, name: str, otherwise: str = "Choose another caller.") -> Caller:
    """`known`, of those who have not left; `otherwise` is what to do about who has."""
    found = known(session, name)
    if found.has_left:
        raise InputRefused(f"{found.name} has left.", next_step=otherwise)
    return found


def check_mp(session: Session, caller_id: int | None) -> str:
    """The name of an MP, or of any (None); InputRefused where there is none to ring."""
    everybody = [one for one in callers.all_callers(session) if not one.has_left]
    mps = [one for one in everybody if one.is_mp]
    if not mps:
        raise InputRefused("No caller is an MP.", next_step="Say who is one on the Campaign page.")
    if caller_id is None:
        return "any MP"
    found = next((one for one in mps if one.id == caller_id), None)
    if found is None:
        raise InputRefused("That caller is not an MP.", next_step="Choose one, or any MP.")
    return found.name
