"""Hand a corpus to nltk."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from broadsheet.frames import check_tokens
from broadsheet.words.groups import By, group_articles
from broadsheet.words.running import running_words


@dataclass(frozen=True)
class NltkCorpus:
    """A corpus as nltk has it."""

    text: Any  # nltk.Text of all tokens as written: concordance, similar, dispersion_plot, …
    frequencies: Any  # nltk.FreqDist of the words
    by_group: Any  # nltk.ConditionalFreqDist of the words of each group


def to_nltk(
    tokens: pd.DataFrame,
    by: By = "article",
    articles: pd.DataFrame | None = None,
    unit: str = "norm",
) -> NltkCorpus:
    """Hand a corpus to nltk, for those who know its tools.

    Args:
        tokens: what `tokenize` returns.
        by: what the conditions of the conditional distribution are, as in `count_words`.
        articles: the articles, where they are needed to group.
        unit: which words are counted: "norm", "lemma" or "token".

    Returns:
        `text` (`nltk.Text`), `frequencies` (`nltk.FreqDist`) and `by_group` (`nltk.ConditionalFreqDist`).

    >>> from broadsheet.text import tokenize
    >>> articles = pd.DataFrame({"text": ["The mill closed. The mill was sold."]}, index=["a"])
    >>> corpus = to_nltk(tokenize(articles))
    >>> corpus.frequencies.most_common(2), corpus.by_group["a"]["mill"], len(corpus.text)
    ([('the', 2), ('mill', 2)], 2, 9)
    """
    from nltk import ConditionalFreqDist, FreqDist
    from nltk.text import Text

    tokens = check_tokens(tokens)
    words = running_words(tokens, unit, tokens["part"].cat.categories)
    groups = group_articles(tokens, by, articles)
    columns = [values.astype(object) for values in groups.columns.values()]
    labels = list(zip(*columns, strict=True))
    spelled = words.spelled[words.code].tolist()
    conditions = []
    for article, word in zip(words.article.tolist(), spelled, strict=True):
        group = groups.codes[article]
        if group >= 0:
            label = labels[group]
            condition = label if len(label) > 1 else label[0]
            conditions.append((condition, word))
    return NltkCorpus(
        text=Text(tokens["token"].astype(object).tolist()),
        frequencies=FreqDist(spelled),
        by_group=ConditionalFreqDist(conditions),
    )
