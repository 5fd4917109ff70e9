"""How evenly each word is spread over the articles of its group, from the cells that are not empty."""

from dataclasses import dataclass

import numpy as np

from broadsheet.words.cells import ArticleCells, Cells, Layout

MEASURES = ("dp", "dp_norm", "juilland_d", "se")


@dataclass(frozen=True)
class CellSums:
    """Sums over the articles that have a word, one element for each word of each group."""

    count: np.ndarray  # its occurrences
    squares: np.ndarray  # of the occurrences in an article
    products: np.ndarray  # of these and the article's words
    rates: np.ndarray  # occurrences by the article's words
    rate_squares: np.ndarray
    shares: np.ndarray  # |v - s| - s, as `measure_spread` explains


def _sum_cells(layout: Layout, cells: Cells, in_articles: ArticleCells) -> CellSums:
    place = in_articles.place
    cell_count = len(cells.key)

    def added(values: np.ndarray) -> np.ndarray:
        return np.bincount(place, weights=values, minlength=cell_count)

    count = in_articles.count
    size = layout.size[in_articles.row]
    total_of_cell = layout.total[cells.group]
    share = size / total_of_cell[place]
    occurrences = added(count)
    own_share = count / occurrences[place]
    distance = np.abs(own_share - share)
    rate = count / size
    return CellSums(
        count=occurrences,
        squares=added(count**2),
        products=added(count * size),
        rates=added(rate),
        rate_squares=added(rate**2),
        shares=added(distance - share),
    )


def _smallest(layout: Layout) -> np.ndarray:
    """Return the size of the smallest article of each group."""
    is_filled = layout.is_filled
    group = layout.group[is_filled]
    size = layout.size[is_filled]
    smallest = np.full(layout.group_count, np.inf)
    np.minimum.at(smallest, group, size)
    return smallest


def _squares(layout: Layout) -> np.ndarray:
    """Return the sum of the squares of the articles' sizes, by group."""
    is_filled = layout.is_filled
    sizes = layout.size[is_filled]
    group = layout.group[is_filled]
    return np.bincount(group, weights=sizes**2, minlength=layout.group_count)


def measure_spread(
    layout: Layout, cells: Cells, in_articles: ArticleCells
) -> dict[str, np.ndarray]:
    """Measure DP, its normalised form, Juilland's D and the standard error of the rate per thousand.

    With v the article's share of the word's occurrences and s its share of the group's words, Gries' (2008)
    DP is half the sum of |v - s|. An article without the word adds s to the sum and one with it |v - s|, so
    the sum is one (all the shares) and, for each article that has the word, |v - s| - s. The sums of squares
    of Juilland's D (1970) and of the standard error of a ratio estimate (Cochran 1977) go the same way.

    Returns:
        An array for each of `MEASURES`, missing where a group has one article.
    """
    sums = _sum_cells(layout, cells, in_articles)
    return spread_of_sums(layout, cells.group, sums)


def spread_of_sums(
    layout: Layout, group: np.ndarray, sums: CellSums
) -> dict[str, np.ndarray]:
    """Return what `measure_spread` does, from sums over articles.

    Args:
        layout: the articles and groups.
        group: the group of each cell.
        sums: the sums of each cell.
    """
    total = layout.total[group]
    articles = layout.of_articles[group].astype(float)
    smallest = _smallest(layout)[group]
    squares_of_sizes = _squares(layout)[group]
    # Missing where there is one article, and so no spread.
    is_sampled = np.where(articles > 1, 1.0, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        dp = (1 + sums.shares) / 2 * is_sampled
        highest_dp = 1 - smallest / total
        mean = sums.rates / articles
        mean_square = sums.rate_squares / articles
        spread = np.maximum(mean_square - mean**2, 0)
        variation = np.sqrt(spread) / mean
        juilland = 1 - variation / np.sqrt(articles - 1) * is_sampled
        rate = sums.count / total
        squared_error = sums.squares - 2 * rate * sums.products
        squared_error = squared_error + rate**2 * squares_of_sizes
        variance = np.maximum(squared_error, 0) * articles / (articles - 1)
        error = np.sqrt(variance)
        return {
            "dp": dp,
            "dp_norm": dp / highest_dp,
            "juilland_d": juilland,
            "se": 1000 * error / total * is_sampled,
        }
