"""Take the pictures in the README of the pages as they are now: `make pictures`.

Each is a PNG of the top of a page, 1200 pixels wide, light; the article page also on a phone and dark.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from broadsheet.report.pdf import find_browser

PICTURES = {
    "front": ("index.html", None, 1200, 900, "light"),
    "words": (
        "02_word_frequencies.html",
        "[id^=section-what-does-each]",
        1200,
        900,
        "light",
    ),
    "article": ("article_pages/0001-*.html", None, 1200, 900, "light"),
    "article-phone": ("article_pages/0001-*.html", ".bs-article", 390, 780, "dark"),
    "timeline": ("04_timeline.html", "[id^=section-what-happened]", 1200, 900, "light"),
    "outlets": ("05_outlets_compared.html", ".bs-pair", 1200, 900, "light"),
}


def main(report: str, folder: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(), args=["--no-sandbox"]
        )
        for name, (page, place, width, height, scheme) in PICTURES.items():
            window = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme=scheme
            )
            window.goto(next(Path(report).glob(page)).resolve().as_uri())
            if place:
                window.locator(place).first.evaluate("place => place.scrollIntoView()")
            window.screenshot(path=Path(folder) / f"{name}.png")
            window.close()
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
