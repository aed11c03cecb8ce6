"""Opens the window, where there is a screen for it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from phonebank.cli.answers import Answer
from phonebank.cli.values import passphrase_in
from phonebank.domain.errors import PhonebankError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping

    from phonebank.domain.addresses import CampaignAddress

UNSEEN = {"offscreen", "minimal"}
WITHOUT_SCREEN = "There is no screen here, so no window was opened."


class NoScreen(PhonebankError):
    """The window was asked for where nobody could see it."""

    code = "no-screen"
    status = 1


def window(args: Namespace) -> Answer:
    """The window on a campaign, or on the start page."""
    passphrase = passphrase_in(args.passphrase_file)
    if not has_screen(os.environ, sys.platform):
        _refuse_unseen(args.campaign, passphrase)
    campaign = _floor_of_pack(args.campaign, passphrase)
    document = {"campaign": str(campaign) if campaign else None, "window": True}
    return Answer(document, (), then=lambda: opened_window(campaign, passphrase))


def _floor_of_pack(
    campaign: CampaignAddress | None, passphrase: str | None
) -> CampaignAddress | None:
    """The working file of a pack, made if there is none yet; any other campaign as it is."""
    if not isinstance(campaign, Path) or campaign.suffix != ".pack":
        return campaign
    from phonebank.services.pack_floor import open_pack, working_file

    open_pack(campaign, passphrase).close()
    return working_file(campaign)


def opened_window(campaign: CampaignAddress | None, passphrase: str | None) -> int:
    """Show the window until it is closed; ImportError where Qt is not on this computer."""
    from phonebank.app import open_window

    return open_window(campaign, passphrase)


def has_screen(environ: Mapping[str, str], platform: str) -> bool:
    """Whether a window could be seen; asked before Qt, which would end the program if not."""
    chosen = environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if chosen:
        return chosen not in UNSEEN
    seen = environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")
    return not platform.startswith("linux") or bool(seen)


def _refuse_unseen(campaign: CampaignAddress | None, passphrase: str | None) -> None:
    """Say what is wrong with the campaign, if anything is, before saying there is no screen."""
    if campaign is not None:
        from phonebank.services.pack_floor import open_any

        open_any(campaign, passphrase).close()
    raise NoScreen(
        WITHOUT_SCREEN,
        next_step="Log in with a screen, or see phonebank --help for what needs none.",
    )
