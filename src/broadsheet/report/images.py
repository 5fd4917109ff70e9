"""Figures as pages hold them: a picture, the same for a phone, and a sentence for whoever cannot see it."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from PIL import Image as Picture

# A figure wider than this, in pixels of the page, may stand out of the text's column.
WIDE = 720


@dataclass(frozen=True)
class Image:
    """A picture as PNG in base64, its size on the page, and its alternative text."""

    png: str
    width: int | None = None
    height: int | None = None
    alt: str = ""
    narrow: "Image | None" = None
    brief: "Image | None" = None  # with fewer rows, for the front page
    is_cut: bool = False
    method: str = ""
    download: str = ""  # HTML: the line that offers what is drawn as a file

    @property
    def is_wide(self) -> bool:
        """Whether the picture may stand out of the text's column."""
        return bool(self.width and self.width > WIDE)


def read_image(output: Mapping[str, Any]) -> Image:
    """Return the figure that an output of a notebook holds."""
    about = output["metadata"].get("image/png", {})
    image = read_form({**about, "data": output["data"]["image/png"]})
    download = output["metadata"].get("download", "")
    return replace(image, method=about.get("method", ""), download=download)


def read_form(about: Mapping[str, Any]) -> Image:
    """Return one form of a figure, with those that are made of it."""
    narrow = None
    if "narrow" in about:
        narrow = read_form(about["narrow"])
    brief = None
    if "brief" in about:
        brief = read_form(about["brief"])
    return Image(
        without_line_ends(about["data"]),
        about.get("width"),
        about.get("height"),
        about.get("alt", ""),
        narrow,
        brief,
    )


def cut_top(image: Image, tallest: float) -> Image:
    """Return so much of a picture's top as is `tallest` times its width, the whole where it is not taller."""
    if not image.width or not image.height or image.height <= tallest * image.width:
        return image
    height = round(image.width * tallest)
    with Picture.open(BytesIO(b64decode(image.png))) as picture:
        top = picture.crop((0, 0, picture.width, height * picture.width // image.width))
    buffer = BytesIO()
    top.save(buffer, format="png", optimize=True)
    png = b64encode(buffer.getvalue()).decode()
    return replace(
        image, png=png, height=height, alt=f"{image.alt} (The top.)", is_cut=True
    )


def without_line_ends(text: str) -> str:
    """Return base64 without its line ends."""
    return "".join(text.split())
