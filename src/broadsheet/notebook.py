"""What `%load_ext broadsheet` sets up: figures sharp and with their alt text, tables as tables, $ as $."""

from base64 import b64encode
from io import BytesIO

import pandas as pd

RETINA = 2

OPTIONS = {
    # Without this Jupyter sets "$5 million to $7 million" as mathematics.
    "display.html.use_mathjax": False,
    "styler.html.mathjax": False,
    "styler.format.escape": "html",
    "display.max_colwidth": 80,
    "display.max_rows": 30,
    "display.min_rows": 10,
    "display.precision": 2,
    "display.show_dimensions": False,
}


def load_ipython_extension(shell) -> None:
    """Set up the notebook. Called by `%load_ext broadsheet`."""
    from matplotlib.figure import Figure

    for option, value in OPTIONS.items():
        pd.set_option(option, value)
    # First the inline backend, or a later `import matplotlib.pyplot` would put its own formatter back.
    if hasattr(shell, "kernel"):
        shell.enable_matplotlib("inline")
    shell.display_formatter.formatters["image/png"].for_type(Figure, png)
    shell.display_formatter.mimebundle_formatter.for_type(Figure, drawn_data)


def drawn_data(fig) -> tuple[dict, dict]:
    """Return what a figure draws as CSV, for the report; nothing where it has no data."""
    from broadsheet.store.spreadsheet import safe_csv

    data = getattr(fig, "data", None)
    if data is None or not len(data):
        return {}, {}
    about = {"name": f"figure_{fig.name}", "rows": len(data)}
    return {"text/csv": safe_csv(data)}, {"text/csv": about}


def png(fig) -> tuple[bytes, dict]:
    """Draw a figure at twice its size in pixels, with its size and alt text as metadata.

    A figure without alt text can be looked at in a notebook, but the report refuses it.
    """
    from PIL import Image

    buffer = BytesIO()
    fig.savefig(buffer, format="png", dpi=100 * RETINA)
    # Figures have few colours: a palette takes a third of the bytes and shows no difference. It also leaves
    # out the version of matplotlib, so that equal figures are equal bytes.
    picture, buffer = Image.open(buffer).convert("RGB"), BytesIO()
    picture.quantize(128, dither=Image.Dither.NONE).save(
        buffer, format="png", optimize=True
    )
    width, height = (round(inches * 100) for inches in fig.get_size_inches())
    metadata = {"width": width, "height": height}
    if alt := getattr(fig, "alt", None):
        metadata["alt"] = alt
    if method := getattr(fig, "method", None):
        metadata["method"] = method
    if getattr(fig, "is_empty", False):
        metadata["is_empty"] = True
    if narrow := getattr(fig, "narrow", None):  # draws the same for a phone
        data, about = png(narrow())
        metadata["narrow"] = about | {"data": b64encode(data).decode()}
    return buffer.getvalue(), metadata
