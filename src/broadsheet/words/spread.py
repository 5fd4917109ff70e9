"""How evenly each word is spread over the articles of its group, from the cells that are not empty."""

from dataclasses import dataclass

import numpy as np

from broadsheet.words.cells import ArticleCells, Cells, Layout

MEASURES = ("dp", "dp_norm", "juilland_d", "se")


@dataclass(frozen=True)
class _Sums:
    """Sums over the articles of each group's word."""

    layout: Layout
    cells: ArticleCells
    group: np.ndarray  # of each cell of the groups

    def over_cells(self, values: np.ndarray) -> np.ndarray:
        """Sum values of the articles that have the word."""
        return np.bincount(self.cells.place, weights=values, minlength=len(self.group))

    def over_articles(self, values: np.ndarray) -> np.ndarray:
        """Sum values of all articles of the word's group."""
        group = self.layout.group[self.layout.is_filled]
        sums = np.bincount(group, weights=values, minlength=self.layout.group_count)
        return sums[self.group]

    def smallest(self) -> np.ndarray:
        """Return the size of the smallest article of the word's group."""
        is_filled = self.layout.is_filled
        smallest = np.full(self.layout.group_count, np.inf)
        np.minimum.at(
            smallest, self.layout.group[is_filled], self.layout.size[is_filled]
        )
        return smallest[self.group]


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
    sums = _Sums(layout, in_articles, cells.group)
    size = layout.size[in_articles.row]
    filled_size = layout.size[layout.is_filled]
    total = layout.total[sums.group]
    articles = sums.over_articles(np.ones(len(filled_size)))
    is_sampled = np.where(articles > 1, 1.0, np.nan)
    count = in_articles.count
    occurrences = sums.over_cells(count)
    share = size / total[in_articles.place]
    with np.errstate(divide="ignore", invalid="ignore"):
        own_share = count / occurrences[in_articles.place]
        dp = (1 + sums.over_cells(np.abs(own_share - share) - share)) / 2 * is_sampled
        mean = sums.over_cells(count / size) / articles
        mean_square = sums.over_cells((count / size) ** 2) / articles
        deviation = np.sqrt(np.maximum(mean_square - mean**2, 0))
        rate = occurrences / total
        squared_error = sums.over_cells(count**2)
        squared_error = squared_error - 2 * rate * sums.over_cells(count * size)
        squared_error = squared_error + rate**2 * sums.over_articles(filled_size**2)
        error = (
            np.sqrt(np.maximum(squared_error, 0) * articles / (articles - 1)) / total
        )
        return {
            "dp": dp,
            "dp_norm": dp / (1 - sums.smallest() / total),
            "juilland_d": 1 - deviation / mean / np.sqrt(articles - 1) * is_sampled,
            "se": 1000 * error * is_sampled,
        }
