"""What `%load_ext broadsheet` sets up: figures sharp and with their alt text, tables as tables, $ as $."""

from base64 import b64encode
from io import BytesIO
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from broadsheet.arrays import run_starts
from broadsheet.collector import give_memory_back
from broadsheet.store.spreadsheet import CSV, shown_csv

DPI = 100  # pixels of a page to an inch of a figure
COLORS = 256  # that a palette holds
EXACT = 192  # of them are the commonest, just as they are drawn
COMPRESSION = 6  # packing harder takes five times as long and saves a tenth
RETINA = 2  # pixels of the picture to one of the page

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


def load_ipython_extension(shell: Any) -> None:
    """Set up the notebook. Called by `%load_ext broadsheet`."""
    from matplotlib.figure import Figure

    for option, value in OPTIONS.items():
        pd.set_option(option, value)
    # Arrow's own keeps what was read and given up: some 400 MB where an archive's quotations are read.
    pa.set_memory_pool(pa.system_memory_pool())
    # First the inline backend, or a later `import matplotlib.pyplot` would put its own formatter back.
    if hasattr(shell, "kernel"):
        shell.enable_matplotlib("inline")
    shell.display_formatter.formatters["image/png"].for_type(Figure, png)
    shell.display_formatter.mimebundle_formatter.for_type(Figure, drawn_data)
    shell.events.register("post_run_cell", after_cell)


def after_cell(result: Any) -> None:
    """Give back the memory that a cell took and does not need any more.

    IPython keeps all that was shown; the files of tables, which nobody sees there, take most of it.

    Args:
        result: What IPython says of the cell.
    """
    from IPython import get_ipython

    shell = get_ipython()
    kept = getattr(shell.history_manager, "outputs", {}) if shell else {}
    for outputs in kept.values():
        for output in outputs:
            others = {kind: data for kind, data in output.bundle.items() if kind != CSV}
            output.bundle = others
    give_memory_back()


def drawn_data(fig: Any) -> tuple[dict, dict]:
    """Return what a figure draws as CSV, for the report; nothing where it has no data."""
    data = getattr(fig, "data", None)
    if data is None or not len(data):
        return {}, {}
    return shown_csv(data, f"figure_{fig.name}")


def png(fig: Any) -> tuple[bytes, dict]:
    """Draw a figure at twice its size in pixels, with its size and alt text as metadata.

    A figure without alt text can be looked at in a notebook, but the report refuses it.
    """
    content = with_few_colors(drawn(fig))
    width, height = (round(inches * DPI) for inches in fig.get_size_inches())
    metadata = {"width": width, "height": height}
    if alt := getattr(fig, "alt", None):
        metadata["alt"] = alt
    if method := getattr(fig, "method", None):
        metadata["method"] = method
    if getattr(fig, "is_empty", False):
        metadata["is_empty"] = True
    if narrow := getattr(fig, "narrow", None):  # draws the same for a phone
        metadata["narrow"] = _as_metadata(narrow())
    if brief := getattr(fig, "brief", None):  # draws fewer rows, for the front page
        metadata["brief"] = _as_metadata(brief())
    return content, metadata


def _as_metadata(fig: Any) -> dict:
    """Return another form of a figure as metadata, with its picture as text."""
    data, about = png(fig)
    return about | {"data": b64encode(data).decode()}


def drawn(fig: Any) -> Any:
    """Draw a figure at twice its size in pixels.

    It is drawn once: `savefig` draws a figure whose parts are to be placed twice.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    dpi = fig.dpi
    before = fig.canvas
    fig.dpi = DPI * RETINA
    canvas = FigureCanvasAgg(fig)
    try:
        canvas.draw()
        return Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    finally:
        fig.set_canvas(before)
        fig.dpi = dpi


def with_few_colors(picture: Any) -> bytes:
    """Return a picture as PNG with a palette.

    Figures have few colours: a palette takes a third of the bytes and shows no difference. It also leaves
    out the version of matplotlib, so that equal figures are equal bytes.
    """
    buffer = BytesIO()
    few = _with_palette(picture)
    few.save(buffer, format="png", compress_level=COMPRESSION)
    return buffer.getvalue()


def _with_palette(picture: Any) -> Any:
    """Return a picture in its commonest colours, and in few others for what is left.

    Most figures have no more colours than a palette holds, and are kept as they are.
    """
    from PIL import Image

    red, green, blue = (np.asarray(each, np.uint32) for each in picture.split())
    pixels = red << 16 | green << 8 | blue
    colors = _by_frequency(pixels)
    shades = np.stack([colors >> 16, colors >> 8 & 255, colors & 255], axis=1)
    shades = shades.astype(np.uint8)
    palette = shades[:COLORS]
    number = np.arange(len(colors))
    if len(colors) > COLORS:
        left = Image.fromarray(shades[None, EXACT:])
        few = left.quantize(COLORS - EXACT, dither=Image.Dither.NONE)
        others = np.array(few.getpalette(), np.uint8).reshape(-1, 3)
        palette = np.concatenate([shades[:EXACT], others[: COLORS - EXACT]])
        number[EXACT:] = EXACT + np.asarray(few)[0]
    number_of = np.zeros(1 << 24, np.uint8)
    number_of[colors] = number
    drawn_in_few = Image.fromarray(number_of[pixels])
    drawn_in_few.putpalette(palette.tobytes())
    return drawn_in_few


def _by_frequency(pixels: np.ndarray) -> np.ndarray:
    """Return the different numbers, the commonest first."""
    ordered = np.sort(pixels, axis=None)
    starts = run_starts(ordered)
    counts = np.diff(np.append(starts, len(ordered)))
    commonest_first = np.argsort(-counts, kind="stable")
    return ordered[starts][commonest_first]
