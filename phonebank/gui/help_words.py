"""What the help says about each page, and whose facts the program carries."""

from collections.abc import Mapping, Sequence

HELP: Mapping[str, Sequence[str]] = {
    "Call": (
        "One person at a time. Ring the number, then press the key beside what happened: 1 if you "
        "spoke to them, 2 if nobody answered, 3 for a machine, and so on. Ctrl+Enter saves and "
        "brings the next person.",
        "Every button shows its key. Press 0 (or Alt+0 while you type a note) when somebody asks "
        "not to be rung again: it is kept beside whatever else they said.",
        "Ctrl+Z takes your last call back, Q passes somebody over, K (once you spoke) notes a "
        "promised callback, / goes to the note, Ctrl+D hands the number to your telephone program. "
        "phonebank itself never dials.",
        "If a call cannot be saved it comes back to the screen as you typed it, with a sentence "
        "saying why.",
    ),
    "Electors": (
        "Type the beginning of any part of a name, in any order, or a membership number. Accents "
        "and apostrophes do not matter.",
        "At the right is everything known of the elector, their newest call first. A call that was "
        "taken back stays in the history and says so, but counts for nothing.",
    ),
    "Import": (
        "Drop a file anywhere on the window, or choose one with Ctrl+O. What it really is decides, "
        "not its name: CSV in any encoding with any sign between its cells, Excel, OpenDocument.",
        "Then see which column holds what, and correct it; it is remembered for the next file of "
        "the same layout. The check says what would become of every row and writes nothing.",
        "A row is rejected only if it names nobody, if its place cannot be known, or if it repeats "
        "another. A number that cannot be rung costs the number, never the elector. Save the "
        "rejected rows, mend them, and import that file.",
        "Words that nobody knows yet (a misspelt constituency, a section by another name) are "
        "decided once and remembered. Ctrl+Enter goes on, Alt+Left back, Escape cancels. A whole "
        "import can be undone; calls made since are kept.",
    ),
    "Possible duplicates": (
        "Electors who may be one person, for somebody to decide: nearly the same name at the same "
        "postcode or e-mail address. A shared number is never enough: families share them.",
        "Same person folds one record into the other with its calls and numbers; two people keeps "
        "them apart, and they are not listed again. Either can be undone.",
    ),
    "Canvass": (
        "One row per constituency. Roll is everybody entitled to vote; stated is how many named a "
        "candidate or said undecided; coverage is stated over roll. Shares are of the stated.",
        "Lead is our share minus the strongest rival’s, in points, with the margin that chance "
        "alone could move it. The words follow from both: too few to say, neck and neck, in front.",
        "Bounds in the panel say how low or high a share could be if everybody not reached thought "
        "otherwise. They are wide on purpose.",
        "Hatched rows are figures that somebody reported, exactly as printed. They are never added "
        "to our own.",
    ),
    "Reported": (
        "What others say: canvasses that MPs gave the press, outside polls, endorsements. Figures "
        "stand as printed and are never forced to add up.",
        "The declared result is kept too, and shown only when you ask for it.",
    ),
}

ABOUT = (
    "A phone bank for a party leadership contest, and a canvass table that says how far to believe "
    "it. Free software under the MIT licence. It opens no connection to anywhere."
)

ATTRIBUTION: Sequence[str] = (
    "Constituencies: Source: Office for National Statistics licensed under the Open Government "
    "Licence v3.0. Contains OS data © Crown copyright and database right 2022. Contains "
    "Parliamentary information licensed under the Open Parliament Licence v3.0.",
    "The electors of the sample campaign are invented; their telephone numbers are those that "
    "Ofcom keeps for drama and reach nobody.",
)
