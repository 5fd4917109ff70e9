"""Find who said what."""

from collections import defaultdict
from functools import cache

import pandas as pd
from threadpoolctl import ThreadpoolController

from broadsheet.collector import collector_paused
from broadsheet.frames import checks_frames, conform
from broadsheet.names import resolve_speakers
from broadsheet.text import tokens_of

from .corrections import correct
from .frame import quotes_frame
from .layout import name_parts, names_a_person
from .marks import quotation_marks
from .models import model_of
from .reading import Text, read_attributions


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


@checks_frames
@collector_paused()
def find_quotes(
    articles: pd.DataFrame,
    tokens: pd.DataFrame,
    beliefs: bool = False,
    model: str = "fast",
    names: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find who said what, in quotation marks or in paraphrase.

    Attributions are those of the PolNeAR corpus (Newell, Margolin & Ruths, LREC 2018), on which the network
    was trained; transcripts, interviews and the like are read by their layout.

    Args:
        articles: what `read_articles` returns, or any frame with a column `text`.
        tokens: what `tokenize` makes of it.
        beliefs: whether to return what somebody believes, wants or intends too.
        model: "fast", or "accurate": a pretrained encoder reads too, some fifteen times slower.
        names: what `find_names(tokens, articles)` returns, where it is at hand.

    Returns:
        One row an attribution, in order:

        - `article` (category); `start`, `end`: from the first to the last character of the whole attribution
        - `content`: its pieces, joined by " … "; `pieces`: their offsets, a list of `[start, end]`. A "that"
          which opens a piece and follows the cue lies within its offsets, and is not shown in `content`.
        - `kind`: direct (at least 95 % of its letters stand in quotation marks), mixed (some do) or indirect
        - `speech`: False for a belief, wish or intention
        - `cue`, `cue_start`, `cue_end`; `source`, `source_start`, `source_end`: as written, or missing
        - `speaker`, `speaker_kind`, `role`, and why: who the source is (`broadsheet.names.resolve_speakers`)
        - `rule`: the lemma at the cue and on which side of it the content lies, or the layout that decided
        - `score`: the chance, from 0 to 1, that content and source are both right

    Raises:
        BroadsheetError: there is no such model, or its weights are not installed.

    >>> import pandas as pd
    >>> from broadsheet.text import tokenize
    >>> articles = pd.DataFrame({"text": ["“We won,” the mayor told reporters on Friday."]}, index=["a"])
    >>> find_quotes(articles, tokenize(articles))[["content", "kind", "cue", "source"]].values.tolist()
    [['“We won,”', 'direct', 'told', 'the mayor']]
    """
    reader = model_of(model)
    tokens = tokens_of(articles, tokens)
    # Matrices so small take two threads about as long as one, and twice the CPU time.
    with _threads().limit(limits=1, user_api="blas"):
        found, spans = reader.find(tokens)
    text = Text(articles, tokens, quotation_marks(tokens))
    attributions = read_attributions(found, spans)
    corrected = correct(attributions, text)
    quotes = quotes_frame(corrected, text)
    if not beliefs:
        quotes = quotes[quotes["speech"]].reset_index(drop=True)
    quotes = resolve_speakers(articles, tokens, quotes, names)
    if "speaker_rule" not in quotes:
        quotes = quotes.assign(
            speaker_rule=pd.Categorical([""] * len(quotes)), speaker_score=float("nan")
        )
    quotes = _with_parts(quotes)
    quotes = _with_papers(quotes, articles)
    return conform(quotes, "quotes")


def _with_parts(quotes: pd.DataFrame) -> pd.DataFrame:
    """Name whoever asks in an interview the interviewer, where a label says no more than "Q"."""
    sources = quotes["source"].fillna("")
    names = name_parts(sources.tolist(), quotes["rule"].tolist())
    parts = pd.Series(names, dtype="str")
    is_part = parts.notna()
    if not is_part.any():
        return quotes
    quotes = quotes.copy()
    quotes.loc[is_part, "speaker"] = "the " + parts[is_part]
    quotes.loc[is_part, "speaker_kind"] = "unnamed"
    quotes.loc[is_part, "role"] = parts[is_part]
    return quotes


def _with_papers(quotes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Make the label of whoever only asks a body, where it is no name of a person: "Island Life: …"."""
    is_turn = quotes["rule"].eq("layout:name-colon")
    is_person = quotes["speaker_kind"].eq("person")
    turns = quotes[is_turn & is_person]
    if not len(turns):
        return quotes
    asks_of: dict[tuple[str, str], list[bool]] = defaultdict(list)
    labels = list(zip(turns["article"], turns["source"], strict=True))
    for label, asks in zip(labels, _asks(turns, articles), strict=True):
        asks_of[label].append(asks)
    rows = []
    for row, label in zip(turns.index, labels, strict=True):
        asks_again = len(asks_of[label]) > 1 and all(asks_of[label])
        if asks_again and not names_a_person(label[1]):
            rows.append(row)
    if not rows:
        return quotes
    askers = pd.Index(rows)
    quotes = quotes.copy()
    quotes.loc[askers, "speaker"] = quotes.loc[askers, "source"]
    quotes.loc[askers, "speaker_kind"] = "organisation"
    return quotes


def _asks(turns: pd.DataFrame, articles: pd.DataFrame) -> list[bool]:
    """Whether a question mark follows the end of each turn."""
    ids = turns["article"].astype(articles.index.dtype)
    texts = articles["text"].reindex(ids)
    asks = []
    for text, end in zip(texts, turns["end"], strict=True):
        asks.append(text.startswith("?", end))
    return asks
