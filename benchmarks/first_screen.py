"""What a checker sees first, as pictures, and how long each step takes: six of our articles, audited, exported and opened.

    python -m benchmarks.first_screen -o docs/pictures

Needs LibreOffice (the workbook is opened and drawn by it), Chromium, and the packages of the extra ``test``. Writes worklist.png, the first
sheet of the workbook, article.png, the page of one article, and desk.png, the desk at that article; prints the steps with their seconds.
"""

from __future__ import annotations

import argparse
import io
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from PIL import Image, ImageOps
from pypdfium2 import PdfDocument

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = (*sorted((ROOT / "samples").glob("1[123]-*.txt")), *sorted((ROOT / "tests" / "articles").glob("*.txt")))
SCREEN = {"width": 1600, "height": 640}
DESK_SCREEN = {"width": 1280, "height": 800}


def timed(steps: dict[str, float], name: str, *command: object, folder: Path) -> None:
    """Runs a command in ``folder`` and notes its seconds under ``name``. Raises ``CalledProcessError`` where it fails."""
    started = perf_counter()
    subprocess.run([str(word) for word in command], cwd=folder, check=True, capture_output=True)
    steps[name] = perf_counter() - started


def screen(browser: Any, file: Path) -> Image.Image:
    """The first screen of a page."""
    page = browser.new_page(viewport=SCREEN)
    page.goto(file.as_uri())
    taken = page.screenshot()
    page.close()
    return Image.open(io.BytesIO(taken))


def desk_screen(browser: Any, audit: tuple[str, ...], folder: Path, steps: dict[str, float]) -> Image.Image:
    """The desk at the scoop, with the form of a correction open."""
    desk = subprocess.Popen(
        [*audit, "desk", "Halden Crane", "--port", "0", "--reviewer", "Ona Reed"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert desk.stdout is not None
        page = browser.new_page(viewport=DESK_SCREEN)
        address = desk.stdout.readline().strip()
        started = perf_counter()
        page.goto(address)
        page.wait_for_selector("#buttons:not([hidden])")
        steps["Chromium opens the desk at an article"] = perf_counter() - started
        page.keyboard.press("o")
        taken = page.screenshot()
        page.close()
    finally:
        desk.kill()
        desk.wait()
    return Image.open(io.BytesIO(taken))


def first_sheet(file: Path) -> Image.Image:
    """The upper part of what is printed on the first page, as wide as the screen."""
    page: Image.Image = PdfDocument(file)[0].render(scale=4).to_pil().convert("RGB")
    printed = page.crop(ImageOps.invert(page).getbbox())
    wide = printed.resize((SCREEN["width"], round(printed.height * SCREEN["width"] / printed.width)), Image.Resampling.LANCZOS)
    return wide.crop((0, 0, wide.width, min(wide.height, SCREEN["height"])))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, required=True, help="folder for the pictures")
    out = parser.parse_args().output
    from playwright.sync_api import sync_playwright

    audit = (sys.executable, "-I", "-m", "audit")
    steps: dict[str, float] = {}
    with TemporaryDirectory() as made, sync_playwright() as driver:
        folder = Path(made)
        for article in ARTICLES:
            shutil.copy(article, folder)
        timed(steps, "audit run *.txt", *audit, "run", *(one.name for one in ARTICLES), "--fail-on", "never", folder=folder)
        timed(steps, "audit export --format xlsx", *audit, "export", "--format", "xlsx", "-o", "audit.xlsx", folder=folder)
        timed(steps, "audit export --format csv", *audit, "export", "--format", "csv", "-o", "tables", folder=folder)
        timed(steps, "audit export --format html", *audit, "export", "--format", "html", "-o", "pages", folder=folder)
        office = ("soffice", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless", "--convert-to", "pdf", "audit.xlsx")
        timed(steps, "LibreOffice starts, opens and prints audit.xlsx", *office, folder=folder)
        chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        worklist = first_sheet(folder / "audit.pdf")
        (shown,) = (folder / "pages").glob("exclusive-halden-crane-*.html")
        started = perf_counter()
        first_screen = screen(browser, shown)
        steps["Chromium opens and draws the page of an article"] = perf_counter() - started
        desk = desk_screen(browser, audit, folder, steps)
        browser.close()
    out.mkdir(parents=True, exist_ok=True)
    for name, picture, colours in (("worklist.png", worklist, 16), ("article.png", first_screen, 96), ("desk.png", desk, 96)):
        picture.convert("RGB").quantize(colours).save(out / name, optimize=True)
    for name, seconds in steps.items():
        print(f"{seconds:6.1f} s  {name}")


if __name__ == "__main__":
    main()
