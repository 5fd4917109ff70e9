"""A notebook as one page of a report: no address outside the page is loaded, and what it carries is named.

Registered as an entry point of nbconvert, so that `jupyter nbconvert --to report` works from any folder and
JupyterLab offers "Report" among its export formats.
"""

import re
from base64 import b64encode
from bisect import bisect_right
from collections import defaultdict
from hashlib import sha256
from html import escape, unescape
from pathlib import Path

from nbconvert.exporters.html import HTMLExporter
from nbconvert.filters import Highlight2HTML
from nbconvert.preprocessors import Preprocessor
from traitlets import default
from traitlets.config import Config

from broadsheet import __version__, show
from broadsheet.articles.check import plural
from broadsheet.show.table import scroll

HERE = Path(__file__).parent

# An address of a place: the article's name, then the offset.
PLACE = re.compile(r"(.+)-(\d+)")
PASSAGE = re.compile(r'<a class="bs-passage" href="#([^"]*)">(.*?)</a>', re.DOTALL)


class MissingAltText(ValueError):
    """A figure has no sentence that says what it shows."""


class ReportExporter(HTMLExporter):
    """nbconvert's HTML exporter with a slim page of our own."""

    export_from_notebook = "Report"

    @default("template_name")
    def _template_name_default(self):
        return "report"

    @default("extra_template_basedirs")
    def _default_extra_template_basedirs(self):
        return [*super()._default_extra_template_basedirs(), str(HERE / "templates")]

    @property
    def default_config(self):
        # A figure goes before its repr, and nothing that a page without scripts could not show.
        shown = ["text/html", "text/markdown", "image/png", "text/plain"]
        ours = Config({"NbConvertBase": {"display_data_priority": shown}})
        ours.HTMLExporter.exclude_anchor_links = True
        config = super().default_config.copy()
        config.merge(ours)
        return config

    def _init_preprocessors(self):
        super()._init_preprocessors()
        self.register_preprocessor(PagePreprocessor(parent=self), enabled=True)

    def _init_resources(self, resources):
        resources = super()._init_resources(resources)
        style = show.stylesheet() + (HERE / "report.css").read_text("utf-8")
        resources.update({"style": style, "version": __version__, "up": "", "outputs": {}} | resources)
        return resources

    def from_notebook_node(self, nb, resources=None, **kw):
        lexer = nb.metadata.get("language_info", {}).get("pygments_lexer", "ipython3")
        self.register_filter("highlight_code", Highlight2HTML(pygments_lexer=lexer, parent=self))
        self.register_filter("only_code", only_code)
        # Not HTMLExporter's own: it would show widgets, and parse and write each page once more.
        html, resources = super(HTMLExporter, self).from_notebook_node(nb, resources, **kw)
        links = resources.get("report", {}).get("links", {})
        html = link_passages(add_contents(html), links, resources.get("href", ""))
        return html.replace("@policy@", policy(html), 1), resources


class PagePreprocessor(Preprocessor):
    """Title, alt text, tables to download: what a page needs and a notebook does not have."""

    def preprocess(self, nb, resources):
        resources["title"] = title(nb, resources["metadata"].get("name", "Report"))
        for cell in nb.cells:
            cell.outputs = [self.output(output, resources) for output in cell.get("outputs", [])]
        return nb, resources

    def output(self, output, resources):
        data = output.get("data", {})
        drawn = "image/png" in data and "text/html" not in data
        if drawn and not output.metadata.get("image/png", {}).get("alt", "").strip():
            raise MissingAltText(
                f"A figure in {resources['metadata'].get('name', 'the notebook')} has no alt text. "
                "End the function that draws it with broadsheet.charts.style.finish(fig, alt)."
            )
        if "text/html" in data:
            data["text/html"] = tidy(data["text/html"])
        if "text/csv" in data:
            data["text/html"] += download(data["text/csv"], output.metadata["text/csv"], resources)
        return output


def title(nb, name: str) -> str:
    """The notebook's title: its metadata's, its first heading, or its file's name."""
    heading = next((re.search(r"^# (.+)$", cell.source, re.MULTILINE) for cell in nb.cells), None)
    return nb.metadata.get("title") or (heading[1] if heading else name.replace("_", " "))


def tidy(html: str) -> str:
    """Take out what the page's policy would refuse or what its own sheet replaces, and let tables scroll."""
    html = re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL)
    html = re.sub(r'(<table[^<>]*?) border="1"', r"\1", html)
    if "<table" in html and "bs-scroll" not in html:
        html = scroll(html, "Table")
    return html


def download(csv: str, about, resources) -> str:
    """Offer a table as CSV: a file beside the page, or within it where there is no place beside."""
    name = re.sub(r"[^\w-]+", "_", about.get("name", "table"))
    folder = resources.get("output_files_dir")
    if folder:
        taken = sum(Path(path).stem.rsplit(".", 1)[0] == name for path in resources["outputs"])
        href = f"{folder}/{name}{f'.{taken + 1}' if taken else ''}.csv"
        resources["outputs"][href] = csv.encode("utf-8-sig")
    else:
        href = "data:text/csv;base64," + b64encode(csv.encode("utf-8-sig")).decode()
    file = f'<a download="{name}.csv" href="{escape(href)}">{name}.csv</a>'
    return f'<p class="bs-download">{file}, {plural(about["rows"], "row")}</p>'


def add_contents(html: str) -> str:
    """Number no heading, but let each be reached from the list at the side."""
    entries = []

    def heading(match):
        text = unescape(re.sub(r"<[^>]+>", "", match[2])).strip()
        slug = re.sub(r"\W+", "-", text.lower()).strip("-") or "section"
        slug = f"{slug}-" if any(slug == earlier for earlier, _ in entries) else slug
        entries.append((slug, text))
        return f'<h2 id="{slug}"{match[1] or ""}>{match[2]}</h2>'

    html = re.sub(r"<h2( class=[^>]*)?>(.*?)</h2>", heading, html, flags=re.DOTALL)
    links = "".join(f'<li><a href="#{slug}">{escape(text)}</a></li>' for slug, text in entries)
    return html.replace("<!--contents-->", f"<h2>Contents</h2><ol>{links}</ol>" if links else "", 1)


def link_passages(html: str, elsewhere: dict[str, str], page: str = "") -> str:
    """Point each reference to what it means: on the page that `elsewhere` has for it, or on this one.

    A place in an article that is shown here is the nearest mark or paragraph before it. What leads nowhere
    becomes plain text.
    """
    places = defaultdict(list)
    for anchor in anchors(html):
        article, start = PLACE.fullmatch(anchor).groups()
        places[article].append(int(start))
    for starts in places.values():
        starts.sort()

    def link(match):
        href = elsewhere.get(match[1])
        if href is None:
            article, start = PLACE.fullmatch(match[1]).groups()
            before = bisect_right(places.get(article, []), int(start))
            if not before:
                return match[2]
            href = f"#{article}-{places[article][before - 1]}"
        return f'<a class="bs-passage" href="{escape(href.removeprefix(page))}">{match[2]}</a>'

    return PASSAGE.sub(link, html)


def anchors(html: str) -> list[str]:
    """The places in articles that a page shows."""
    return re.findall(r' id="([^"]+-\d+)" data-place', html)


def policy(html: str) -> str:
    """A Content-Security-Policy that allows the styles and scripts this page carries and nothing else."""
    styles = allowed(re.findall(r"<style>(.*?)</style>", html, re.DOTALL))
    scripts = allowed(re.findall(r"<script>(.*?)</script>", html, re.DOTALL)) or "'none'"
    places = allowed(map(unescape, re.findall(r'<[a-z][^<>]* style="([^"]*)"', html)))
    attributes = f"'unsafe-hashes' {places}" if places else "'none'"
    return (
        f"default-src 'none'; img-src data:; script-src {scripts}; style-src-elem {styles}; "
        f"style-src-attr {attributes}; base-uri 'none'; form-action 'none'"
    )


def allowed(texts) -> str:
    digests = (b64encode(sha256(text.encode()).digest()).decode() for text in dict.fromkeys(texts))
    return " ".join(f"'sha256-{digest}'" for digest in digests)


def only_code(html: str) -> str:
    """What stands within the `pre` that the highlighter wraps round a cell's code."""
    return re.sub(r"^.*?<pre>(?:<span></span>)?|</pre>.*$", "", html, flags=re.DOTALL).rstrip()
