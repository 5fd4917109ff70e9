"""A sample as a page that a coder fills in with a browser, offline, and saves as a file."""

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from broadsheet.palette import css_variables
from broadsheet.validation.questions import NOTHING, unclear
from broadsheet.validation.sample import Sample
from broadsheet.validation.sheet import ILLEGAL, data_lines


def write_form(sample: Sample, path: Path) -> None:
    """Write the page of a sample: one file without any address of the network.

    Args:
        sample: What `draw_sample` returns.
        path: A name that ends with .html.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(form_html(sample), encoding="utf-8", newline="\n")


def form_html(sample: Sample) -> str:
    """Return the page."""
    text = _template().render(
        kind=sample.kind,
        design=sample.design,
        rows=sample.of("row"),
        paragraphs=sample.of("paragraph"),
        unclear=unclear(),
        nothing=NOTHING,
        style=Markup(_style()),
        script=Markup(_file("form.js")),
        data=_in_script(data_lines(sample)),
    )
    return ILLEGAL.sub("", text)


def _in_script(value: Any) -> Markup:
    """Write a value as JSON that cannot end the element that it stands in."""
    text = json.dumps(value, ensure_ascii=True)
    return Markup(text.replace("<", "\\u003c").replace("&", "\\u0026"))


@cache
def _template() -> Any:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_file("form.html.j2"))


def _style() -> str:
    """Return the style sheet, with the colours of all pages."""
    return css_variables("page") + css_variables("form") + _file("form.css")


def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
