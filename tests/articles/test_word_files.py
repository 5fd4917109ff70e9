"""Word files: with all of their text, and without whoever typed them."""

import io
import re
import zipfile

import broadsheet as bs

from .makers import FERRY, ONE, STORY, TWO, word, write, zipped


def with_xml(inner: str) -> bytes:
    """A Word file with this XML in place of its one paragraph."""
    archive = zipfile.ZipFile(io.BytesIO(word(["@@"])))
    members = {name: archive.read(name) for name in archive.namelist()}
    document = members["word/document.xml"].decode()
    members["word/document.xml"] = re.sub(
        r"<w:p>(?:(?!<w:p>).)*@@.*?</w:p>", inner, document, flags=re.S
    )
    return zipped(members)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_insertions_controls_smart_tags_and_cells_are_read_and_deletions_are_not(
    tmp_path,
):
    inner = (
        f"<w:p>{run('The bridge ')}<w:ins w:id='1'>{run('at Ely ')}</w:ins>"
        "<w:del w:id='2'><w:r><w:delText>not </w:delText></w:r></w:del>"
        f"<w:smartTag>{run('stays ')}</w:smartTag>{run('open.')}</w:p>"
        f"<w:sdt><w:sdtContent><w:p>{run('It is old.')}</w:p></w:sdtContent></w:sdt>"
        f"<w:tbl><w:tr><w:tc><w:p>{run('In a cell.')}</w:p></w:tc></w:tr></w:tbl>"
    )
    text = bs.read_articles(write(tmp_path, {"a.docx": with_xml(inner)}))["text"].iloc[
        0
    ]
    assert text == "The bridge at Ely stays open.\n\nIt is old.\n\nIn a cell."


def test_who_typed_it_is_no_byline(tmp_path):
    article = bs.read_articles(
        write(tmp_path, {"a.docx": word([ONE, TWO], author="An assistant")})
    ).iloc[0]
    assert article["byline"] != article["byline"]


def test_articles_under_headings_are_several(tmp_path):
    paragraphs = [
        ("Bridge stays open", "Heading 1"),
        "The Brackenford Echo, 8 October 2021",
        *STORY.split("\n\n"),
        ("Ferry sold", "Heading 1"),
        "The Ludmouth Mail, 9 October 2021",
        *FERRY.split("\n\n"),
    ]
    articles = bs.read_articles(write(tmp_path, {"a.docx": word(paragraphs)}))
    assert list(articles["title"]) == ["Bridge stays open", "Ferry sold"]
    assert list(articles["outlet"]) == ["The Brackenford Echo", "The Ludmouth Mail"]
    assert list(articles["published"].dt.day) == [8, 9]
    assert list(articles["text"]) == [STORY, FERRY]


def test_headings_within_an_article_are_its_own(tmp_path):
    paragraphs = [
        "Bridge stays open",
        ONE,
        ("What is known", "Heading 1"),
        *STORY.split("\n\n"),
        ("What is not", "Heading 1"),
        *FERRY.split("\n\n"),
    ]
    titled = [
        ("Bridge stays open", "Title"),
        ONE,
        ("What is known", "Heading 2"),
        *STORY.split("\n\n"),
        ("What is not", "Heading 2"),
        *FERRY.split("\n\n"),
    ]
    for name, content in {"a.docx": paragraphs, "b.docx": titled}.items():
        articles = bs.read_articles(write(tmp_path, {name: word(content)}) / name)
        assert len(articles) == 1
        assert "What is not" in articles["text"].iloc[0]


def test_what_only_older_programs_show_is_read_once(tmp_path):
    compatible = 'xmlns:c="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    old = (
        f"<c:Fallback><w:txbxContent><w:p>{run(ONE)}</w:p></w:txbxContent></c:Fallback>"
    )
    new = f"<c:Choice><w:txbxContent><w:p>{run(ONE)}</w:p></w:txbxContent></c:Choice>"
    for inner in (old, new + old):
        box = f"<c:AlternateContent {compatible}>{inner}</c:AlternateContent>"
        content = with_xml(f"<w:p>{run(TWO)}</w:p><w:p><w:r>{box}</w:r></w:p>")
        articles = bs.read_articles(write(tmp_path, {"a.docx": content}))
        assert articles["text"].iloc[0].count(ONE) == 1


def test_words_beside_the_text_are_told(tmp_path):
    archive = zipfile.ZipFile(io.BytesIO(word([ONE, TWO])))
    members = {name: archive.read(name) for name in archive.namelist()}
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    members["word/endnotes.xml"] = f'<w:e xmlns:w="{space}"><w:p>{run(TWO)}</w:p></w:e>'
    members["word/header1.xml"] = f'<w:h xmlns:w="{space}"><w:p></w:p></w:h>'
    articles = bs.read_articles(write(tmp_path, {"a.docx": zipped(members)}))
    notes = " ".join(articles.attrs["notes"])
    assert "endnotes" in notes
    assert "headers" not in notes
