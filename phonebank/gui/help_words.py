"""What the help says about each page, and whose facts the program carries."""

from collections.abc import Mapping, Sequence

HELP: Mapping[str, Sequence[str]] = {
    "Call": (
        "One person at a time. Ring the number, then press the key beside what happened: 1 if you "
        "spoke to them, 2 if nobody answered, 3 for a machine, and so on. Ctrl+Enter saves and "
        "brings the next person.",
        "Every button shows its key. Press 0 (or Alt+0 while you type a note) when somebody asks "
        "not to be rung again: it is kept beside whatever else they said.",
        "Ctrl+Z takes your last call back, Q passes somebody over, / goes to the note, Ctrl+D "
        "hands the number to your telephone program. phonebank itself never dials.",
        "K (once you spoke) notes a promised callback: press the key beside a time, or type the "
        "time itself, such as 1945.",
        "If a call cannot be saved it comes back to the screen as you typed it, with a sentence "
        "saying why.",
    ),
    "My calls": (
        "Your own calls of today and the last three days, with the first name and an initial only. "
        "Figures above: calls, those that reached the elector, those who stated an answer.",
        "Enter leads to the fields at the right: say what really came of the call and save it with "
        "Ctrl+Enter. The old record is kept beside the new one and counts no more.",
    ),
    "Electors": (
        "Type the beginning of any part of a name, in any order, or a membership number. Accents "
        "and apostrophes do not matter.",
        "At the right is everything known of the elector, their newest call first. A call that was "
        "taken back stays in the history and says so, but counts for nothing.",
    ),
    "Lists": (
        "At the left every call list with its state and who can be rung now; Enter goes into one, "
        "F5 counts anew. Only an open list within its times is served, and only to the callers it "
        "is for. Ctrl+N makes a list, F2 edits the chosen one.",
        "Why waiting counts every elector of the list once, by the first reason that keeps them "
        "from being rung, and offers beside it what helps. Whoever only cools down comes back by "
        "themselves.",
        "Leases say who holds whom, since when and at which machine. A program that died gives its "
        "electors back by itself after two minutes; Release does it at once. A call under way is "
        "logged all the same.",
        "Cases are what callers left to an organiser. Settle one with a note, and the elector may "
        "be rung again. Scripts, beside Call lists, holds what callers say.",
    ),
    "Packs": (
        "For a caller without a connection. New pack (Ctrl+N) writes the next electors of a list "
        "into one encrypted file and holds them for that caller; its passphrase is shown once. The "
        "same program opens the file at home.",
        "Take a return in (Ctrl+R) brings the calls back, as often as you like: each counts once. "
        "A call that breaks a rule is put by, for you to take or to leave out.",
        "Recall a pack that is lost: its electors are free at once. A whole return can be undone; "
        "a do-not-call said in it stays in force.",
    ),
    "Paper": (
        "For a room without laptops. Print sheets… (Ctrl+P) makes a PDF of the next electors of a "
        "list, twelve on a page; nobody else is given them until the end of the next day, unless "
        "somebody releases them on the Lists page.",
        "To enter a sheet type its number, who rang and when, once. Then for each row the keys in "
        "the boxes that were ticked, and Enter. Page Down leaves a row open, Page Up goes back: a "
        "row entered wrongly is corrected by its keys and Enter. Escape puts the sheet away.",
        "Do not call (0) is in force at once. Destroy the paper when all rows are entered.",
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
        "Alt+M turns to the map and back: one hexagon for each seat, all of one size, neighbours "
        "together as far as can be. A colour says who is in front there, and only where the "
        "figures bear it; the key beside the map says what each shade means. Arrows go from seat "
        "to seat; Enter chooses one, and once more leads to its row in the table.",
        "Ctrl+N makes a call list of the chosen place: of those there who have not answered yet, "
        "which is what settles a seat that is not to be believed.",
        "Ctrl+E exports what is shown. A copy of the tables is kept under a number that stands on "
        "the file; Reported, Given out shows it again.",
    ),
    "Shifts": (
        "One line per session, the next one first. Ticks say who came. A call belongs to a shift "
        "if its caller is of it and it was made then, half an hour before and after included; of "
        "two shifts at once, to the nearer.",
        "Attempts are electors served and logged, dials those with a number, contacts those who "
        "spoke, stated those who named a candidate or said undecided. Calls an hour are reckoned "
        "from each caller’s first call to their last.",
        "F11 shows the board over the whole screen, for everybody in the room: figures only, and "
        "first names of callers if you tick them. Escape leaves it. Ctrl+N plans a shift.",
        "Follow-ups are what electors offered or asked for. Work them off from the top; Done takes "
        "one out of the list.",
    ),
    "Campaign": (
        "What the campaign is about: dates, candidates with their keys and colours, sections with "
        "what is known of their sizes, reasons, the words of a verdict, calling rules, callers. "
        "Ctrl+S saves the tab; the window is then shown anew with what changed.",
        "A line that calls, electors or reports use cannot be taken away; give it another name. "
        "The short name of a candidate stands in every call and stays.",
        "Whoever leaves keeps their calls and gives back whom they hold. An archived campaign is "
        "read-only until an organiser takes it up again.",
    ),
    "Insight": (
        "How far to believe the canvass: which way it moves, who switched, whether those who are "
        "hard to reach differ, what outside polls say, whether callers hear what they hope, and "
        "what more calls would bring. Every chart says on whom it rests; amber is a warning.",
        "Rest the pointer on a mark, or go from mark to mark with the arrow keys once Tab has come "
        "to the chart: it says the figure with its interval and its base, as the table has them. "
        "Escape leaves the mark.",
        "The four buttons of a chart show its table, copy picture and table (Ctrl+C on the chart), "
        "save it as PNG, SVG or PDF, and print it. Ctrl+E writes all of them to one PDF, but for "
        "that of the callers, which is not to be passed on.",
        "Under Reach, move the sliders to see what other callers, hours and costs would bring "
        "before ballots close.",
    ),
    "Reported": (
        "What others say: canvasses that MPs gave the press, outside polls, endorsements. Figures "
        "stand as printed and are never forced to add up.",
        "Ctrl+N enters a line, F2 edits the chosen one, Delete removes it and Ctrl+Z puts it back; "
        "Import a file brings in many. Who entered or changed a line stands beside it.",
        "The declared result is kept too, and shown only when you ask for it. MPs are the names "
        "that stand beside their places in the canvass.",
        "Given out leads to what we gave others: every table, as it was then, under its number.",
    ),
    "Given out": (
        "Whatever is exported, saved as a chart or printed is kept here as it was: numbered, dated "
        "and never changed. The number and the beginning of its fingerprint stand on the file, so "
        "that whoever is quoted can look up what was really given out.",
        "Type a number, the beginning of a fingerprint, or words (Ctrl+F); Enter opens the copy. "
        "Ctrl+Page Down and Ctrl+Page Up turn its sheets, Escape goes back to all copies.",
        "Ctrl+E writes the copy out again as a workbook, a page or CSV: the same tables under the "
        "same number, without charts. No other copy is kept of that.",
        "A copy whose fingerprint does not match was altered and is not opened: look for it in a "
        "backup, and do not quote it. What was only put on the clipboard is not kept.",
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
