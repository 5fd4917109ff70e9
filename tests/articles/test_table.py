"""Tables as people and programs write them: delimiters, headers, sheets, cells, and what is broken."""

import csv
import io

import openpyxl
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

import broadsheet as bs
from broadsheet.articles.cells import (
    is_missing,
    join_text,
    read_markup,
    read_name,
    read_text,
)
from broadsheet.articles.stubs import is_stub
from broadsheet.articles.tables.blocks import find_header, unique_headings
from broadsheet.articles.tables.delimited import Rows, find_delimiter, read_delimited

BRIDGE = "The council of Brackenford voted on Tuesday to keep the old bridge open until the spring."
FERRY = (
    'The ferry at Lunde was sold on Friday.\n\n"We were not asked," said Ann Thorley.'
)


def read(folder, content, name="t.csv", **how):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return bs.read_articles(path, **how)


def rows(*cells, delimiter=","):
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(cells)
    return buffer.getvalue()


def workbook(**sheets):
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    book.remove(book.active)
    for title, lines in sheets.items():
        sheet = book.create_sheet(title.replace("_", " "))
        for line in lines:
            sheet.append(line)
    book.save(buffer)
    return buffer.getvalue()


def reasons(articles):
    return list(articles.attrs["skipped"]["reason"])


# Text with delimiters


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(tmp_path, delimiter):
    content = rows(
        ["date", "text"],
        ["2019-03-04", FERRY],
        ["2019-03-05", BRIDGE],
        delimiter=delimiter,
    )
    assert list(read(tmp_path, content)["text"]) == [FERRY, BRIDGE]


def test_commas_in_prose_are_no_delimiters():
    assert find_delimiter("outlet|text\nEcho|one, two, three\nPost|four, five\n") == "|"
    assert find_delimiter("text\nno delimiter at all\n") == ","


def test_a_declared_delimiter(tmp_path):
    articles = read(tmp_path, f"\ufeffsep=;\r\ndate;text\r\n2019-03-04;{BRIDGE}\r\n")
    assert list(articles["text"]) == [BRIDGE]
    assert articles["published"].iloc[0] == pd.Timestamp("2019-03-04")


def test_a_header_below_other_rows(tmp_path):
    content = (
        f"Made by Ann in 2020\n\nPaper,Date,Story text\nEcho,2019-03-04,{BRIDGE}\n"
    )
    articles = read(tmp_path, content)
    assert list(articles["outlet"]) == ["Echo"]
    assert any("row" in note and "header" in note for note in articles.attrs["notes"])


def test_where_the_header_is():
    assert find_header([["Notes"], [], ["date", "text"], ["x", "y"]]) == 2
    assert find_header([["a", "b"], ["1", "2"]]) == 0
    assert find_header([["x"], ["wer", "was"], ["1", "2"]], {"text": "was"}) == 1


def test_quotation_marks_behind_backslashes(tmp_path):
    escaped = FERRY.replace('"', '\\"')
    articles = read(
        tmp_path, f'date,text\n2019-03-04,"{escaped}"\n2019-03-05,"{BRIDGE}"\n'
    )
    assert list(articles["text"]) == [FERRY, BRIDGE]


def test_a_backslash_at_the_end_of_a_cell_is_a_backslash(tmp_path):
    articles = read(
        tmp_path,
        'text,path\n"The bridge is open.","C:\\news\\"\n"It was shut.","D:\\"\n',
    )
    assert list(articles["text"]) == ["The bridge is open.", "It was shut."]
    assert list(articles["path"] if "path" in articles else articles["file"])[
        1
    ].endswith("\\")


def test_marks_within_cells(tmp_path):
    articles = read(
        tmp_path,
        'outlet,text\nEcho,"He said "never" to it, twice."\nPost,"It rained."\n',
    )
    assert list(articles["text"]) == ['He said "never" to it, twice.', "It rained."]


def test_a_mark_that_is_never_closed_costs_its_row_only(tmp_path):
    stories = "".join(f"Story {number} was told again.,Post\n" for number in range(50))
    content = f'text,outlet\n"It rained.",Echo\n"The bridge is shut,Echo\n{stories}"It stopped.",Echo\n'
    articles = read(tmp_path, content)
    assert len(articles) == 53
    assert "The bridge is shut" in set(articles["text"])
    assert any("never closed" in reason for reason in reasons(articles))
    assert list(articles.attrs["skipped"]["position"]) == ["3"]


def test_a_cell_of_many_lines_is_one_cell(tmp_path):
    articles = read(
        tmp_path, 'text,outlet\n"One, two\nthree, four\n\nfive",Echo\nSix.,Post\n'
    )
    assert list(articles["text"]) == ["One, two\nthree, four\n\nfive", "Six."]
    assert reasons(articles) == []


def test_many_lonely_marks_take_no_longer_than_they_must(cpu_seconds, grows_with_size):
    def seconds(number):
        text = "text,outlet\n" + '"a lonely mark,Echo\n' * number
        return cpu_seconds(lambda: list(Rows(text, ",")))

    assert grows_with_size(seconds, 1_000, 4_000, slack=3)


def test_a_row_with_a_cell_too_many_costs_itself(tmp_path):
    articles = read(
        tmp_path, f"outlet,text\nEcho,one,two\nPost,{BRIDGE}\nEcho,It rained.,\n"
    )
    assert list(articles["text"]) == [BRIDGE, "It rained."]
    assert reasons(articles) == ["has 3 cells in a table of 2 columns"]


def test_columns_of_one_name_are_all_kept(tmp_path):
    articles = read(tmp_path, f"date,text,date\n2019-03-04,{BRIDGE},2020-01-01\n")
    assert articles["published"].iloc[0].year == 2019
    assert unique_headings(["date", "text", "date", "", "date"]) == [
        "date",
        "text",
        "date (2)",
        "column 4",
        "date (3)",
    ]


def test_columns_that_clash_with_ours_are_kept(tmp_path):
    articles = read(
        tmp_path,
        rows(["text", "body", "format", "zone"], ["Teaser.", BRIDGE, "print", "north"]),
    )
    assert articles["text"].iloc[0] == BRIDGE
    assert articles["table_format"].iloc[0] == "print"
    assert articles["table_zone"].iloc[0] == "north"


def test_gaps_are_filled_from_the_next_best_column(tmp_path):
    table = rows(["text", "body"], [BRIDGE, ""], ["", FERRY])
    assert list(read(tmp_path, table)["text"]) == [BRIDGE, FERRY]


def test_no_text_is_told_with_the_columns_and_the_remedy(tmp_path):
    with pytest.raises(bs.ArticlesError) as error:
        read(tmp_path, "kolumna,opis\n1,x\n")
    for words in ("kolumna", "opis", "--columns text=", "columns={"):
        assert words in str(error.value)


@settings(max_examples=80, deadline=None)
@given(st.text('ab",;\n\\|\t', max_size=60))
def test_any_text_is_rows_or_our_own_error(text):
    try:
        table = read_delimited("t.csv", text, None, bs.Limits())
    except bs.BroadsheetError:
        return
    for block in table.blocks:
        if not isinstance(block, bs.BroadsheetError):
            assert {len(cells) for cells in block.columns.values()} == {
                len(block.positions)
            }


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text("abc ,\"\n'", min_size=1).filter(str.strip), min_size=1, max_size=6
    )
)
def test_what_csv_writes_is_read_as_it_was(cells):
    written = rows(["text", "outlet"], *[[cell, "Echo"] for cell in cells])
    table = read_delimited("t.csv", written, None, bs.Limits())
    texts = [cell for block in table.blocks for cell in block.columns["text"]]
    assert texts == cells


def test_columns_are_limited_and_the_limit_can_be_set(tmp_path):
    wide = ",".join(["text", *(f"c{number}" for number in range(1000))])
    with pytest.raises(bs.ArticlesError, match="table_columns"):
        read(tmp_path, f"{wide}\n{BRIDGE}\n")
    assert (
        len(read(tmp_path, f"{wide}\n{BRIDGE}\n", limits=bs.Limits(table_columns=1001)))
        == 1
    )


# Workbooks and columnar files


def test_sheets(tmp_path):
    book = workbook(
        Read_me=[["Made in 2020"], ["by Ann"]],
        Hale_Post=[[], ["My study"], ["Date", "Story"], [43528, BRIDGE]],
        Lunde_Echo=[["Date", "Story"], ["5 March 2019", FERRY]],
    )
    articles = read(tmp_path, book, "t.xlsx")
    assert list(articles["text"]) == [BRIDGE, FERRY]
    assert list(articles["published"].dt.day) == [4, 5]
    assert list(articles["sheet"]) == ["Hale Post", "Lunde Echo"]
    assert any(
        "Read me" in note and "left out" in note for note in articles.attrs["notes"]
    )


def test_sheets_that_are_called_as_outlets(tmp_path):
    book = workbook(Hale_Post=[["text"], [BRIDGE]], Lunde_Echo=[["text"], [FERRY]])
    assert list(read(tmp_path, book, "t.xlsx")["outlet"]) == ["Hale Post", "Lunde Echo"]
    book = workbook(Sheet1=[["text"], [BRIDGE]], Sheet2=[["text"], [FERRY]])
    assert read(tmp_path, book, "t.xlsx")["outlet"].isna().all()


def test_a_workbook_without_texts(tmp_path):
    with pytest.raises(bs.ArticlesError, match="kolumna"):
        read(tmp_path, workbook(a=[["kolumna"], [1]], b=[["x"], [2]]), "t.xlsx")


def test_a_stray_cell_in_the_last_corner(tmp_path):
    book = openpyxl.Workbook()
    for line in (["text", "outlet"], [BRIDGE, "Echo"]):
        book.active.append(line)
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "t.xlsx")
    articles = bs.read_articles(tmp_path / "t.xlsx")
    assert list(articles["text"]) == [BRIDGE]
    assert list(articles.attrs["skipped"]["position"]) == ["1048576"]


def test_feather_and_lists_in_columns(tmp_path):
    buffer = io.BytesIO()
    pd.DataFrame({"text": [BRIDGE], "authors": [["Jo Reed", "Al Moss"]]}).to_feather(
        buffer
    )
    assert (
        read(tmp_path, buffer.getvalue(), "t.feather")["byline"].iloc[0]
        == "Jo Reed, Al Moss"
    )


def test_a_small_file_that_unpacks_to_much(tmp_path):
    texts = pa.DictionaryArray.from_arrays(
        pa.array([0] * 300, pa.int32()), pa.array(["It rained. " * 900])
    )
    parquet.write_table(
        pa.table({"text": texts}), tmp_path / "t.parquet", compression="zstd"
    )
    with pytest.raises(bs.ArticlesError, match="unpacked_ratio"):
        bs.read_articles(tmp_path / "t.parquet")
    high = bs.Limits(unpacked_ratio=1_000_000)
    assert len(bs.read_articles(tmp_path / "t.parquet", limits=high)) == 300


# Cells


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<p>One &amp; two.</p>\n<p>Three.</p>", "One & two.\n\nThree."),
        ("One.<br><br>Two.<br/>Three.", "One.\n\nTwo.\n\nThree."),
        (
            "<div><h2>Head</h2>One\nline.</div><!-- no --><script>x<3</script>",
            "Head\n\nOne line.",
        ),
        ("&lt;p&gt;One &amp;quot;two&amp;quot;.&lt;/p&gt;", 'One "two".'),
        ("An <em>open</em> bridge.\n\nIt is.", "An open bridge.\n\nIt is."),
        ("It&#8217;s Hale&#39;s.", "It’s Hale's."),
        ("AT&amp;amp;T", "AT&T"),
        ("a < 3 and b > 4; R&D, <laughs>", "a < 3 and b > 4; R&D, <laughs>"),
        ("One.\\n\\nTwo.", "One.\n\nTwo."),
        ("['One.', \"Two's.\"]", "One.\n\nTwo's."),
        ("b'It\\xe2\\x80\\x99s.'", "It’s."),
        ("[Updated] It rained.", "[Updated] It rained."),
        ("(Echo) It rained (a lot)", "(Echo) It rained (a lot)"),
        ("nan", None),
        ("[]", None),
    ],
)
def test_texts_in_cells(cell, text):
    assert read_text(cell) == text


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("['Jo Reed', 'Al Moss']", "Jo Reed, Al Moss"),
        ("['Jo Reed' 'Al Moss']", "Jo Reed, Al Moss"),
        ('["Jo Reed", null]', "Jo Reed"),
        ("{'id': None, 'name': 'The Echo'}", "The Echo"),
        ([{"name": "Jo"}, {"name": "Al"}], "Jo, Al"),
        ("Bridge &#8216;shut&#8217;", "Bridge ‘shut’"),
        ("<b>Bridge</b> shut", "Bridge shut"),
        ("Jo  Reed\n", "Jo Reed"),
        ("None", None),
    ],
)
def test_names_in_cells(cell, name):
    assert read_name(cell) == name


@pytest.mark.parametrize(
    "cell",
    ["", " ", "None", "NULL", "NaN", "n/a", "<NA>", float("nan"), None, [], "NaT"],
)
def test_what_says_that_there_is_nothing(cell):
    assert is_missing(cell)


@pytest.mark.parametrize("cell", ["NA", "Nan Goldin", "0", 0, "No", "nothing"])
def test_what_says_something(cell):
    assert not is_missing(cell)


@pytest.mark.parametrize(
    ("text", "stub"),
    [
        ("It rained and … [+812 chars]", True),
        ("It rained... [812 chars]", True),
        ("It rained [...]", True),
        ("It rained [\N{HORIZONTAL ELLIPSIS}]", True),
        ("It rained (more…)", True),
        ("It rained… Continue reading", True),
        ("It rained and the…", True),
        ("It rained and the… \n\n", True),
        ("It rained " * 50 + "and the…", False),
        ("It rained.", False),
        ("He wanted to read more.", False),
        ('"It rained...", he said.', False),
        ("See the list [12 items]", False),
    ],
)
def test_stubs(text, stub):
    assert is_stub(text) is stub


def test_stubs_are_flagged_and_told(tmp_path):
    articles = read(
        tmp_path,
        rows(
            ["text", "outlet"],
            ["It rained and … [+812 chars]", "Echo"],
            [BRIDGE, "Echo"],
        ),
    )
    assert [bool(flag) for flag in articles["flags"]] == [True, False]
    assert any("1 text is cut short" in note for note in articles.attrs["notes"])


def test_bodies_in_parts():
    body = {
        "summary": [],
        "sections": [{"headline": ["Head"], "paragraphs": ["One.", "Two."]}],
    }
    assert join_text(body) == "Head\n\nOne.\n\nTwo."
    assert (
        join_text([{"type": "p", "text": "One."}, {"type": "image", "url": "x"}])
        == "One."
    )
    assert join_text([["One.", "Two."], ["Three."]]) == "One. Two.\n\nThree."


def test_markup_takes_linear_time(cpu_seconds, grows_with_size):
    def seconds(number):
        opened = "<script>" * number + "<!--" * number + "<" * number
        return cpu_seconds(read_markup, f"<p>x</p>{opened}")

    assert grows_with_size(seconds, 20_000, 80_000, slack=3)
