"""The rules of the house that no general linter knows."""

import ast
import gc
import re
import subprocess
import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

import phonebank

HOME = Path(__file__).parent.parent
ROOT = HOME / "phonebank"
MODULES = sorted(ROOT.rglob("*.py"))
TESTS = sorted((HOME / "tests").rglob("*.py"))

MAY_START_THREADS = {"gui/jobs.py", "spreadsheets/workbook_child.py"}  # it is a process apart
MAY_CATCH_EVERYTHING = {"gui/jobs.py", "gui/hooks.py"}
MAY_ASK = {"gui/ask.py"}
MAY_START_A_PROCESS = {"services/apart.py"}
THREADS = {"threading", "_thread", "concurrent.futures", "asyncio"}
QT_THREADS = {"QThread", "QThreadPool", "QRunnable", "QtConcurrent"}
DIALOGS = {"QMessageBox", "QFileDialog", "QInputDialog", "QErrorMessage"}
LINES_OF_A_MODULE = 300
STATEMENTS_OF_A_FUNCTION = 20
LINES_OF_A_FUNCTION = 40  # one wide record or query is a statement, but must still fit a glance
FROZEN = "store/migrations/versions/"  # a migration is a list that nobody edits again
# Names that SQLAlchemy gives: a declarative base, and the two doors of a column type.
GIVEN = {"Base", "process_bind_param", "process_result_value"}
KEPT_OUT = {"manager", "helper", "util", "utils", "info", "base", "handler", "process", "misc"}
AT_THE_TOP = re.compile(
    r"pyproject\.toml|phonebank|resources|sample_data|tests|README.*|ARCHITECTURE.*"
    r"|CONTRIBUTING.*|CHANGELOG.*|LICENSE|Makefile|\.gitignore|\.ci"
)
LOCK_FILE = re.compile(r".*\.lock|.*lock\.(json|yaml)|pylock.*\.toml|requirements.*\.txt", re.I)

Function = ast.FunctionDef | ast.AsyncFunctionDef
Rule = Callable[[Path], None]


def place_of(module: Path) -> str:
    return module.relative_to(ROOT).as_posix()


def for_each(paths: Sequence[Path]) -> Callable[[Rule], Callable[[], None]]:
    """Make a rule about one module one test of them all, which tells of every one that breaks it.

    A test of its own for each of thousands would cost more than the rules themselves.
    """

    def asked(rule: Rule) -> Callable[[], None]:
        def test() -> None:
            broken = [said for path in paths if (said := complaint(rule, path))]
            if broken:
                pytest.fail("\n".join(broken), pytrace=False)

        return test

    return asked


def complaint(rule: Rule, path: Path) -> str:
    """The sentence that the rule says of this module; nothing where it is kept."""
    try:
        rule(path)
    except AssertionError as broken:
        return str(broken).partition("\nassert ")[0]
    return ""


every_module = for_each(MODULES)


@pytest.fixture(scope="module", autouse=True)
def _forgetting() -> Iterator[None]:
    """The trees of all modules are much to carry through the tests that follow.

    They are much to look for rubbish in as well, over and over while they grow, and have none.
    """
    gc.disable()
    yield
    parsed.cache_clear()
    nodes.cache_clear()
    gc.enable()


@cache
def parsed(module: Path) -> ast.Module:
    return ast.parse(module.read_text("utf-8"), module)


@cache
def nodes(module: Path) -> Sequence[ast.AST]:
    return tuple(ast.walk(parsed(module)))


@cache
def imported(module: Path) -> frozenset[str]:
    """Modules that are imported, and names taken from them in full."""
    names: set[str] = set()
    for node in nodes(module):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {node.module or "", *(f"{node.module}.{it.name}" for it in node.names)}
    return frozenset(names)


@cache
def mentioned(module: Path) -> frozenset[str]:
    """Every name and attribute in the code: not comments, not strings."""
    return frozenset(node.id for node in nodes(module) if isinstance(node, ast.Name)) | {
        node.attr for node in nodes(module) if isinstance(node, ast.Attribute)
    }


def functions(module: Path) -> Iterator[Function]:
    return (node for node in nodes(module) if isinstance(node, Function))


def statements(function: Function) -> int:
    """Statements below the signature, nested ones too; the docstring is free."""
    nested = (node for node in ast.walk(function) if isinstance(node, ast.stmt))
    return sum(1 for _ in nested) - 1 - (ast.get_docstring(function) is not None)


def lines(function: Function) -> int:
    """Lines from the first statement after the docstring to the end."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def named_here(module: Path) -> Iterator[str]:
    yield module.stem
    for node in nodes(module):
        if isinstance(node, Function | ast.ClassDef):
            yield node.name


def words(name: str) -> list[str]:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_")


def test_imports_point_one_way() -> None:
    assert lint_imports() == 0, (
        "An import points up or opens a closed door: the table above names it. Move the code to "
        "the room that may do it, or pass the value in."
    )


@every_module
def test_every_room_says_what_is_in_it(module: Path) -> None:
    text = module.read_text("utf-8")
    assert not text.strip() or ast.get_docstring(parsed(module)), (
        f"{place_of(module)} opens without a sentence: say in one what is in the room."
    )


@every_module
def test_only_jobs_starts_threads(module: Path) -> None:
    used = (imported(module) & THREADS) | (mentioned(module) & QT_THREADS)
    assert place_of(module) in MAY_START_THREADS or not used, (
        f"{place_of(module)} uses {sorted(used)}: hand the work to gui/jobs.py instead."
    )


@every_module
def test_only_apart_starts_a_process_of_our_own(module: Path) -> None:
    used = imported(module) & {"multiprocessing"}
    assert place_of(module) in MAY_START_A_PROCESS or not used, (
        f"{place_of(module)} uses {sorted(used)}: hand the work to services/apart.py instead."
    )


@every_module
def test_no_module_outgrows_one_sitting(module: Path) -> None:
    count = len(module.read_text("utf-8").splitlines())
    assert count <= LINES_OF_A_MODULE or place_of(module).startswith(FROZEN), (
        f"{place_of(module)} has {count} lines, {LINES_OF_A_MODULE} are allowed: "
        "find the second idea in it and give it a module."
    )


@every_module
def test_no_function_outgrows_a_glance(module: Path) -> None:
    too_long = [
        function.name
        for function in functions(module)
        if statements(function) > STATEMENTS_OF_A_FUNCTION or lines(function) > LINES_OF_A_FUNCTION
    ]
    assert not too_long or place_of(module).startswith(FROZEN), (
        f"{place_of(module)} has functions that are too long, {too_long}: "
        f"{STATEMENTS_OF_A_FUNCTION} statements and {LINES_OF_A_FUNCTION} lines are allowed. "
        "Give a part of it a name of its own."
    )


@every_module
def test_there_is_one_sqlite_library(module: Path) -> None:
    others = {
        name
        for name in imported(module)
        if name.split(".")[0] in {"sqlite3", "pysqlite3", "apsw"} or name == "PySide6.QtSql"
    }
    assert not others, (
        f"{place_of(module)} imports {sorted(others)}: a second SQLite library in one process "
        "breaks the locks of the first and loses rows. Use store.database."
    )


@every_module
def test_qt_stays_in_the_window(module: Path) -> None:
    drawn = any(name.split(".")[0] == "PySide6" for name in imported(module))
    allowed = place_of(module).startswith("gui/") or place_of(module) == "app.py"
    assert allowed or not drawn, (
        f"{place_of(module)} imports PySide6, which only gui/ and app.py may: command-line work "
        "has to run where Qt cannot."
    )


@every_module
def test_only_jobs_and_the_hook_catch_everything(module: Path) -> None:
    lines = [
        node.lineno
        for node in nodes(module)
        if isinstance(node, ast.ExceptHandler) and catches_everything(node)
    ]
    assert place_of(module) in MAY_CATCH_EVERYTHING or not lines, (
        f"{place_of(module)} catches every exception on lines {lines}: name the errors that a "
        "user can act on and let bugs reach the hook."
    )


def catches_everything(handler: ast.ExceptHandler) -> bool:
    """Whether it swallows bugs; one that tidies up and ends in a bare `raise` does not."""
    last = handler.body[-1]
    if isinstance(last, ast.Raise) and last.exc is None:
        return False
    if handler.type is None:
        return True
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(
        isinstance(it, ast.Name) and it.id in {"Exception", "BaseException"} for it in caught
    )


@every_module
def test_nobody_turns_the_event_loop_by_hand(module: Path) -> None:
    assert "processEvents" not in mentioned(module), (
        f"{place_of(module)} calls processEvents, which lets a click in while half done: "
        "make the slow part a job."
    )


@every_module
def test_dialogs_open_only_through_ask(module: Path) -> None:
    used = mentioned(module) & DIALOGS
    assert place_of(module) in MAY_ASK or not used, (
        f"{place_of(module)} opens {sorted(used)} itself: go through gui/ask.py, so that tests "
        "can answer."
    )


@every_module
def test_names_say_what_a_thing_is(module: Path) -> None:
    empty = sorted(
        name
        for name in named_here(module)
        if name not in GIVEN and not name.startswith("__") and KEPT_OUT & set(words(name))
    )
    assert not empty, (
        f"{place_of(module)} has {empty}: none of {sorted(KEPT_OUT)} says anything; "
        "name the thing or the doing."
    )


def tracked() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=HOME,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode or not (HOME / ".git").exists():
        pytest.skip("not a git checkout")
    return [path for path in listed.stdout.splitlines() if (HOME / path).exists()]


def test_nothing_new_lies_at_the_top() -> None:
    tops = {path.split("/")[0] for path in tracked()}
    strange = sorted(top for top in tops if not AT_THE_TOP.fullmatch(top))
    assert not strange, (
        f"{strange} at the top of the repository: give it a room in phonebank, resources, "
        "sample_data or tests, or ignore it in .gitignore."
    )


def test_no_lock_file_is_kept() -> None:
    locks = [path for path in tracked() if LOCK_FILE.fullmatch(Path(path).name)]
    assert not locks, f"{locks} pin what pyproject.toml already pins: take them out."


def test_the_changelog_opens_with_this_version() -> None:
    changelog = HOME / "CHANGELOG.md"
    text = changelog.read_text("utf-8") if changelog.exists() else ""
    headings = re.findall(r"^## +v?(\d[^\s]*)", text, re.M)
    assert headings[:1] == [phonebank.__version__], (
        f"CHANGELOG.md opens with {headings[:1]}, phonebank/__init__.py says "
        f"{phonebank.__version__}: write what changed under a heading of that version."
    )


def test_a_release_is_of_one_version() -> None:
    project = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))["project"]
    assert "version" not in project, (
        "pyproject.toml names a version: only phonebank/__init__.py does."
    )


@for_each(TESTS)
def test_tests_stand_on_real_things(module: Path) -> None:
    is_named = re.search(r"\b(unittest|mock)", module.read_text("utf-8"))
    names = imported(module) if is_named else ()  # the others need not be parsed
    pretended = {name for name in names if name.startswith(("unittest", "mock"))}
    assert not pretended, (
        f"{module.relative_to(HOME)} imports {sorted(pretended)}: use a real file in tmp_path, "
        "a builder, or a fake of ten lines."
    )


def test_the_rule_for_functions_counts_what_a_reader_reads() -> None:
    text = (
        'def f(\n    a,\n):\n    """Say.\n\n    More.\n    """\n\n    b = a\n    # why\n'
        "    if b:\n        g(\n            b,\n        )\n"
    )
    function = next(node for node in ast.parse(text).body if isinstance(node, Function))
    assert (statements(function), lines(function)) == (3, 6)


def test_every_module_that_breaks_a_rule_is_told_of() -> None:
    def rule(path: Path) -> None:
        assert path.stem == "kept", f"{path.stem} breaks it: mend it."

    for_each([Path("kept.py")])(rule)()
    with pytest.raises(pytest.fail.Exception) as failed:
        for_each([Path("one.py"), Path("kept.py"), Path("two.py")])(rule)()
    assert str(failed.value) == "one breaks it: mend it.\ntwo breaks it: mend it."
