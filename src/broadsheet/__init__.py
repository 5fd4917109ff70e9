"""broadsheet: read a body of news coverage closely.

Articles come in as files and stay as pandas frames; words, quotations, dates, events and the outlets' editing
are further frames, each row of which names the passage it was read from.

    >>> import broadsheet as bs
    >>> articles = bs.read_articles("data")
    >>> tokens = bs.tokenize(articles)
    >>> quotes = bs.find_quotes(articles, tokens)
"""

from importlib import import_module

# Where each public name lives. A room is imported when it is first asked for: the package starts at once.
_ROOMS = {
    "articles": [
        "ArticlesError",
        "BroadsheetError",
        "Limits",
        "check_articles",
        "describe_articles",
        "in_english",
        "read_articles",
    ],
    "text": ["sentence_starts", "split_passages", "tokenize"],
    "names": ["find_names", "resolve_speakers"],
    "dates": ["find_dates"],
    "words": [
        *(
            "collocations",
            "compare_groups",
            "compare_words",
            "concordance",
            "count_dictionary",
        ),
        *(
            "count_words",
            "dictionary_passages",
            "find_dictionary",
            "make_dictionary",
            "places",
            "read_dictionary",
        ),
        *("subcorpora", "to_nltk", "trend"),
    ],
    "quotes": [
        "find_quotes",
        "people",
        "reporting_verbs",
        "shared_quotes",
        "unlike_quotes",
    ],
    "timeline": ["build_timeline", "to_icalendar", "to_timelinejs"],
    "outlets": [
        *(
            "compare_outlets",
            "copy_clusters",
            "editing_shares",
            "find_copies",
            "related_pairs",
            "what_became_of",
        ),
    ],
    "show": [
        *(
            "explore",
            "finding",
            "say",
            "show_article",
            "show_concordance",
            "show_side_by_side",
        ),
        *("show_speakers", "show_table", "show_words"),
    ],
    "corpus": ["Corpus", "open_corpus"],
    "study": ["Study", "read_study"],
    "notebook": ["load_ipython_extension"],
}
_HOME = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = sorted([*_HOME, "charts"])


def __getattr__(name: str) -> object:
    if name in _HOME:
        return getattr(import_module(f"broadsheet.{_HOME[name]}"), name)
    if name == "charts":
        return import_module("broadsheet.charts")
    if name == "__version__":
        # Not above: what it imports would be looked for in the current folder by `python -m broadsheet`.
        return import_module("broadsheet._version").__version__
    raise AttributeError(f"broadsheet has no {name!r}; it has {', '.join(__all__)}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
