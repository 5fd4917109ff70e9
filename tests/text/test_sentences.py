"""Where sentences end, and which halves are one word."""

import pandas as pd
import pytest

import broadsheet as bs


def tokens_of(text: str) -> pd.DataFrame:
    return bs.tokenize(pd.DataFrame({"text": [text]}, index=["a"]))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("She moved to the U.S.A. Farmers there wept.", 2),
        ("She moved to the U.S. Senate in May.", 1),
        ("They sold nets, hooks, etc. Sailors came.", 2),
        ("It stood on Quay St. It fell.", 2),
        ("It was moored at St. Ives. It sank.", 2),
        ("He runs Yahoo! Japan from Oslo. He swims.", 2),
        ("He said yahoo! It was heard at sea.", 2),
        ("Sales fell 3%.Analysts shrugged.", 2),
        ("It rose to 7.Analysts shrugged.", 2),
        ("It rose to 7.5 on Monday.", 1),
        ("REMARKS BY DR. THORLEY AND MR. REED. They left.", 2),
    ],
)
def test_sentences(text, count):
    assert tokens_of(text)["sentence"].nunique() == count


@pytest.mark.parametrize(
    ("broken", "word"),
    [
        ("har-\nbour", "harbor"),
        ("har- bour", "harbor"),
        ("har-\n\nbour", "harbor"),
        ("HAR-\nBOUR", "harbor"),
        ("mid-\nJune", "mid-june"),
        ("sea-\nfront", "sea-front"),
        ("ﬂoods", "floods"),
    ],
)
def test_broken_words(broken, word):
    norms = tokens_of(f"The {broken} was seen\nfrom the road.")["norm"]
    assert word in set(norms) or word.replace("-", "") in set(norms)


@pytest.mark.parametrize(
    "text", ["pre- and postwar", "two- or threefold", "he said-\nThe quay"]
)
def test_hyphens_that_break_no_word(text):
    tokens = tokens_of(f"They saw the {text} towns.")
    assert tokens.loc[tokens["token"].str.endswith("-"), "norm"].str.endswith("-").all()


def test_a_joined_word_counts_once():
    tokens = tokens_of("The har-\nbour is old.")
    assert tokens.loc[tokens["norm"] == "harbor", "is_word"].tolist() == [True, False]
