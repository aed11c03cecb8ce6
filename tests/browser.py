"""Programs of others that open what we give out: a browser, a spreadsheet program, PDF tools."""

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

PACKAGES = {
    "chromium": "chromium",
    "soffice": "libreoffice-calc",
    "pdftotext": "poppler-utils",
    "pdffonts": "poppler-utils",
}


def needs(*programs: str) -> None:
    """Skip the test where a program is absent; where everything must be there, fail it."""
    for program in programs:
        if shutil.which(program) is None:
            told = f"{program} is not installed: apt-get install {PACKAGES[program]}"
            if os.environ.get("CI"):
                pytest.fail(told)
            pytest.skip(told)


def _run(*words: str | Path) -> str:
    return _ran(*words).stdout


def _ran(*words: str | Path, seconds: int = 180) -> subprocess.CompletedProcess[str]:
    with TemporaryDirectory(prefix="pb-home-") as home:
        environment = {**os.environ, "HOME": home}
        done = subprocess.run(
            [str(word) for word in words],
            capture_output=True,
            text=True,
            check=False,
            timeout=seconds,
            env=environment,
        )
    assert not done.returncode, done.stderr
    return done


def dom_of(page: Path) -> str:
    """The page after its scripts have run, as headless Chromium has it, with no network at all."""
    return _browsed("--virtual-time-budget=5000", "--dump-dom", page.as_uri())


def printed(page: Path, pdf: Path) -> Path:
    """The page as the browser prints it."""
    _browsed("--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri())
    return pdf


def _browsed(*words: str) -> str:
    needs("chromium")
    with TemporaryDirectory(prefix="pb-profile-") as profile:
        return _run(
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-extensions",
            "--no-first-run",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={profile}",
            *words,
        )


def converted(book: Path, folder: Path, kind: str) -> Path:
    """The workbook as LibreOffice saves it after it has opened and recalculated it."""
    needs("soffice")
    with TemporaryDirectory(prefix="pb-office-") as profile:
        _run(
            "soffice",
            f"-env:UserInstallation={Path(profile).as_uri()}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            folder,
            book,
        )
    return folder / f"{book.stem}.{kind.split(':', maxsplit=1)[0]}"


@cache
def words_of(pdf: Path) -> str:
    """The text of a PDF, its lines as they stand on the paper; nothing is found wrong in it."""
    needs("pdftotext")
    told = _ran("pdftotext", "-layout", pdf, "-")
    assert told.stderr == ""
    return told.stdout


def fonts_of(pdf: Path) -> list[list[str]]:
    """A row for each font: name, type, encoding, embedded, subset, unicode, object."""
    needs("pdffonts")
    lines = _run("pdffonts", pdf).splitlines()[2:]
    return [re.split(r"\s{2,}|\s(?=yes|no)", line.strip()) for line in lines]
