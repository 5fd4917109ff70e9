"""Every page in a Chromium without a network: nothing asked for, nothing wrong, nothing out of reach.

Skipped where there is no Chromium; the check by axe-core needs its file too: `npm install axe-core` in the
project, or the path of `axe.min.js` in AXE_CORE.
"""

import os
from pathlib import Path

import pytest

import broadsheet as bs

AXE = Path(os.environ.get("AXE_CORE") or "node_modules/axe-core/axe.min.js")

WIDTHS = (360, 768, 1440)


@pytest.fixture
def open_page(browser):
    """Open a page with the network gone; what it asked for and complained about is in `page.troubles`."""
    contexts = []

    def open_(path, width=1440, **settings):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, **settings
        )
        contexts.append(context)
        context.set_offline(True)
        page = context.new_page()
        page.troubles = []
        page.on("console", lambda message: page.troubles.append(message.text))
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        page.on("request", lambda request: page.troubles.append(request.url[:200]))
        page.goto(path.as_uri())
        # The page itself is the one thing that may be asked for; pictures are within it.
        page.troubles = [
            t for t in page.troubles if t != path.as_uri() and not t.startswith("data:")
        ]
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def pages(report):
    """The pages of the report and of its articles."""
    return [*report, *sorted((report[0].parent / "article_pages").iterdir())]


def test_no_request_and_no_complaint(pages, open_page):
    for path in pages:
        assert open_page(path).troubles == []


def test_everything_can_be_read_without_scripts(pages, open_page):
    for path in pages:
        page = open_page(path, java_script_enabled=False)
        assert page.locator("h1").count() == 1
        assert len(page.locator("main").inner_text()) > 200


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(pages, open_page, width):
    for path in pages:
        page = open_page(path, width)
        for code in (False, True):
            if code and page.locator("#code").count():
                page.locator("#code").check()
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (
                path.name
            )


@pytest.mark.skipif(
    not AXE.exists(), reason="axe-core is not here: set AXE_CORE to its axe.min.js"
)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 360)])
def test_axe_finds_nothing(pages, open_page, scheme, width):
    script = AXE.read_text(encoding="utf-8")
    for path in pages:
        page = open_page(path, width, color_scheme=scheme, bypass_csp=True)
        for code in (False, True):
            if code and not page.locator("#code").count():
                continue
            if code:
                page.locator("#code").check()
            page.evaluate(script)
            found = page.evaluate("axe.run()")["violations"]
            said = [
                (v["id"], node["html"][:200], node["failureSummary"])
                for v in found
                for node in v["nodes"][:3]
            ]
            assert not said, (path.name, code, said)


def test_a_long_speaker_does_not_widen_the_page(tmp_path, open_page):
    """A source of a whole clause, as the legend of an article has it."""
    from nbformat.v4 import new_code_cell, new_notebook, new_output

    from broadsheet.report import ReportExporter

    articles = bs.read_articles("data").iloc[:1]
    quotes = bs.find_quotes(articles, bs.tokenize(articles))
    quotes["speaker"] = (
        "a panel of nine reporters and two former ministers led by the presenter of tonight"
    )
    shown = bs.show_article(articles, articles.index[0], quotes)._repr_mimebundle_()
    notebook = new_notebook(
        cells=[new_code_cell(outputs=[new_output("display_data", shown)])]
    )
    path = tmp_path / "page.html"
    path.write_text(ReportExporter().from_notebook_node(notebook)[0], encoding="utf-8")
    assert open_page(path, 360).evaluate("document.documentElement.scrollWidth") <= 360


def test_the_keyboard_follows_a_speaker_to_a_quotation_and_on_into_the_article(
    report, open_page
):
    page = open_page(report[3])
    page.locator('td[data-column="speaker"] a').first.press("Enter")
    voice = page.locator(":target")
    assert voice.bounding_box()["y"] < 900
    voice.locator("li a").first.press("Enter")
    page.wait_for_url("**/article_pages/*.html#*")
    assert 0 <= page.locator("mark:target").bounding_box()["y"] < 900


def test_code_is_hidden_until_asked_for(report, open_page):
    page = open_page(report[1])
    assert not page.locator("pre.code").first.is_visible()
    page.locator("#code").check()
    assert page.locator("pre.code").first.is_visible()


def test_the_keyboard_reaches_every_mark_and_it_explains_itself(report, open_page):
    page = open_page(report[3])
    marks = page.locator(".bs-article mark[tabindex]")
    assert marks.count() > 10
    first = marks.first
    first.focus()
    assert first.locator("> .bs-tip").is_visible()
    reached = 1
    for _ in range(marks.count() - 1):
        page.keyboard.press("Tab")
        reached += page.evaluate("document.activeElement.matches('.bs-article mark')")
    assert reached >= marks.count() - 2 * page.locator(".bs-legend").count()


def test_the_legend_shows_one_speaker_alone(report, open_page):
    page = open_page(report[3])
    article = page.locator(".bs-article").first
    lines = "mark => getComputedStyle(mark).textDecorationColor"
    of = {
        number: article.locator(f'mark.bs-quote[data-s="{number}"]').first
        for number in (1, 2)
    }
    shown = {number: mark.evaluate(lines) for number, mark in of.items()}
    article.locator('.bs-legend input[value="2"]').check()
    assert of[2].evaluate(lines) == shown[2]
    assert of[1].evaluate(lines) != shown[1]


def test_a_tip_stays_within_the_page(report, open_page):
    page = open_page(report[3], 360)
    for mark in page.locator(".bs-article mark[tabindex]").all()[:40]:
        mark.focus()
        box = mark.locator("> .bs-tip").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
