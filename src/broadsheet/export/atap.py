"""Quotations under the column names of the quotation tool of the Australian Text Analytics Platform.

Its notebook writes `text_id`, `text_name`, `quote_id`, `quote`, `quote_index`, `quote_entities`, `speaker`,
`speaker_index`, `speaker_entities`, `verb`, `verb_index`, `quote_token_count`, `quote_type` and
`is_floating_quote`. What broadsheet does not make (entities) is left empty.
"""

import pandas as pd

from broadsheet.quotes.coverage import WORD


def atap_quotes(quotes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return quotations in the columns of ATAP's quotation tool.

    Args:
        quotes: What `find_quotes` returns.
        articles: The articles they are from.

    Returns:
        One row a quotation. An index is a text such as "(12, 40)": offsets in the article's text, half-open.
        `speaker` is the source as written, as it is there.
    """
    ids = quotes["article"].astype(object)
    number = quotes.groupby("article", observed=True).cumcount()
    titles = articles["title"].astype(object)
    nothing = pd.Series("[]", quotes.index)
    words = quotes["content"].astype("str").str.count(WORD)
    return pd.DataFrame(
        {
            "text_id": ids,
            "text_name": ids.map(titles).fillna(ids),
            "quote_id": number.astype(str),
            "quote": quotes["content"],
            "quote_index": _spans(
                [piece[0][0] for piece in quotes["pieces"]],
                [piece[-1][1] for piece in quotes["pieces"]],
                quotes,
            ),
            "quote_entities": nothing,
            "speaker": quotes["source"].astype(object).fillna(""),
            "speaker_index": _spans(
                quotes["source_start"], quotes["source_end"], quotes
            ),
            "speaker_entities": nothing,
            "verb": quotes["cue"].astype(object).fillna(""),
            "verb_index": _spans(quotes["cue_start"], quotes["cue_end"], quotes),
            "quote_token_count": words,
            "quote_type": quotes["kind"].astype(object),
            "is_floating_quote": quotes["cue"].isna().to_numpy(dtype=bool),
        }
    )


def _spans(starts: object, ends: object, quotes: pd.DataFrame) -> pd.Series:
    pairs = pd.DataFrame({"start": list(starts), "end": list(ends)}, quotes.index)  # type: ignore[call-overload]
    texts = []
    for start, end in pairs.itertuples(index=False):
        texts.append("" if pd.isna(start) else f"({int(start)}, {int(end)})")
    return pd.Series(texts, quotes.index, dtype="str")
