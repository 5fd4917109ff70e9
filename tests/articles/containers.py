"""Containers of articles as programs and services make them, for the tests."""

import io
import tarfile
from collections.abc import Callable

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from .makers import (
    FERRY,
    FERRY_ONE,
    FERRY_TWO,
    ONE,
    STORY,
    TWO,
    page,
    word,
    zipped,
)

TITLES = ["Bridge stays open", "Ferry sold"]
OUTLETS = ["The Brackenford Echo", "The Ludmouth Mail"]
DAYS = ["2021-10-08", "2021-10-09"]
RECORDS = list(zip(OUTLETS, DAYS, TITLES, [STORY, FERRY], strict=True))


def numbered_nexis_page(labels: str, day_of_first: str) -> str:
    of, documents, length, language = labels.split()
    days = [day_of_first, day_of_first.replace("8", "9")]
    texts = [(ONE, TWO), (FERRY_ONE, FERRY_TWO)]
    articles = ""
    for number, (outlet, day, title, text) in enumerate(
        zip(OUTLETS, days, TITLES, texts, strict=True), 1
    ):
        lines = [
            f"{number} {of} 2 {documents}",
            outlet,
            day,
            title,
            f"{length}: 20",
            *text,
            f"{language}: X",
        ]
        articles += "<DOC NUMBER=1><DOCFULL> -->" + "".join(
            f"<DIV><P><SPAN>{line}</SPAN></P></DIV>\n" for line in lines
        )
    return f"<HTML><HEAD><TITLE></TITLE></HEAD><BODY><!-- {articles}</BODY></HTML>"


def ended_nexis(
    length: str, body: str, load: str, end: str, days: list[str]
) -> list[str]:
    lines = []
    for outlet, day, title, text in zip(
        OUTLETS, days, TITLES, [(ONE, TWO), (FERRY_ONE, FERRY_TWO)], strict=True
    ):
        lines += [
            title,
            outlet,
            day,
            "Copyright 2021",
            f"{length}: 20",
            body,
            *text,
            load,
            end,
        ]
    return lines


GERMAN = ended_nexis(
    "Länge",
    "Text",
    "Ladedatum: 9. Oktober 2021",
    "Ende des Dokuments",
    ["8. Oktober 2021", "9. Oktober 2021"],
)


FRENCH = ended_nexis(
    "Longueur",
    "Corps",
    "Date de chargement: 9 octobre 2021",
    "Fin du document",
    ["8 octobre 2021 vendredi", "9 octobre 2021"],
)


SPANISH = ended_nexis(
    "Longitud",
    "Cuerpo",
    "Fecha de carga: 9 de octubre de 2021",
    "Fin del documento",
    ["8 de octubre de 2021", "9 de octubre de 2021"],
)


def rtf(lines: list[str]) -> str:
    def escaped(line: str) -> str:
        return "".join(
            letter if ord(letter) < 128 else f"\\u{ord(letter)}?" for letter in line
        )

    return (
        "{\\rtf1\\ansi\\deff0 "
        + "".join(f"{escaped(line)}\\par\n" for line in lines)
        + "}"
    )


FACTIVA_LINES = [
    "Bridge stays open", "By Jo Reed", "80 words", "8 October 2021", "07:45", OUTLETS[0], "ECHO", "English",
    "Copyright 2021 Echo", ONE, TWO, "Document ECHO000020211008eha80001b",
    "Ferry sold", "60 words", "9 October 2021", OUTLETS[1], "MAIL", "English", "(c) 2021 Mail",
    FERRY_ONE, FERRY_TWO, "Document MAIL000020211009eha90002c",
]  # fmt: skip


CODES = f"""HD  Bridge stays open
BY  Jo Reed
WC  80 words
PD  8 October 2021
SN  {OUTLETS[0]}
LA  English
LP
{ONE}

TD
{TWO}

AN
Document ECHO000020211008eha80001b

HD  Ferry sold
WC  60 words
PD  9 October 2021
SN  {OUTLETS[1]}
LP
{FERRY_ONE}
TD
{FERRY_TWO}
AN
Document MAIL000020211009eha90002c
"""


def factiva_page(label: str, days: list[str]) -> str:
    articles = ""
    for number, (outlet, day, title, text) in enumerate(
        zip(OUTLETS, days, TITLES, [STORY, FERRY], strict=True)
    ):
        paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n"))
        articles += (
            f"<div id='article-ECHO{number}' class='article'><div class='article enArticle'>"
            f"<div id='hd'><span class='enHeadline'>{title}</span></div><div>80 字</div><div>{day}</div>"
            f"<div>{outlet}</div><div>ECHO</div><div>英语</div><div>版权 2021</div>{paragraphs}"
            f"<p>Echo Ltd</p><p>{label} ECHO000020211008eha8000{number}b</p></div></div>"
        )
    return f"<html><head><title>Factiva</title></head><body>{articles}</body></html>"


def coded_page() -> str:
    rows = [
        ("HD", TITLES[0]),
        ("PD", "8 October 2021"),
        ("SN", OUTLETS[0]),
        ("LP", ONE),
        ("TD", TWO),
    ]
    more = [
        ("HD", TITLES[1]),
        ("PD", "9 October 2021"),
        ("SN", OUTLETS[1]),
        ("LP", FERRY_ONE),
        ("TD", FERRY_TWO),
    ]
    tables = ""
    for table in (rows, more):
        cells = "".join(
            f"<tr><td><b>{code}</b></td><td><p>{text}</p></td></tr>"
            for code, text in table
        )
        tables += f"<div class='article enArticle'><table>{cells}</table></div>"
    return f"<html><head><title>Factiva</title></head><body>{tables}</body></html>"


def proquest(rule: str = "_" * 60) -> str:
    documents = ""
    for number, (outlet, day, title, text) in enumerate(
        zip(
            OUTLETS, ["Oct 8, 2021", "Oct 9, 2021"], TITLES, [STORY, FERRY], strict=True
        )
    ):
        documents += (
            f"{rule}\n\nDocument {number + 1} of 2\n\n{title}\n\nAbstract: None available.\n\n"
            f"Full text: {text}\n\nSubject: Bridges\n\nTitle: {title}\n\nPublication title: {outlet}; Ely\n\n"
            f"Publication date: {day}\n\nProQuest document ID: 77{number}\n\nDatabase: News\n\n"
        )
    return documents + rule


def spanish_proquest() -> str:
    labels = {
        "Full text": "Texto completo",
        "Title": "Título",
        "Publication title": "Título de publicación",
        "Publication date": "Fecha de publicación",
        "ProQuest document ID": "ID del documento de ProQuest",
        "Database": "Base de datos",
    }
    text = proquest()
    for english, spanish in labels.items():
        text = text.replace(f"\n{english}:", f"\n{spanish}:")
    return text


def proquest_page() -> str:
    return (
        "<html><body>"
        + "".join(f"<p>{line}</p>" for line in proquest("").split("\n") if line)
        + "</body></html>"
    )


def mail(content: str, kind: str = "text/html") -> str:
    return (
        "From: Alerts <alerts@news.example>\nTo: desk@echo.example\nSubject: Your articles\n"
        "MIME-Version: 1.0\n"
        "Date: Mon, 11 Oct 2021 09:00:00 +0000\n"
        f"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: {kind}; charset=utf-8\n\n"
        f"{content}\n--x--\n"
    )


def europresse() -> str:
    articles = ""
    for outlet, day, title, text in zip(
        OUTLETS, ["20211008", "20211009"], TITLES, [STORY, FERRY], strict=True
    ):
        paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n"))
        articles += (
            f"<article><header><div class='rdp__DocPublicationName'>"
            f"<span class='DocPublicationName'>{outlet}, no. 81"
            f"</span></div><span class='DocHeader'>Monde, vendredi</span><div class='titreArticle'><p "
            f"class='titreArticleVisu'>{title}</p></div></header><section>"
            f"<div class='DocText clearfix'>{paragraphs}"
            f"</div></section><footer><div class='publiC-lblNodoc'>news·{day}·EC·0123</div></footer>"
            f"</article>"
        )
    return f"<html><body>{articles}</body></html>"


def ris() -> str:
    references = ""
    for outlet, day, title, text in zip(
        OUTLETS, ["2021/10/08/", "2021/10/09"], TITLES, [STORY, FERRY], strict=True
    ):
        references += f"TY  - NEWS\nTI  - {title}\nT2  - {outlet}\nDA  - {day}\nAB  - {text}\nER  - \n\n"
    return references


def feed() -> str:
    items = "".join(
        f"<item><title>{title}</title><source url='http://x.example'>{outlet}</source>"
        f"<pubDate>{day}</pubDate>"
        f"<description>{text}</description></item>"
        for outlet, day, title, text in zip(
            OUTLETS,
            ["Fri, 08 Oct 2021 07:00:00 GMT", "Sat, 09 Oct 2021 07:00:00 GMT"],
            TITLES,
            [STORY, FERRY],
            strict=True,
        )
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>News</title>{items}</channel></rss>"


def atom() -> str:
    entries = "".join(
        f"<entry><title>{title}</title><published>{day}T07:00:00Z</published><source>"
        f"<title>{outlet}</title></source>"
        f"<content type='html'>&lt;p&gt;{text}&lt;/p&gt;</content></entry>"
        for outlet, day, title, text in zip(
            OUTLETS, DAYS, TITLES, [STORY, FERRY], strict=True
        )
    )
    return f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>News</title>{entries}</feed>"


def paragraphs(text: str, tag: str = "p") -> str:
    return "".join(f"<{tag}>{paragraph}</{tag}>" for paragraph in text.split("\n\n"))


def newsml() -> str:
    items = "".join(
        f"<newsItem guid='urn:{day}' xmlns='http://iptc.org/std/nar/2006-10-01/'><rightsInfo>"
        f"<copyrightHolder>"
        f"<name>{outlet}</name></copyrightHolder></rightsInfo><itemMeta><versionCreated>{day}T10:00:00Z"
        f"</versionCreated></itemMeta><contentMeta><headline>{title}</headline></contentMeta>"
        f"<contentSet><inlineXML>"
        f"<html xmlns='http://www.w3.org/1999/xhtml'><body>{paragraphs(text)}</body></html>"
        f"</inlineXML></contentSet></newsItem>"
        for outlet, day, title, text in zip(
            OUTLETS, DAYS, TITLES, [STORY, FERRY], strict=True
        )
    )
    return f"<?xml version='1.0'?><newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet>{items}</itemSet></newsMessage>"


def tei() -> str:
    texts = "".join(
        f"<TEI><teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt><publicationStmt>"
        f"<publisher>{outlet}"
        f"</publisher><date when='{day}'/></publicationStmt></fileDesc></teiHeader><text>"
        f"<body>{paragraphs(text)}</body></text></TEI>"
        for outlet, day, title, text in zip(
            OUTLETS, DAYS, TITLES, [STORY, FERRY], strict=True
        )
    )
    return f"<?xml version='1.0'?><teiCorpus xmlns='http://www.tei-c.org/ns/1.0'>{texts}</teiCorpus>"


def any_xml() -> str:
    articles = "".join(
        f"<entry id='{day}'><headline>{title}</headline><newspaper>{outlet}</newspaper><date>{day}</date>"
        f"<body>{paragraphs(text)}</body></entry>"
        for outlet, day, title, text in zip(
            OUTLETS, DAYS, TITLES, [STORY, FERRY], strict=True
        )
    )
    return f"<?xml version='1.0'?><corpus>{articles}</corpus>"


def head_lines() -> str:
    return "\n\n".join(
        f"Headline: {title}\nSource: {outlet}\nDate: {day}\n\n{text}"
        for outlet, day, title, text in zip(
            OUTLETS, DAYS, TITLES, [STORY, FERRY], strict=True
        )
    )


def numbered_nexis_text() -> str:
    return "".join(
        f"\n          Dokument {number} von 2\n\n      {outlet}\n\n"
        f"   {number + 7}. Oktober 2021\n      Ausgabe Nord\n\n{title}\n\n"
        f"LÄNGE: 20 Wörter\n\n{text}\n\nSPRACHE: English; Englisch\n"
        for number, (outlet, title, text) in enumerate(
            zip(OUTLETS, TITLES, [STORY, FERRY], strict=True), 1
        )
    )


def tagged() -> str:
    return "".join(
        f'<doc id="{day}" source="{outlet}" date="{day}" title="{title}">\n{text}\n</doc>\n'
        for outlet, day, title, text in zip(
            OUTLETS, DAYS, TITLES, [STORY, FERRY], strict=True
        )
    )


CONTAINERS: dict[str, Callable[[], str | bytes]] = {
    "numbered.html": lambda: numbered_nexis_page("of DOCUMENTS LENGTH LANGUAGE", "October 8, 2021 Friday"),
    "numbered-german.html": lambda: numbered_nexis_page("von DOKUMENTEN LÄNGE SPRACHE", "8. Oktober 2021"),
    "numbered-french.html": lambda: numbered_nexis_page("sur DOCUMENTS LONGUEUR LANGUE", "8 octobre 2021"),
    "german.docx": lambda: word(GERMAN),
    "french.docx": lambda: word(FRENCH),
    "spanish.docx": lambda: word(SPANISH),
    "spanish.rtf": lambda: rtf(SPANISH),
    "ended.txt": lambda: "\n\n".join(GERMAN),
    "factiva.txt": lambda: "\n".join(FACTIVA_LINES),
    "factiva.rtf": lambda: rtf(FACTIVA_LINES),
    "factiva.docx": lambda: word(FACTIVA_LINES),
    "factiva-chinese.html": lambda: factiva_page("文件", ["2021 年 10 月 8 日", "2021 年 10 月 9 日"]),
    "codes.txt": lambda: CODES,
    "codes.html": coded_page,
    "proquest.txt": proquest,
    "proquest-spanish.txt": spanish_proquest,
    "proquest.html": proquest_page,
    "proquest.eml": lambda: mail(proquest_page()),
    "proquest-plain.eml": lambda: mail(proquest(), "text/plain"),
    "europresse.html": europresse,
    "references.ris": ris,
    "feed.xml": feed,
    "atom.xml": atom,
    "newsml.xml": newsml,
    "corpus.xml": tei,
    "tagged.txt": tagged,
    "any.xml": any_xml,
    "head-lines.txt": head_lines,
    "numbered-german.txt": numbered_nexis_text,
}  # fmt: skip


def saved_page() -> str:
    quoted = page().replace("=", "=3D")
    return (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://echo.example/bridge\n"
        "Subject: Bridge stays open\n"
        'MIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="--x"\n\n----x\n'
        f"Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n{quoted}\n----x--\n"
    )


def nitf() -> str:
    return (
        "<?xml version='1.0'?><nitf><head><docdata><date.issue norm='20211008T100000Z'/></docdata><pubdata "
        f"name='{OUTLETS[0]}'/></head><body><body.head><hedline><hl1>{TITLES[0]}</hl1></hedline></body.head>"
        f"<body.content>{paragraphs(STORY)}</body.content></body></nitf>"
    )


def trafilatura_xml() -> str:
    return (
        f"<doc sitename='{OUTLETS[0]}' title='{TITLES[0]}' date='2021-10-08'><main>{paragraphs(STORY)}</main>"
        "<comments/></doc>"
    )


def open_document() -> bytes:
    content = (
        "<?xml version='1.0'?><office:document-content xmlns:office='o' xmlns:text='t'>"
        "<office:body><office:text>"
        f"<text:h text:outline-level='1'>{TITLES[0]}</text:h><text:p>Source: {OUTLETS[0]}</text:p>"
        f"<text:p>Date: 8 October 2021</text:p>{paragraphs(STORY, 'text:p')}"
        "</office:text></office:body></office:document-content>"
    )
    return zipped(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}
    )


SINGLES: dict[str, Callable[[], str | bytes]] = {
    "nitf.xml": nitf,
    "scraped.xml": trafilatura_xml,
    "a.odt": open_document,
    "heads.txt": lambda: (
        f"Title: {TITLES[0]}\nSource: {OUTLETS[0]}\nDate: 8 October 2021\n\n{STORY}"
    ),
    "heads.rtf": lambda: rtf(
        [
            f"Title: {TITLES[0]}",
            f"Source: {OUTLETS[0]}",
            "Date: 8 October 2021",
            ONE,
            TWO,
        ]
    ),
}


def pdf(lines: list[str]) -> bytes:
    """The smallest PDF with these lines on its page."""
    shown = " ".join(
        f"({line.replace('(', '').replace(')', '')}) Tj T*" for line in lines
    )
    stream = f"BT /F1 12 Tf 14 TL 50 750 Td {shown} ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    content, offsets = "%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        offsets.append(len(content))
        content += f"{number} 0 obj{each}endobj\n"
    start = len(content)
    content += "xref\n0 6\n0000000000 65535 f \n" + "".join(
        f"{offset:010} 00000 n \n" for offset in offsets
    )
    return (
        content + f"trailer<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"
    ).encode()


def tarred(files: dict[str, str]) -> bytes:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        for name, text in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))
    return content.getvalue()


SHEET = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:spreadsheet>
<table:table table:name="one">{rows}<table:table-row table:number-rows-repeated="1048000">
<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>
</office:spreadsheet></office:body></office:document-content>"""


def cells(*row: str) -> str:
    written = "".join(
        f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row
    )
    return f"<table:table-row>{written}</table:table-row>"


def spreadsheet() -> bytes:
    rows = cells("date", "outlet", "title", "text")
    for outlet, day, title, text in RECORDS:
        rows += cells(day, outlet, title, text)
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": SHEET.format(rows=rows),
        }
    )


def endnote() -> str:
    entry = "%0 Newspaper Article\n%T {}\n%A Thorley, Ann\n%B {}\n%8 {} October 2021\n%X {}\n\n"
    first = entry.format(TITLES[0], OUTLETS[0], 8, ONE)
    return first + entry.format(TITLES[1], OUTLETS[1], 9, FERRY_ONE)


def archive_of_text() -> str:
    head = (
        "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://www.echo.example/a\r\n"
        "WARC-Date: 2021-10-08T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: text/plain\r\nContent-Length: {len(STORY.encode())}\r\n\r\n"
    )
    return f"{head}{STORY}\r\n\r\n"


def web_archive() -> bytes:
    """An article, a page that was not there and a picture."""
    content = io.BytesIO()
    writer = WARCWriter(content, gzip=True)
    for status, kind, body in [
        ("200 OK", "text/html", page()),
        ("404 Not Found", "text/html", page()),
        ("200 OK", "image/png", "x"),
    ]:
        headers = StatusAndHeaders(
            status, [("Content-Type", kind)], protocol="HTTP/1.0"
        )
        record = writer.create_warc_record(
            "https://echo.example/bridge",
            "response",
            io.BytesIO(body.encode()),
            http_headers=headers,
        )
        writer.write_record(record)
    return content.getvalue()


def plain_mail() -> str:
    return (
        "From: The Echo <desk@echo.example>\nSubject: Fwd: Bridge stays open\nMIME-Version: 1.0\n"
        f"Date: Fri, 08 Oct 2021 09:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n{STORY}\n"
    )


def mail_folder() -> str:
    return f"From x@y Fri Oct  8 09:00:00 2021\n{plain_mail()}\n" * 2


def e_book(mimetype: bool = True) -> bytes:
    """A newspaper of two articles and a cover."""
    spine = "".join(f"<itemref idref='{n}'/>" for n in "cab")
    package = (
        "<package xmlns='http://www.idpf.org/2007/opf'><metadata xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        f"<dc:title>{OUTLETS[0]}</dc:title><dc:date>2021-10-08</dc:date></metadata><manifest>"
        "<item id='a' href='one%20a.xhtml'/><item id='b' href='two.xhtml'/><item id='c' href='cover.xhtml'/>"
        f"</manifest><spine>{spine}</spine></package>"
    )
    container = "<container><rootfiles><rootfile full-path='OEBPS/x.opf'/></rootfiles></container>"
    one, two = paragraphs(STORY), paragraphs(FERRY)
    files: dict[str, bytes | str] = {
        "META-INF/container.xml": container,
        "OEBPS/x.opf": package,
        "OEBPS/cover.xhtml": "<html><body><p>The Echo</p></body></html>",
        "OEBPS/one a.xhtml": f"<html><body><h1>{TITLES[0]}</h1>{one}{two}</body></html>",
        "OEBPS/two.xhtml": f"<html><body><h1>{TITLES[1]}</h1>{two}{one}</body></html>",
    }
    if mimetype:
        files = {"mimetype": "application/epub+zip"} | files
    return zipped(files)
