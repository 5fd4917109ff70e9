"""Every colour of the project; style sheets of pages and figures are both made from `palette.toml`."""

import tomllib
from importlib import resources
from typing import Any

PALETTE: dict[str, Any] = tomllib.loads(
    resources.files(__package__).joinpath("palette.toml").read_text("utf-8")
)


def css_variables(section: str) -> str:
    """Return the colours of a section of the palette as variables of a style sheet, for light and for dark.

    The dark ones hold where the reader's system is dark, in JupyterLab where its theme is.

    >>> css_variables("page")[:26]
    ':root{--bs-paper:#fcfbf7;-'
    """
    light = _declared(PALETTE[section]["light"])
    dark = _declared(PALETTE[section]["dark"])
    return (
        f":root{{{light}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root:not(:has([data-jp-theme-light])){{{dark}}}}}"
        f'[data-jp-theme-light="false"]{{{dark}}}\n'
    )


def _declared(colors: dict[str, str]) -> str:
    return "".join(f"--bs-{name}:{color};" for name, color in colors.items())
