"""Every figure of the report on the two articles against a small picture of it, looked at when it was taken.

`python tests/charts/test_charts.py` takes the pictures anew; look at them before they are committed.
"""

import itertools
import sys
from base64 import b64decode
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from matplotlib.text import Text
from PIL import Image

import broadsheet as bs
from broadsheet import charts
from broadsheet.charts import palette, sizes, style

PICTURES = Path(__file__).parents[1] / "pictures"
WIDTH = 170  # a quarter of a page's column: enough to see what is where

# Mean difference of grey values (of 255) between two pictures of one figure. Another version of FreeType
# moves it by less than 1; a bar or a label more or less moves it by 2 and up.
TOLERANCE = 1.5


def pictures(pages):
    """Each figure of each page by name, small and grey."""
    for path in pages:
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for number, shown in enumerate(page.select("figure.output picture"), 1):
            for suffix, address in (
                ("", shown.img["src"]),
                ("-narrow", shown.source["srcset"]),
            ):
                data = b64decode(address.removeprefix("data:image/png;base64,"))
                figure = Image.open(BytesIO(data)).convert("L")
                size = (WIDTH, round(figure.height * WIDTH / figure.width))
                yield (
                    f"{path.stem}-{number}{suffix}.png",
                    figure.resize(size, Image.Resampling.LANCZOS),
                )


def test_figures_look_as_they_did(report):
    drawn = dict(pictures(report))
    assert set(drawn) == {path.name for path in PICTURES.glob("*.png")}
    for name, figure in drawn.items():
        known = Image.open(PICTURES / name)
        assert figure.size == known.size, name
        difference = np.abs(np.asarray(figure, float) - np.asarray(known, float)).mean()
        assert difference < TOLERANCE, (name, difference)


def test_each_figure_says_what_it_shows_and_gives_its_data(report):
    for path in report:
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for figure in page.select("figure.output"):
            alt = figure.img["alt"]
            if "no day" in alt or "There are no" in alt:
                continue
            assert figure.select_one("figcaption .bs-method"), alt
            file = figure.select_one("figcaption a[download]")
            assert (path.parent / file["href"]).stat().st_size > 20, alt


def test_alt_text_says_what_the_figure_shows(report):
    for path in report:
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for image in page.find_all("img"):
            assert len(image["alt"]) > 20
            assert (
                not image["alt"]
                .lower()
                .startswith(
                    ("a bar", "bar chart", "a chart", "figure", "plot", "a plot")
                )
            )


def test_nothing_leaves_a_narrow_figure():
    corpus = bs.open_corpus(Path(__file__).parents[2] / "data")
    articles, quotes = corpus.articles, corpus.quotes
    counts = bs.count_words(corpus.tokens, by="outlet", articles=articles)
    comparison = bs.compare_words(counts, "The Watch", "The Straits Times", min_count=3)
    figures = [
        charts.articles.over_time(articles),
        charts.words.frequent(counts),
        charts.words.keyness(comparison, "The Watch", "The Straits Times"),
        charts.quotes.speakers(quotes, articles),
        charts.quotes.directness(quotes, articles),
        charts.quotes.sources(quotes, articles),
        charts.quotes.verbs(bs.reporting_verbs(quotes)),
    ]
    for wide in figures:
        fig = wide.narrow()
        fig.draw_without_rendering()
        ticks = [
            label for ax in fig.axes for label in ax.get_xticklabels()
        ]  # those beyond are not drawn
        for text in set(fig.findobj(Text)) - set(ticks):
            if text.get_text().strip() and text.get_visible():
                box = text.get_window_extent()
                assert -2 <= box.x0 <= box.x1 <= fig.bbox.width + 2, text.get_text()


def test_labels_of_ticks_are_left_out_evenly_and_never_the_one_in_the_middle():
    fig, ax = style.figure()
    ax.set_xlim(-7, 7)
    labels = ["sixty-four times", "16 times", "4 times", "same"] * 2
    ax.set_xticks(range(-6, 10, 2), labels)
    fig.set_figwidth(4)
    style._thin_ticks(ax)
    shown = [
        tick.get_position()[0] for tick in ax.get_xticklabels() if tick.get_visible()
    ]
    assert 0 in shown
    steps = {right - left for left, right in itertools.pairwise(shown)}
    assert len(steps) == 1
    assert steps != {2}


@pytest.mark.parametrize("longest", [16, 17, 24])
def test_a_legend_of_long_names_stays_within_a_narrow_figure(longest):
    names = [f"{letter} Daily Standard-Herald of Ayr"[:longest] for letter in "ABCDE"]
    days = pd.Timestamp("2024-05-01")
    articles = pd.DataFrame(
        {"outlet": names, "published": days}, index=pd.Index(list("abcde"))
    ).rename_axis("article")
    article = pd.Categorical(articles.index)
    people = [f"Ida Moe {name}" for name in "abcde"]
    quotes = bs.frames.empty("quotes").reindex(range(5))
    quotes = quotes.assign(article=article, speaker=people, speaker_kind="person")
    fig = charts.quotes.speakers(quotes.assign(kind="direct"), articles).narrow()
    fig.draw_without_rendering()
    box = fig.legends[0].get_window_extent()
    assert 0 <= box.x0 <= box.x1 <= fig.bbox.width


def many_outlets(number):
    names = [f"Weekly Gazette of the Lower Valley {n}" for n in range(number)]
    days = pd.date_range("2020-01-01", periods=number, unit="s")
    frame = pd.DataFrame(
        {"outlet": names, "published": days, "words": range(10, 10 + number)}
    )
    return frame.rename_axis("article")


@pytest.mark.parametrize("draw", [charts.articles.over_time, charts.articles.lengths])
def test_a_tall_figure_has_a_form_with_few_rows_for_the_front_page(draw):
    tall = draw(many_outlets(60))
    brief = tall.brief()
    limit = sizes.TALLEST_ON_FRONT
    assert tall.get_figheight() > limit * tall.get_figwidth()
    assert brief.get_figheight() <= limit * brief.get_figwidth()
    assert "12 largest of 60 outlets; 48 are not drawn" in brief.get_supxlabel()
    assert not hasattr(draw(many_outlets(12)), "brief"), "it is drawn whole there"
    assert not hasattr(brief, "brief")


def test_titles_of_panels_and_notes_stay_within_their_figure():
    outlets = many_outlets(6).reset_index()
    counts = pd.DataFrame(
        {
            "word": "bridge",
            "outlet": outlets["outlet"],
            "count": 5,
            "total": 100,
            "per_thousand": 50.0,
            "is_stop": False,
        }
    )
    fig = charts.words.frequent(counts)
    style.lay_out(fig)
    for ax in fig.axes:
        title = ax.title if ax.title.get_text() else ax._left_title
        box = title.get_window_extent()
        assert box.x1 <= ax.get_window_extent().x1 + 4, title.get_text()
    assert len({ax.get_title("left") for ax in fig.axes}) == 6


def test_forty_outlets_can_be_told_apart():
    styles = palette.outlet_styles([f"Outlet {n:02}" for n in range(40)])
    assert len(set(styles.values())) == 40


def test_a_share_stands_in_its_bar_or_nowhere():
    articles = pd.DataFrame(
        {"outlet": ["Evening Gazette of the Lower Valley"]}, index=["a"]
    )
    kinds = ["direct"] * 9 + ["mixed"] * 2 + ["indirect"] * 9
    quotes = pd.DataFrame({"article": "a", "kind": kinds})
    wide = charts.quotes.directness(quotes, articles)
    for fig, shares in ((wide, 3), (wide.narrow(), 0)):
        fig.draw_without_rendering()
        shown = [text for text in fig.axes[0].texts if text.get_visible()]
        assert len(shown) == shares
        for text in shown:
            box = text.get_window_extent()
            bar = text.bar.get_window_extent()
            assert bar.x0 <= box.x0
            assert box.x1 <= bar.x1


def test_a_share_that_is_taken_out_takes_no_room_from_the_others():
    widths = []
    for is_written in (True, False):
        fig, ax = style.figure()
        ax.set_xlim(0, 1)
        ax.set_xticks([])
        bars = ax.barh([0], [0.02], left=[0.98])
        if is_written:
            style.write_shares(ax, bars, pd.Series([0.02]), fontsize=40)
        style.lay_out(fig)
        widths.append(ax.get_window_extent().width)
    assert widths[0] == widths[1]


def test_names_that_are_cut_alike_have_a_row_each():
    speakers = [
        f"Society of the Friends of the Lower Valley, branch {n}" for n in "ABC"
    ]
    articles = pd.DataFrame({"outlet": ["Echo"] * 3}, index=["a", "b", "c"])
    quotes = pd.DataFrame({"article": ["a", "b", "c"], "speaker": speakers})
    (ax,) = charts.quotes.speakers(quotes.assign(speaker_kind="person"), articles).axes
    assert len({label.get_text() for label in ax.get_yticklabels()}) == 3
    assert len({bar.get_y() for bar in ax.patches}) == 3


def test_an_outlet_keeps_its_style_in_a_part_of_the_column():
    outlets = pd.Series(["The Watch", "The Day", "Aurora"], dtype="category")
    assert palette.outlet_styles(outlets) == palette.outlet_styles(
        outlets[outlets == "The Day"]
    )


def luminance(color):
    parts = np.array([int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    parts = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return parts @ [0.2126, 0.7152, 0.0722]


@pytest.mark.parametrize("color", [*palette.COLORS, palette.INK, palette.MUTED])
def test_a_label_may_wear_its_outlets_colour(color):
    """4.5:1 against white (WCAG 2.2, 1.4.3)."""
    assert 1.05 / (luminance(color) + 0.05) >= 4.5


def test_dollars_are_dollars():
    fig = style.empty("From $5 to $7 million")
    assert fig.axes[0].texts[0].get_text() == r"From \$5 to \$7 million"


@pytest.mark.parametrize("alt", ["", " ", None])
def test_a_figure_needs_its_sentence(alt):
    with pytest.raises(ValueError, match="sentence"):
        style.finish(style.figure()[0], alt)


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    from broadsheet.report import make_report

    PICTURES.mkdir(exist_ok=True)
    for old in PICTURES.glob("*.png"):
        old.unlink()
    with TemporaryDirectory() as folder:
        for name, figure in pictures(make_report("data", folder).pages):
            figure.save(PICTURES / name, optimize=True)
            print(PICTURES / name, file=sys.stderr)
