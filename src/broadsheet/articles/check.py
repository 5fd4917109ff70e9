"""What was read, in a table and in a sentence."""

from broadsheet.articles.read import read_articles


def in_english(articles):
    """The articles that the analyses can read: those in English.

    >>> len(in_english(read_articles("data")))
    2
    """
    return articles[articles["language"] == "en"].assign(
        outlet=lambda kept: kept["outlet"].cat.remove_unused_categories()
    )


def check_articles(path="data", **how):
    """What `read_articles` finds, a row for each format and outlet, and nothing else done.

    Columns: `format`, `outlet`, `articles`, `words`, `first` and `last` day, `without_day`, `languages`,
    `duplicates`. The frame has the `attrs` of `read_articles`: `skipped` and `notes`.

    >>> check_articles("data")[["format", "outlet", "articles", "first"]]
      format             outlet  articles      first
    0   text  The Straits Times         1 2021-10-08
    1   text          The Watch         1 2021-11-11
    """
    articles = read_articles(path, **how)
    rows = articles.assign(
        outlet=articles["outlet"].astype("str").fillna("not given"),
        words=articles["text"].str.count(r"\w+"),
        published=articles["published"].dt.normalize(),
    )
    checked = rows.groupby(["format", "outlet"], as_index=False).agg(
        articles=("text", "size"),
        words=("words", "sum"),
        first=("published", "min"),
        last=("published", "max"),
        without_day=("published", lambda days: days.isna().sum()),
        languages=("language", lambda codes: ", ".join(codes.value_counts().index)),
        duplicates=("duplicate_of", "count"),
    )

    checked.attrs = articles.attrs
    return checked


def describe_articles(articles):
    """One sentence on how many articles there are, of whom and from when.

    >>> describe_articles(read_articles("data"))
    '2 articles of 2 outlets, published between 8 October 2021 and 11 November 2021.'
    """
    outlets, days = articles["outlet"].nunique(), articles["published"].dropna()
    whose = f" of {plural(outlets, 'outlet')}" if outlets else ""
    when, unknown = "of unknown days", len(articles) - len(days)
    if len(days):
        first, last = (f"{day.day} {day:%B %Y}" for day in (days.min(), days.max()))
        when = f"published on {first}" if first == last else f"published between {first} and {last}"
        some = f", {unknown} of them on a day that is not known"
        when += some if unknown > 1 else ", one on an unknown day" * unknown
    foreign = (articles["language"] != "en").sum()
    apart = f" {foreign:,} not in English, and left out of what follows." if foreign else ""
    return f"{plural(len(articles), 'article')}{whose}, {when}.{apart}"


def plural(number, noun):
    return f"{number:,} {noun}{'s' * (number != 1)}"
