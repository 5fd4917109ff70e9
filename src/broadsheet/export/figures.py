"""What the figures of the report draw, as tables: for whoever wants to draw them otherwise."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

import pandas as pd

from broadsheet import charts
from broadsheet.corpus import Corpus
from broadsheet.outlets import editing_shares
from broadsheet.quotes import reporting_verbs
from broadsheet.show import choose
from broadsheet.sources import concentration_by_outlet, count_sources, describe_sources
from broadsheet.words import count_words, places, trend


def figure_data(corpus: Corpus) -> Iterator[tuple[str, pd.DataFrame]]:
    """Give the name of each figure of the report and the table that it draws.

    Figures that have nothing to draw are left out.

    Args:
        corpus: What `open_corpus` returns.
    """
    figures = Figures(corpus)
    for name in NAMES:
        data = getattr(getattr(figures, name)(), "data", None)
        if data is not None and len(data):
            yield name, data


class Figures:
    """The figures of the notebooks, drawn as they draw them."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.articles = corpus.catalogue

    # The articles

    def articles_over_time(self) -> Any:
        """Draw when each outlet published."""
        return charts.articles.over_time(self.corpus.inventory)

    def articles_lengths(self) -> Any:
        """Draw how long the articles are."""
        words = choose.count_article_words(self.corpus.passages, self.articles)
        return charts.articles.lengths(self.articles.assign(words=words))

    # Words

    @cached_property
    def counted(self) -> "CountedWords":
        """The words of each side."""
        return CountedWords(self.corpus)

    def words_frequent(self) -> Any:
        """Draw the words that each side uses most."""
        written = choose.in_written_form(self.counted.counts)
        top = choose.topic_words(written, len(written))
        return charts.words.frequent(top)

    def words_keyness(self) -> Any:
        """Draw the words that set two sides apart."""
        telling = choose.telling_words(self.counted.comparison)
        return self._of_pair(charts.words.keyness, telling)

    def words_two_outlets(self) -> Any:
        """Draw all words of two sides."""
        return self._of_pair(charts.words.two_outlets, self.counted.comparison)

    def _of_pair(self, draw: Callable, comparison: pd.DataFrame) -> Any:
        first, second = self.counted.pair or ("", "")
        sides = self.counted.counts["group"]
        return draw(comparison, first, second, outlets=sides)

    def words_places(self) -> Any:
        """Draw where in the articles the words fall that are followed."""
        queries = self.counted.queries
        found = places(self.corpus.token_parts, list(queries.values()))
        return charts.words.places(choose.name_queries(found, queries))

    def words_trend(self) -> Any:
        """Draw how often they are used over time."""
        queries = self.counted.queries
        articles = self.counted.articles
        period = choose.choose_period(articles)
        tokens = self.corpus.token_parts
        rates = trend(tokens, list(queries.values()), articles, by=period)
        return charts.words.trend(choose.name_queries(rates, queries))

    # Quotations

    def quotes_speakers(self) -> Any:
        """Draw who is quoted most."""
        return charts.quotes.speakers(self.corpus.quotes, self.articles)

    def quotes_directness(self) -> Any:
        """Draw how quotations are given."""
        return charts.quotes.directness(self.corpus.quotes, self.articles)

    def quotes_sources(self) -> Any:
        """Draw who stays unnamed."""
        return charts.quotes.sources(self.corpus.quotes, self.articles)

    def quotes_verbs(self) -> Any:
        """Draw which verbs report."""
        return charts.quotes.verbs(reporting_verbs(self.corpus.quotes))

    # The timeline

    def timeline_events(self) -> Any:
        """Draw the events that matter most."""
        return charts.timeline.timeline(self.corpus.events, self.articles)

    def timeline_coverage(self) -> Any:
        """Draw when was written, and about which days."""
        return charts.timeline.coverage(self.articles, self.corpus.dates)

    # Outlets

    def outlets_copies(self) -> Any:
        """Draw which outlets run the same copy."""
        return charts.outlets.copies(self.corpus.clusters)

    def outlets_editing(self) -> Any:
        """Draw how much of it each kept."""
        overlaps = choose.of_one_copy(self.corpus.overlaps, self.corpus.clusters)
        return charts.outlets.editing(editing_shares(overlaps), self.articles)

    # Sources

    @cached_property
    def described(self) -> pd.DataFrame:
        """The quotations with what is known of their sources."""
        genders = self.corpus.corrected_genders
        return describe_sources(self.corpus.quotes, self.articles, genders)

    @property
    def people(self) -> pd.DataFrame:
        """The quotations of named people."""
        return self.described[self.described["source_kind"] == "person"]

    def sources_kinds(self) -> Any:
        """Draw who speaks."""
        counts = count_sources(self.described, "source_kind")
        return charts.sources.shares(counts, "source_kind")

    def sources_genders(self) -> Any:
        """Draw how many quotations are of women and of men."""
        return charts.sources.shares(count_sources(self.people, "gender"), "gender")

    def sources_genders_by_month(self) -> Any:
        """Draw the same by month."""
        months = count_sources(self.people, "gender", "month").sort_values("month")
        return charts.sources.shares(months, "gender")

    def sources_roles(self) -> Any:
        """Draw in which roles they speak."""
        counts = count_sources(self.people, "role_group")
        return charts.sources.shares(counts, "role_group")

    def sources_effective(self) -> Any:
        """Draw how many sources speak much."""
        return charts.sources.effective(concentration_by_outlet(self.described))


class CountedWords:
    """The words of each side, and of which two sides they are compared."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        study = corpus.study
        groups = choose.groups_to_compare(corpus.catalogue, study)
        self.articles = corpus.catalogue.assign(group=groups)
        self.how = choose.how_to_count(study)
        self.counts = self.count("group")
        sizes = choose.group_sizes(self.counts)
        self.pair = choose.choose_pair(sizes["total"], study.compare)
        self.have = choose.article_counts(sizes, self.pair)

    def count(self, by: str | None) -> pd.DataFrame:
        """Count the words of each side, or of all."""
        tokens = self.corpus.token_parts
        return count_words(tokens, by=by, articles=self.articles, **self.how)

    @cached_property
    def comparison(self) -> pd.DataFrame:
        """How the two sides differ."""
        compared = choose.compare_pair(self.counts, self.pair, articles=self.have)
        return choose.in_written_form(compared)

    @cached_property
    def queries(self) -> dict[str, Any]:
        """The words that are followed, each with what is searched for."""
        study = self.corpus.study
        common = choose.in_written_form(choose.topic_words(self.count(None)))
        return choose.all_spellings(choose.words_to_follow(study, common), study)


NAMES = tuple(
    name
    for name, value in vars(Figures).items()
    if callable(value) and not name.startswith("_")
)
