"""Whom to go on with after a call: somebody else at the number, or another number of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.gui.pages.call.offer_line import Offer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.gui.pages.call.entries import Draft
    from phonebank.services.same_number import AtNumber

NOBODY_ANSWERED = {"no-answer", "wrong-number", "dead-number"}


def offer_after(draft: Draft, outcome: str, others: Sequence[AtNumber]) -> Offer | None:
    """What to offer once the call is saved; it names no more than initial and surname."""
    if draft.said.has_somebody_on_the_line and others:
        name = shortened(others[0].name)
        return Offer(others[0].elector_id, f"Also at this number: {name}", "Go on with them")
    card = draft.served.card
    others_of_theirs = [it for it in card.numbers if it.is_usable and it.id != draft.number_id]
    if outcome in NOBODY_ANSWERED and others_of_theirs and not draft.said.do_not_call:
        who = card.first_name or "The last elector"
        return Offer(card.id, f"{who} has another number", "Ring it now")
    return None


def shortened(name: str) -> str:
    """ "B. Byron" of "Bea Byron"; a single name stays."""
    first, _, last = name.partition(" ")
    return f"{first[:1]}. {last}" if last else name
