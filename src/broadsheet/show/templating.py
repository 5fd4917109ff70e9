"""Templates: every piece of HTML is made by one of them, so that whatever is put in is escaped."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

HERE = Path(__file__).parent

# What keeps MathJax, of every version Jupyter has used, away from what stands between two dollars.
NO_MATH = "mathjax_ignore tex2jax_ignore"

# The characters of XML: a page must not hold others, and no reader can see those.
OF_XML = r"\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff"
VISIBLE = re.compile(f"[{OF_XML}]*")
INVISIBLE = re.compile(f"[^{OF_XML}]")


class CleanTemplate(Template):
    """A template that writes no character that a page cannot hold, whatever is put in."""

    def render(self, *args: Any, **values: Any) -> str:
        """Fill in the template."""
        return without_controls(super().render(*args, **values))


class Templates(ImmutableSandboxedEnvironment):
    """Clean templates that can neither call nor change anything but what they are given."""

    template_class = CleanTemplate


def environment(*folders: Path) -> Templates:
    """Return an environment that takes templates from these folders and from no other place.

    Args:
        folders: Where the templates are, the first folder first.

    Returns:
        A sandboxed environment with autoescape.
    """
    templates = Templates(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals["no_math"] = NO_MATH
    return templates


def without_controls(text: str) -> str:
    """Take characters out of a text that a page cannot hold.

    >>> without_controls("a" + chr(0) + "b")
    'ab'
    """
    if VISIBLE.fullmatch(
        text
    ):  # nearly always, and found in half the time of looking for others
        return text
    return INVISIBLE.sub("", text)


@cache
def _templates() -> Templates:
    return environment(HERE / "templates")


def read_templates() -> None:
    """Read every template of this room, so that a copy of this process need not."""
    for name in _templates().list_templates():
        _templates().get_template(name)


def render(name: str, **values: object) -> Markup:
    """Fill in a template of this room.

    Args:
        name: The template's name without its ending.
        values: What it names.

    Returns:
        HTML in which all that was not already HTML is escaped.
    """
    text = _templates().get_template(f"{name}.html.j2").render(**values)
    return Markup(text.strip())
