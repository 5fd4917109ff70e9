"""What the tests of dates share."""

import pandas as pd
import pytest

import broadsheet as bs


@pytest.fixture
def find():
    """Dates of one text, published on a day (Friday, 8 October 2021) by an outlet."""

    def find_in(
        text: str, published: str | None = "2021-10-08", outlet: str | None = None
    ) -> pd.DataFrame:
        articles = pd.DataFrame(
            {
                "text": [text],
                "published": pd.to_datetime([published]),
                "outlet": [outlet],
            },
            index=["a"],
        )
        return bs.find_dates(articles, bs.tokenize(articles))

    return find_in
