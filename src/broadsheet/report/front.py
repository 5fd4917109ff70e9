"""The front page: a notebook that nobody wrote, so that it passes the same checks as the others."""

from base64 import b64decode, b64encode
from html import escape
from io import BytesIO

import pandas as pd
from nbformat import from_dict
from PIL import Image

from broadsheet import __version__
from broadsheet.articles.check import plural
from broadsheet.show import Table
from broadsheet.show.prose import FINDING, NO_MATH
from broadsheet.show.table import cell, days_between, scroll

LIST = "all_articles.html"

# Of a figure taller than this many times its width the top is shown.
TALLEST, TALLEST_NARROW = 0.85, 1.8


def front_page(pages: list[dict], articles, name: str, path):
    """What was read, what was found, what was skipped, and how it was made."""
    cells = [html(f"<h1>{escape(name)}</h1>{lead(articles)}")]
    cells.append(html(f'<div class="stories">{"".join(map(story, pages))}</div>'))
    cells += [html("<h2>What was read?</h2>"), show(sources(articles))]
    cells.append(html(f'<p><a href="{LIST}">All articles</a>, each on a page of its own.</p>'))
    skipped = articles.attrs.get("skipped")
    if skipped is not None and len(skipped):
        caption = f"{len(skipped):,} could not be read and are in no figure of this report."
        cells += [html("<h2>What was skipped?</h2>"), show(Table(skipped, caption, "skipped"))]
    else:
        cells.append(html("<p>Nothing was skipped.</p>"))
    cells += [html("<h2>How was this made?</h2>"), html(colophon(pages, articles, path))]
    return page(name, *cells)


def lead(articles) -> str:
    days = articles["published"].dropna()
    outlets = articles["outlet"].nunique()
    when = f", {days_between(days.min(), days.max())}" if len(days) else ""
    words = f"{plural(len(articles), 'article')} from {plural(outlets, 'outlet')}{when}"
    return f'<p class="lead {NO_MATH}">{words}</p>'


def story(page: dict) -> str:
    """A notebook's finding as the headline, with the figure nearest to it and the way to the page."""
    results = outputs(page["notebook"])
    said = next((i for i, output in enumerate(results) if FINDING in output.get("data", {})), None)
    headline = page["title"] if said is None else results[said]["data"][FINDING]["text"]
    drawn = [i for i, output in enumerate(results) if "image/png" in output.get("data", {})]
    before = [i for i in drawn if i < (said or 0)]
    figure = picture(results[(before[-1:] or drawn)[0]]) if drawn else ""
    href, name = escape(page["href"]), escape(page["short"])
    return (
        f'<section class="story"><p class="kicker">{name}</p><h2 class="{NO_MATH}">{escape(headline)}</h2>'
        f'{figure}<p class="more"><a href="{href}">{name}: the whole page</a></p></section>'
    )


def outputs(notebook) -> list[dict]:
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


def picture(output) -> str:
    """The figure, and for a phone the narrow one; of a tall one the top: the whole would be too small."""
    about, png = output["metadata"]["image/png"], output["data"]["image/png"]
    alt, (source, width, height) = about.get("alt", ""), top(png, about, TALLEST)
    cut = ' class="cut"' if height != about["height"] else ""
    phone = ""
    if narrow := about.get("narrow"):
        data, *size = top(narrow["data"], narrow, TALLEST_NARROW)
        phone = '<source media="(max-width:30rem)" width="{}" height="{}" srcset="{}">'.format(*size, data)
    alt = escape(f"{alt} (The top.)" if cut else alt)
    image = f'<img{cut} alt="{alt}" width="{width}" height="{height}" src="{source}">'
    return f"<figure>{scroll(f'<picture>{phone}{image}</picture>', 'Figure')}</figure>"


def top(png: str, about: dict, tallest: float) -> tuple[str, int, int]:
    """A picture, or so much of its top as is `tallest` times its width: its address, width and height."""
    width, height = about["width"], about["height"]
    if height > tallest * width:
        height = round(width * tallest)
        with Image.open(BytesIO(b64decode(png))) as image:
            part, buffer = image.crop((0, 0, image.width, height * image.width // width)), BytesIO()
            part.save(buffer, format="png", optimize=True)
        png = b64encode(buffer.getvalue()).decode()
    return "data:image/png;base64," + png.replace("\n", ""), width, height


def sources(articles) -> Table:
    """One row an outlet, the largest first: how many articles, from when to when, how long."""
    frame = articles.groupby("outlet", observed=True, dropna=False).agg(
        articles=("text", "size"),
        first=("published", "min"),
        last=("published", "max"),
        characters=("text", lambda texts: texts.str.len().sum()),
    )
    frame = frame.sort_values("articles", ascending=False, kind="stable")
    return Table(frame, None, "outlets", rows=12)


def colophon(pages: list[dict], articles, path) -> str:
    newest = articles["published"].max()
    rows = {
        "Made with": f"broadsheet {__version__}",
        "Articles": path,
        "Newest article": cell(newest.normalize()) if pd.notna(newest) else "no day is known",
        "Pages": ", ".join(page["short"] for page in pages),
    }
    items = "".join(f"<dt>{key}</dt><dd>{escape(str(value))}</dd>" for key, value in rows.items())
    note = (
        "The pages are notebooks that were run on these articles; each shows its code when asked. Nothing "
        "was sent anywhere. The same articles and the same version give the same pages."
    )
    return f'<dl class="{NO_MATH}">{items}</dl><p>{note}</p>'


def page(title: str, *cells):
    """A notebook that nobody wrote: not by nbformat's functions, which check each cell against the format."""
    return from_dict({"nbformat": 4, "nbformat_minor": 4, "metadata": {"title": title}, "cells": list(cells)})


def html(text: str) -> dict:
    return show_data({"text/html": text}, {})


def show(table: Table) -> dict:
    return show_data(*table._repr_mimebundle_())


def show_data(data: dict, metadata: dict) -> dict:
    output = {"output_type": "display_data", "data": data, "metadata": metadata}
    return {"cell_type": "code", "source": "", "metadata": {}, "execution_count": None, "outputs": [output]}
