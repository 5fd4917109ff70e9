"""Every page in a Chromium without a network: nothing asked for, nothing wrong, nothing out of reach.

Skipped where there is no Chromium; the check by axe-core needs its file too: `npm install axe-core` in the
project, or the path of `axe.min.js` in AXE_CORE.
"""

import os
from pathlib import Path

import pandas as pd
import pytest

import broadsheet as bs

AXE = Path(os.environ.get("AXE_CORE") or "node_modules/axe-core/axe.min.js")

WIDTHS = (360, 768, 1440)


@pytest.fixture
def open_page(browser):
    """Open a page with the network gone; what it asked for and complained about is in `page.troubles`."""
    contexts = []

    def open_(path, width=1440, **settings):
        while contexts:  # one page at a time: each takes memory
            contexts.pop().close()
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


def check_width(page, name):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        taken = page.evaluate("document.documentElement.scrollWidth")
        assert taken <= width, (name, width)


def test_no_page_scrolls_sideways(pages, open_page):
    for path in pages:
        page = open_page(path)
        check_width(page, path.name)
        if page.locator("#code").count():
            page.locator("#code").check()
            check_width(page, f"{path.name} with its code")


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


def words_of(table):
    return table.locator('td[data-column="word"]').all_inner_texts()


def numbers_of(table, column):
    texts = table.locator(f'td[data-column="{column}"]').all_inner_texts()
    return [float(text.replace("\N{MINUS SIGN}", "-")) for text in texts]


def violations(page):
    """What axe-core finds in a page as it is now, where axe-core is here."""
    if not AXE.exists():
        return []
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    return [(each["id"], each["nodes"][0]["html"][:200]) for each in found]


def test_a_table_is_sorted_filtered_and_paged_from_the_keyboard(report, open_page):
    page = open_page(report[2], bypass_csp=True)
    table = page.locator(".bs-live", has_text="Every measure of difference")
    as_it_stands = words_of(table)
    button = table.locator("th button", has_text="log ratio")
    button.press("Enter")
    falling = numbers_of(table, "log_ratio")
    assert falling == sorted(falling, reverse=True)
    assert table.locator("[aria-sort=descending]").count() == 1
    button.press("Space")
    rising = numbers_of(table, "log_ratio")
    assert rising == sorted(rising)
    assert rising[0] < falling[0]
    button.press("Enter")
    assert words_of(table) == as_it_stands
    following = table.get_by_role("button", name="Next")
    following.press("Enter")
    assert words_of(table)[0] not in as_it_stands
    assert table.get_by_role("status").inner_text().startswith("Rows 13 to 24")
    table.get_by_role("searchbox").type("MEXIC")
    assert words_of(table)
    assert all("mexic" in word.lower() for word in words_of(table))
    assert "found among" in table.get_by_role("status").inner_text()
    # Sorted, filtered and on another page it is as accessible as at first.
    assert violations(page) == []
    table.get_by_role("searchbox").fill("no such word")
    assert table.get_by_role("status").inner_text() == "No row has that."
    assert page.troubles == []


def test_days_are_ordered_as_days_and_what_is_missing_comes_last(tmp_path, open_page):
    from broadsheet.report.site import Page, render_page

    days = ["2021-11-02", None, "2020-12-01", "2021-02-10"]
    frame = pd.DataFrame({"day": pd.to_datetime(days), "word": list("abcd")})
    path = tmp_path / "page.html"
    main = f"<h1>Days</h1>{bs.show_table(frame).html()}"
    path.write_text(render_page(Page("page.html", "Days", main=main)), encoding="utf-8")
    page = open_page(path)
    button = page.get_by_role("button", name="day")
    button.click()
    assert words_of(page) == ["c", "d", "a", "b"]
    button.click()
    assert words_of(page) == ["a", "d", "c", "b"]


def test_a_row_beyond_the_first_leads_to_its_passage(report, open_page):
    page = open_page(report[4])
    table = page.locator(".bs-live", has_text="anchor")
    table.get_by_role("searchbox").fill("P1D")
    table.locator('td[data-column="article"] a').first.click()
    page.wait_for_url("**/article_pages/*.html#*")
    assert page.locator("mark:target").count() == 1


def test_the_script_writes_citations_as_the_package_does(tmp_path, open_page):
    from broadsheet.report.site import Page, render_page
    from broadsheet.show.citation import Citations

    said = [
        'No "first" and "second", he said',
        "‘I “resign” now.’",
        "“I resign,” she said, “now”",
        "a  narrow\N{NARROW NO-BREAK SPACE}space and\N{NO-BREAK SPACE}another",
        "of " * 130,
        "an odd\x85space",
        "</textarea><b>x</b>",
    ]
    rows = pd.DataFrame({"article": "a", "start": 5, "content": said})
    articles = pd.DataFrame(
        {"outlet": "Metro", "title": "Rain", "published": pd.Timestamp("2021-10-08")},
        index=["a"],
    )
    passages = pd.DataFrame(
        {"article": ["a"], "start": [0], "paragraph": [0], "part": ["body"]}
    )
    cite = Citations(articles.assign(file="a.txt"), passages)
    table = bs.show_table(rows, rows=1, columns=["content"], cite=cite)
    path = tmp_path / "page.html"
    page = Page("page.html", "Said", main=f"<h1>Said</h1>{table.html()}")
    path.write_text(render_page(page), encoding="utf-8")
    shown = open_page(path)
    for expected in table.frame["citation"][1:]:
        shown.get_by_role("button", name="Next").click()
        assert shown.locator("textarea").input_value() == expected


HOSTILE = "</script><script>window.broken=1</script><img src=x onerror=window.broken=1>"


def test_what_texts_say_stays_text_in_tables_and_search(tmp_path, open_page):
    from broadsheet.report.search import Index, entry
    from broadsheet.report.site import Page, render_page

    frame = pd.DataFrame({"word": [f"{HOSTILE} {n}" for n in range(40)]})
    index = Index(
        {"Articles": [entry(HOSTILE, HOSTILE, ["javascript:window.broken=1"])]}
    )
    search = '<section class="search" hidden><input><p role="status"></p>'
    search += f'<div class="hits"></div>{index.html()}</section>'
    main = f"<h1>Words</h1>{search}{bs.show_table(frame, rows=5).html()}"
    path = tmp_path / "page.html"
    path.write_text(
        render_page(Page("page.html", "Words", main=main)), encoding="utf-8"
    )
    page = open_page(path)
    page.get_by_role("button", name="Next").click()
    assert words_of(page)[0] == f"{HOSTILE} 5"
    page.locator(".search input").fill("window")
    assert page.locator(".hits li").inner_text().startswith("</script>")
    assert page.locator(".hits a").count() == 0
    assert page.evaluate("window.broken") is None
    assert page.troubles == []


@pytest.mark.parametrize(
    ("query", "kind"),
    [("blinken meets", "Articles"), ("antony", "Speakers"), ("Fentanyl", "Words")],
)
def test_the_search_finds_and_leads_into_an_article(report, open_page, query, kind):
    page = open_page(report[0])
    page.locator(".search input").fill(query)
    hits = page.locator(".hits section", has_text=kind)
    hits.locator("a").first.click()
    page.wait_for_url("**/*.html*")
    assert not page.url.endswith("index.html")
    assert page.locator("h1").count() == 1


def test_the_search_says_when_it_finds_nothing(report, open_page):
    page = open_page(report[0], bypass_csp=True)
    page.locator(".search input").fill("meet")
    assert page.locator(".hits li").count()
    assert violations(page) == []
    page.locator(".search input").fill("xylophone")
    assert page.locator(".search [role=status]").inner_text() == (
        "Nothing is called that."
    )
    page.locator(".search input").fill("")
    assert page.locator(".search [role=status]").inner_text() == ""


def test_every_page_with_a_menu_leads_to_the_search(report, open_page):
    page = open_page(report[2])
    page.get_by_role("link", name="Search").click()
    assert page.locator("#search input").is_visible()


def test_without_scripts_there_is_no_search_and_no_button(report, open_page):
    for path in report[:3]:
        page = open_page(path, java_script_enabled=False)
        assert not page.locator(".search, .bs-sort, .bs-controls").first.is_visible()


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
    # The citation of each quotation is reached on the way.
    stops = page.locator(".bs-article mark[tabindex], .bs-article summary").count()
    reached = 1
    for _ in range(stops - 1):
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
