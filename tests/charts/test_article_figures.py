"""Figures of the articles: when, and how long."""

import pandas as pd
import pytest

from broadsheet.charts import articles as figures


def many_articles(outlets, number):
    days = pd.date_range("2021-01-01", periods=number, freq="7h")
    names = pd.Categorical([f"Outlet {n % outlets:02} for $5" for n in range(number)])
    words = pd.Series(range(number), dtype="int64")
    return pd.DataFrame({"outlet": names, "published": days, "words": words})


@pytest.mark.parametrize(
    ("outlets", "number"), [(1, 1), (2, 2), (7, 40), (40, 1000), (60, 1000)]
)
@pytest.mark.parametrize("chart", [figures.over_time, figures.lengths])
def test_figures(chart, outlets, number):
    figure = chart(many_articles(outlets, number))
    figure.canvas.draw()
    (axes,) = figure.axes
    assert len(axes.get_yticks()) == min(outlets, 40)
    assert f"{number:,} article" in figure.alt
    assert ("40 with most are drawn" in figure.alt) == (outlets > 40)
    assert all(r"\$5" in label.get_text() for label in axes.get_yticklabels())


@pytest.mark.parametrize("chart", [figures.over_time, figures.lengths])
def test_figures_of_nothing(chart):
    assert "." in chart(many_articles(2, 2).iloc[:0]).alt
    assert chart(many_articles(3, 3).assign(outlet=pd.Categorical([None] * 3))).alt
