"""Which pages there are, who sees them, and in which order they stand in the rail."""

from collections.abc import Mapping, Sequence

from phonebank.domain.permits import Actor, Role
from phonebank.domain.report_entries import Report
from phonebank.gui.pages.call.page import CallPage
from phonebank.gui.pages.campaign.page import CampaignPage
from phonebank.gui.pages.canvass.page import CanvassPage
from phonebank.gui.pages.duplicates.page import DuplicatesPage
from phonebank.gui.pages.electors.page import ElectorsPage
from phonebank.gui.pages.given_out.page import GivenOutPage
from phonebank.gui.pages.importing.page import ImportPage
from phonebank.gui.pages.insight.page import InsightPage
from phonebank.gui.pages.lists.page import ListsPage
from phonebank.gui.pages.my_calls.page import MyCallsPage
from phonebank.gui.pages.packs.page import PacksPage
from phonebank.gui.pages.paper.page import PaperPage
from phonebank.gui.pages.reported.page import ReportedPage
from phonebank.gui.pages.shifts.page import ShiftsPage

RailPage = (
    CallPage
    | MyCallsPage
    | ElectorsPage
    | ListsPage
    | CanvassPage
    | InsightPage
    | ReportedPage
    | ShiftsPage
    | CampaignPage
)
BehindPage = ImportPage | DuplicatesPage | PacksPage | PaperPage | GivenOutPage
AnyPage = RailPage | BehindPage
FOR_VOLUNTEERS: Sequence[type[RailPage]] = (CallPage, MyCallsPage)
FOR_ORGANISERS: Sequence[type[RailPage]] = (
    CallPage,
    MyCallsPage,
    ElectorsPage,
    ListsPage,
    CanvassPage,
    InsightPage,
    ReportedPage,
    ShiftsPage,
    CampaignPage,
)
# Pages without an item of their own in the rail, and the page that leads to them and back.
BEHIND: Mapping[type[BehindPage], type[RailPage]] = {
    ImportPage: ElectorsPage,
    DuplicatesPage: ElectorsPage,
    PacksPage: ListsPage,
    PaperPage: ListsPage,
    GivenOutPage: ReportedPage,
}
LED_TO = {behind.title: front.title for behind, front in BEHIND.items()}
REPORTS = frozenset(report.value for report in Report)


def way_back(page: BehindPage) -> str:
    """The title of the page that follows; of a file of reports, the one that shows them."""
    if isinstance(page, ImportPage) and page.kind.value in REPORTS:
        return ReportedPage.title
    return LED_TO[page.title]


def in_rail_for(actor: Actor) -> Sequence[type[RailPage]]:
    """What this caller sees; of an archived campaign organisers see all but where one rings."""
    if actor.role is not Role.ORGANISER:
        return FOR_VOLUNTEERS
    gone = FOR_VOLUNTEERS if actor.is_archived else ()
    return [kind for kind in FOR_ORGANISERS if kind not in gone]
