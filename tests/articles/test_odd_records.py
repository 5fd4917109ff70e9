"""One odd record costs itself alone, in whatever kind of file it stands; what is lost is told."""

import gzip
import io
import json
import secrets
import tarfile

import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

import broadsheet as bs

from .containers import archive_of_text, cells, mail
from .makers import ONE, STORY, TWO, write, zipped

DEEP = "[" * 4_000 + "]" * 4_000
RECORDS = [json.dumps({"outlet": "Echo", "text": text}) for text in (ONE, TWO)]


def read(folder, name: str, content: bytes | str) -> pd.DataFrame:
    return bs.read_articles(write(folder, {name: content}) / name)


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize(
    "odd", [DEEP, f'{{"text": {DEEP}}}', '{"a": ' * 400 + "1" + "}" * 400]
)
@pytest.mark.parametrize("form", ["[%s]", '{"status": "ok", "articles": [%s]}'])
def test_json_that_is_nested_too_deep(tmp_path, place, odd, form):
    records = list(RECORDS)
    records.insert(place, odd)
    articles = read(tmp_path, "a.json", form % ",\n".join(records))
    assert {ONE, TWO} <= set(articles["text"])
    assert len(articles.attrs["skipped"])


def test_json_that_is_nothing_but_brackets_is_told(tmp_path):
    with pytest.raises(bs.ArticlesError, match="nested too deep"):
        read(tmp_path, "a.json", DEEP)


def test_articles_under_ids_beside_something_else(tmp_path):
    inner = f'{{"1": {RECORDS[0]}, "note": null, "2": {RECORDS[1]}}}'
    articles = read(tmp_path, "a.json", inner)
    assert sorted(articles["text"]) == sorted([ONE, TWO])
    assert list(articles.attrs["skipped"]["position"]) == ["2"]


def test_days_of_parquet_beyond_the_calendar(tmp_path):
    far = pa.array([2**62, 0], pa.timestamp("us"))
    buffer = io.BytesIO()
    parquet.write_table(pa.table({"text": [ONE, TWO], "date": far}), buffer)
    articles = read(tmp_path, "a.parquet", buffer.getvalue())
    assert list(articles["text"]) == [ONE, TWO]
    assert "could not be read" in articles.attrs["skipped"]["reason"].iloc[0]


@pytest.mark.parametrize("times", ["many", "-3", "0", "9" * 30])
def test_numbers_of_rows_that_are_none(tmp_path, times):
    rows = cells("outlet", "text") + cells("Echo", ONE) + cells("Echo", TWO)
    rows = rows.replace("<table:table-row", f'<table:table-row a="{times}"', 1)
    rows = rows.replace(' a="', ' table:number-rows-repeated="')
    content = (
        '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x">'
        f'<table:table table:name="s">{rows}</table:table></office:document-content>'
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    file = zipped({"mimetype": kind, "content.xml": content})
    assert set(read(tmp_path, "a.ods", file)["text"]) == {ONE, TWO}


def test_a_mail_within_a_thousand_others(tmp_path):
    parts = "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(1500)
    )
    odd = f"From: a@b.example\nMIME-Version: 1.0\n{parts}\nNo.\n\n"
    start = "From a@b.example Fri Oct  8 07:00:00 2021\n"
    whole = mail(STORY, "text/plain") + "\n\n"
    articles = read(tmp_path, "a.mbox", start + odd + start + whole)
    assert STORY in articles["text"].iloc[-1]
    assert len(articles.attrs["skipped"]) or len(articles) == 2


def test_what_stands_before_the_cut_in_a_packed_file(tmp_path):
    packed = gzip.compress((f"{STORY}\n\n" + secrets.token_hex(90_000)).encode())
    articles = read(tmp_path, "a.txt.gz", packed[:-9_000])
    assert articles["text"].iloc[0].startswith(STORY)
    assert "damaged gzip file" in articles.attrs["skipped"]["reason"].iloc[0]


def test_the_files_before_the_cut_in_an_archive(tmp_path):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, text in {"a.txt": ONE, "b.txt": TWO, "c.txt": STORY * 99}.items():
            member = tarfile.TarInfo(name)
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))
    articles = read(tmp_path, "a.tar", buffer.getvalue()[: 4 * 512 + 600])
    assert list(articles["text"]) == [ONE, TWO]
    assert len(articles.attrs["skipped"])


@pytest.mark.parametrize("opening", ["<!-- ", "<script>", "<style>", "<textarea>"])
def test_what_hides_the_rest_of_a_page_and_is_never_closed(tmp_path, opening):
    body = f"<h1>Bridge</h1><p>{ONE}</p>{opening}<p>{TWO}</p><p>{ONE}</p>"
    page = f"<!doctype html><html><body><article>{body}</article></body></html>"
    assert TWO in read(tmp_path, "a.html", page)["text"].iloc[0]


def test_an_object_with_a_hundred_thousand_keys_is_refused_at_once(tmp_path):
    wide = json.dumps({f"k{number}": number for number in range(100_000)})
    with pytest.raises(bs.ArticlesError, match="100,000 columns, more than the limit"):
        read(tmp_path, "a.json", wide)
    both = f'{{"index": {wide}, "articles": [{", ".join(RECORDS)}]}}'
    articles = read(tmp_path, "b.json", both)
    assert list(articles["text"]) == [ONE, TWO]


def test_a_damaged_web_archive_is_told_and_writes_nothing_to_the_terminal(
    tmp_path, capfd
):
    archive = archive_of_text().replace("https://www", "https://\x1b[2J www")
    articles = read(
        tmp_path,
        "a.wet",
        archive.replace("Content-Length: ", "Content-Length: 9\r\nX: "),
    )
    assert len(articles)
    assert len(articles.attrs["skipped"])
    assert capfd.readouterr() == ("", "")


def test_a_sender_that_nobody_can_read(tmp_path):
    content = mail(STORY, "text/plain")
    odd = "From: Echo: news@echo.example; <a@b.example>\n"
    articles = read(tmp_path, "a.eml", odd + content.partition("\n")[2])
    assert STORY in articles["text"].iloc[0]
