"""The definitions of the frames, and the checks of what a user hands in."""

import io
from pathlib import Path

import pandas as pd
import pytest

from broadsheet.errors import BroadsheetError
from broadsheet.frames import (
    FRAMES,
    LIST_TYPES,
    check_articles_frame,
    check_tokens,
    conform,
    empty,
    markdown_tables,
)
from broadsheet.text import tokenize

TEXTS = ["The mill was sold on Monday.", "Nobody said why."]


def own(**columns):
    return pd.DataFrame({"text": TEXTS} | columns)


@pytest.mark.parametrize("name", FRAMES)
def test_every_frame_can_be_made_empty_and_conforms_to_itself(name):
    rows = empty(name)
    assert len(rows) == 0
    made = [column for column in FRAMES[name].made if column != FRAMES[name].index]
    assert made == list(rows.columns)
    assert conform(rows, name).dtypes.equals(rows.dtypes)


@pytest.mark.parametrize("name", FRAMES)
def test_every_column_has_a_type_that_pandas_or_the_store_knows_and_a_meaning(name):
    for column in FRAMES[name].columns.values():
        assert column.type in LIST_TYPES or pd.Series(dtype=column.type) is not None
        assert len(column.meaning) > 5


def test_a_frame_of_ones_own_gets_ids_outlets_and_days():
    checked = check_articles_frame(own())
    assert checked.index.tolist() == ["0", "1"]
    assert checked["published"].isna().all()
    assert checked["outlet"].isna().all()
    assert "published" in checked.attrs["notes"][0]


def test_what_is_right_is_returned_as_it_is():
    checked = check_articles_frame(own())
    assert check_articles_frame(checked) is checked
    tokens = tokenize(checked)
    assert check_tokens(tokens) is tokens


def test_the_users_frame_is_not_changed():
    mine = own(published=["2020-01-02", "2020-01-03"])
    check_articles_frame(mine)
    assert list(mine) == ["text", "published"]
    assert mine["published"].iloc[0] == "2020-01-02"


def test_a_column_of_ids_beside_a_default_index_is_the_index():
    assert check_articles_frame(own(article=["x", "y"])).index.tolist() == ["x", "y"]


def test_days_as_text_and_with_a_zone_are_read():
    checked = check_articles_frame(own(published=["2020-05-01T10:00", None]))
    assert checked["published"].iloc[0] == pd.Timestamp("2020-05-01 10:00")
    zoned = pd.to_datetime(["2020-05-01 23:30+09:00"] * 2)
    checked = check_articles_frame(own(published=zoned))
    assert checked["published"].iloc[0] == pd.Timestamp("2020-05-01 23:30")


def test_outlets_that_were_filtered_away_are_no_categories():
    articles = check_articles_frame(own(outlet=["A", "B"]))
    assert check_articles_frame(articles.iloc[:1])[
        "outlet"
    ].cat.categories.tolist() == ["A"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("data", ["articles", "path", "read_articles"]),
        (own().drop(columns="text"), ["'text'", "rename"]),
        (own(published=["1/2/20", "8/9/20"]), ["published", "1/2/20", "to_datetime"]),
        (own(published=[20, 21]), ["published", "numbers"]),
        (own().set_axis(["a", "a"]), ["'a'", "twice", "reset_index"]),
        (pd.DataFrame({"text": ["a", 3]}), ["'text'", "int"]),
        (pd.DataFrame([["a", "b"]], columns=["text", "text"]), ["two columns"]),
    ],
)
def test_what_cannot_be_corrected_is_a_sentence(value, words):
    with pytest.raises(BroadsheetError) as raised:
        check_articles_frame(value)
    for word in words:
        assert word in str(raised.value)


def test_tokens_survive_a_csv_file():
    tokens = tokenize(check_articles_frame(own()))
    copy = pd.read_csv(io.StringIO(tokens.to_csv(index=False)), keep_default_na=False)
    pd.testing.assert_frame_equal(check_tokens(copy), tokens, check_categorical=False)


def test_damaged_tokens_are_refused():
    tokens = tokenize(check_articles_frame(own()))
    with pytest.raises(BroadsheetError, match="pos"):
        check_tokens(tokens.drop(columns="pos"))
    with pytest.raises(BroadsheetError, match="order of the arguments"):
        check_tokens(own())
    with pytest.raises(BroadsheetError, match="keep_default_na"):
        check_tokens(
            tokens.assign(
                token=tokens["token"].astype("str").where(tokens["token"] != "sold")
            )
        )


def test_the_page_of_the_frames_is_that_of_the_definitions():
    page = Path(__file__).parents[1] / "docs" / "frames.md"
    assert markdown_tables() in page.read_text(encoding="utf-8"), (
        "run `make docs` to write it again"
    )


def test_days_with_and_without_a_time_zone_may_stand_together():
    days = ["2024-02-29", "2021-05-05T23:30:00Z", None, "2020-01-01T08:00+05:30"]
    articles = check_articles_frame(pd.DataFrame({"text": "x", "published": days}))
    expected = ["2024-02-29", "2021-05-05 23:30", None, "2020-01-01 08:00"]
    assert articles["published"].tolist()[:2] == [*map(pd.Timestamp, expected[:2])]
    assert pd.isna(articles["published"].iloc[2])
    assert articles["published"].iloc[3] == pd.Timestamp(expected[3])
    zoned = pd.DataFrame({"text": "x", "published": days[1:2]})
    assert check_articles_frame(zoned)["published"].iloc[0].hour == 23
