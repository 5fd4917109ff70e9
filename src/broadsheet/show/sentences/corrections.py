"""The sentence on what readers corrected by hand."""

import pandas as pd

from broadsheet.corrections import no_longer_fit
from broadsheet.show.sentences.english import count_noun


def corrections_sentence(corrections: pd.DataFrame) -> str:
    """Say how many corrections hold in the tables, and how many no longer fit.

    Args:
        corrections: What `Corpus.corrections` is.

    >>> corrections_sentence(pd.DataFrame({"status": ["applied", "no longer fits"]}))
    '2 corrections were made by hand; one changes nothing, for the reason that stands beside it.'
    """
    if corrections.empty:
        return "Nothing was corrected by hand."
    count = count_noun(len(corrections), "correction")
    were = "was" if len(corrections) == 1 else "were"
    failed = len(no_longer_fit(corrections))
    if not failed:
        return f"{count} {were} made by hand; the rows that they changed are marked."
    left = "one changes nothing"
    if failed > 1:
        left = f"{failed:,} of them change nothing"
    return f"{count} {were} made by hand; {left}, for the reason that stands beside it."
