"""Who said what: attributions with their content, cue and source."""

from functools import cache

import pandas as pd
from threadpoolctl import ThreadpoolController

from ..names import resolve_speakers
from ..text import tokens_of
from .blocks import read_blocks
from .find import choose, find_attributions
from .frame import continue_quotations, quotes_frame
from .layout import add_layouts
from .network import Network
from .speakers import people, reporting_verbs, shared_quotes

__all__ = ["find_quotes", "people", "reporting_verbs", "shared_quotes"]


@cache
def _network() -> Network:
    return Network.load()


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


def find_quotes(articles: pd.DataFrame, tokens: pd.DataFrame, beliefs: bool = False) -> pd.DataFrame:
    """Find who said what, in quotation marks or in paraphrase.

    Attributions are those of the PolNeAR corpus (Newell, Margolin & Ruths, LREC 2018), on which the network
    was trained. With `beliefs`, what somebody believes, wants or intends is returned too.

    One row an attribution, in order:

    - `article` (category); `start`, `end`: from the first to the last character of content, cue and source
    - `content`: its pieces, joined by " … "; `pieces`: their offsets, a list of `[start, end]`
    - `kind`: direct (at least 95 % of its letters stand in quotation marks), mixed (some do) or indirect
    - `speech`: False for a belief, wish or intention
    - `cue`, `cue_start`, `cue_end`; `source`, `source_start`, `source_end`: as written, or missing
    - `speaker`, `speaker_kind`, `role`: who the source is (`broadsheet.names.resolve_speakers`)
    - `rule`: the lemma at the cue and on which side of it the content lies, or the layout that told
    - `score`: the chance, from 0 to 1, that content and source are both right

    >>> import pandas as pd
    >>> from broadsheet.text import tokenize
    >>> articles = pd.DataFrame({"text": ["“We won,” the mayor told reporters on Friday."]}, index=["a"])
    >>> find_quotes(articles, tokenize(articles))[["content", "kind", "cue", "source"]].values.tolist()
    [['“We won,”', 'direct', 'told', 'the mayor']]
    """
    network, tokens = _network(), tokens_of(articles, tokens)
    blocks = read_blocks(tokens, network.vocabulary)
    marks = blocks.marks
    # Matrices so small take two threads about as long as one, and twice the CPU time.
    with _threads().limit(limits=1, user_api="blas"):
        found, spans = choose(*find_attributions(blocks, network), network)
    found, spans = add_layouts(found, spans, tokens, marks)
    spans = continue_quotations(spans, tokens, marks)
    quotes = quotes_frame(articles, tokens, found, spans, marks)
    if not beliefs:
        quotes = quotes[quotes["speech"]].reset_index(drop=True)
    quotes = resolve_speakers(articles, tokens, quotes)
    return quotes[COLUMNS]


COLUMNS = [
    *("article", "start", "end", "content", "pieces", "kind", "speech", "cue", "cue_start", "cue_end"),
    *("source", "source_start", "source_end", "speaker", "speaker_kind", "role", "rule", "score"),
]
