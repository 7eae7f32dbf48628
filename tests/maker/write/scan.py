"""Scans: a report's pages as pictures, askew, blurred and speckled, as copiers and telephones give them."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFilter

from tests.maker.made import Made
from tests.maker.pages import lay_out
from tests.maker.write.pdf import write_pdf


@dataclass(frozen=True)
class Copier:
    """How a scan comes out."""

    dpi: int = 200
    angle: float = 0.0  # degrees askew
    noise: float = 0.0  # standard deviation, of 255
    blur: float = 0.0  # pixels
    quality: int = 85  # of the JPEG
    shade: float = 0.0  # how much darker one edge is, of 255: a telephone's picture
    slant: float = 0.0  # of the width, by which the upper edge is nearer than the lower: a telephone held aslant
    font: Path | None = None  # that the report is printed in


def scan_pages(made: Made, copier: Copier) -> list[Image.Image]:
    """Pictures of the pages of a ruled PDF of the report."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "printed.pdf"
        write_pdf(made, lay_out(made), path, "ruled", font=copier.font)
        document = pdfium.PdfDocument(path)
        pages = [page.render(scale=copier.dpi / 72, grayscale=True).to_pil() for page in document]
        document.close()
    return [_copied(page, copier, number) for number, page in enumerate(pages)]


def _copied(page: Image.Image, copier: Copier, number: int) -> Image.Image:
    turned = page.rotate(copier.angle * (1 - 2 * (number % 2)), Image.Resampling.BICUBIC, fillcolor=255)
    turned = _aslant(turned, copier.slant) if copier.slant else turned
    if copier.blur:
        turned = turned.filter(ImageFilter.GaussianBlur(copier.blur))
    grey = np.asarray(turned, dtype=np.float32)
    random = np.random.default_rng(number)
    grey = grey + random.normal(0, copier.noise, grey.shape) if copier.noise else grey
    grey = grey - np.linspace(0, copier.shade, grey.shape[1]) if copier.shade else grey
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))


def _aslant(page: Image.Image, share: float) -> Image.Image:
    """The page as a camera sees it that looks down on it from below: its lower edge wider, its sides not parallel."""
    (width, height), d = page.size, share * page.width
    corners = (-d, -0.4 * d, 0.2 * d, height + 0.3 * d, width, height, width + 0.7 * d, -0.2 * d)
    return page.transform(page.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=230)


def write_scan(made: Made, path: Path, copier: Copier) -> Path:
    """A PDF of pictures, or one tall picture of all pages."""
    pages = scan_pages(made, copier)
    if path.suffix == ".pdf":
        pages[0].save(path, save_all=True, append_images=pages[1:], resolution=copier.dpi, quality=copier.quality)
        return path
    tall = Image.new("L", (max(page.width for page in pages), sum(page.height for page in pages)), 255)
    top = 0
    for page in pages:
        tall.paste(page, (0, top))
        top += page.height
    tall.save(path, dpi=(copier.dpi, copier.dpi), quality=copier.quality)
    return path
