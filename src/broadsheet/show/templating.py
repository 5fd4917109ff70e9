"""Templates: every piece of HTML is made by one of them, so that whatever is put in is escaped."""

import re
from functools import cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

HERE = Path(__file__).parent

# What keeps MathJax, of every version Jupyter has used, away from what stands between two dollars.
NO_MATH = "mathjax_ignore tex2jax_ignore"

# Not characters of XML: a page must not hold them, and no reader can see them.
INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def environment(*folders: Path) -> ImmutableSandboxedEnvironment:
    """Return an environment that takes templates from these folders and from no other place.

    Values are escaped, and a template can neither call nor change anything but what it is given.

    Args:
        folders: Where the templates are, the first folder first.

    Returns:
        A sandboxed environment with autoescape.
    """
    templates = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals["no_math"] = NO_MATH
    templates.finalize = without_controls
    return templates


def without_controls(value: object) -> object:
    """Take characters out of a value that a page cannot hold.

    >>> without_controls("a" + chr(0) + "b"), without_controls(3)
    ('ab', 3)
    """
    if isinstance(value, str) and INVISIBLE.search(value):
        return type(value)(INVISIBLE.sub("", value))
    return value


@cache
def _templates() -> ImmutableSandboxedEnvironment:
    return environment(HERE / "templates")


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
