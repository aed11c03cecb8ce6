"""A call being entered as plain values, which are kept every two seconds, and back again."""

from __future__ import annotations

from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING, Any
from uuid import UUID

from phonebank.gui.pages.call.choices import Question
from phonebank.gui.pages.call.entries import Draft
from phonebank.gui.pages.call.key_tree import Said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from phonebank.services.serving import Served


def entered_of(draft: Draft) -> dict[str, Any]:
    """All that was entered, as JSON has it; `draft_from` makes the same call of it."""
    said = draft.said
    return {
        "call": str(draft.call_id),
        "number": draft.number_id,
        "called_at": _told(draft.called_at),
        "seconds": draft.so_far,
        "rang_us": draft.rang_us,
        "answers": {question.value: slug for question, slug in said.answers.items()},
        "reasons": list(said.reasons),
        "note": said.note,
        "other_time": _told(said.other_time),
        "do_not_call": said.do_not_call,
        "asks_previous": said.asks_previous,
        "shows_all_reasons": said.shows_all_reasons,
        "follow_ups": list(said.follow_ups),
        "pass_to": said.pass_to,
    }


def draft_from(entered: Mapping[str, Any], served: Served) -> Draft:
    """The call as it was; its seconds run on from where they were."""
    return Draft(
        served=served,
        number_id=entered["number"],
        said=_said(entered),
        call_id=UUID(entered["call"]),
        called_at=_moment(entered["called_at"]),
        began=monotonic() - entered["seconds"],
        rang_us=entered["rang_us"],
    )


def _said(entered: Mapping[str, Any]) -> Said:
    return Said(
        answers={Question(question): slug for question, slug in entered["answers"].items()},
        reasons=tuple(entered["reasons"]),
        note=entered["note"],
        other_time=_moment(entered["other_time"]),
        do_not_call=entered["do_not_call"],
        asks_previous=entered["asks_previous"],
        shows_all_reasons=entered["shows_all_reasons"],
        follow_ups=tuple(entered["follow_ups"]),
        pass_to=entered["pass_to"],
    )


def _told(when: datetime | None) -> str | None:
    return when.isoformat() if when else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
