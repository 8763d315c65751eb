"""Scans and photos: what is taken, what is refused and why, made smaller, turned, cropped."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from sertidesk.domain.errors import UserError
from sertidesk.intake import scans

TURNED_RIGHT = 6  # EXIF: the camera was held upright
_ORIENTATION = 0x0112


def photo(
    width: int = 640, height: int = 480, kind: str = "JPEG", *, turned: int = 1, mode: str = "RGB"
) -> bytes:
    image = Image.effect_noise((width, height), 60).convert(mode)
    exif = Image.Exif()
    exif[_ORIENTATION] = turned
    made = io.BytesIO()
    image.save(made, kind, **({"exif": exif} if kind == "JPEG" else {}))
    return made.getvalue()


def pdf(pages: int = 1, password: str = "") -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(300, 400), encrypt=password or None)
    for page in range(pages):
        canvas.rect(10 + 20 * page, 10, 100, 100, fill=1)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def _size(content: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(content)).size


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF"])
def test_a_small_picture_is_kept_as_it_came(kind: str) -> None:
    content = photo(kind=kind)
    scan = scans.judge(content, "ktp.bin", shrink=True)
    assert scan.content == content
    assert scan.media_type == f"image/{kind.lower()}"


def test_a_pdf_is_kept_as_it_came() -> None:
    content = pdf(2)
    assert scans.judge(content, "ijazah.pdf", shrink=True) == scans.Scan(
        content, "application/pdf", "ijazah.pdf"
    )


def test_a_large_photo_becomes_a_smaller_jpeg() -> None:
    content = photo(3000, 4000)
    scan = scans.judge(content, "foto.png", shrink=True)
    assert _size(scan.content) == (1500, 2000)
    assert len(scan.content) < len(content)
    assert (scan.media_type, scan.file_name) == ("image/jpeg", "foto.jpg")


def test_without_shrinking_the_bytes_are_untouched() -> None:
    content = photo(3000, 2000, turned=TURNED_RIGHT)
    assert scans.judge(content, "foto.jpg", shrink=False).content == content


def test_a_photo_taken_upright_is_turned_and_loses_the_cameras_notes() -> None:
    scan = scans.judge(photo(640, 480, turned=TURNED_RIGHT), "foto.jpg", shrink=True)
    assert _size(scan.content) == (480, 640)
    assert not Image.open(io.BytesIO(scan.content)).getexif()


def test_what_is_transparent_becomes_paper() -> None:
    made = io.BytesIO()
    Image.new("RGBA", (2400, 2400), (0, 0, 0, 0)).save(made, "PNG", compress_level=0)
    scan = scans.judge(made.getvalue(), "ttd.png", shrink=True)
    assert Image.open(io.BytesIO(scan.content)).getpixel((5, 5)) == (255, 255, 255)


def test_a_scan_of_several_pages_keeps_them() -> None:
    made = io.BytesIO()
    pages = [Image.new("L", (2600, 100), shade) for shade in (0, 128, 255)]
    pages[0].save(made, "TIFF", save_all=True, append_images=pages[1:])
    content = scans.judge(made.getvalue(), "ijazah.tif", shrink=True).content
    assert content == made.getvalue()
    assert scans.draw(content, "image/tiff", 2, 300).pages == 3


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "scan_empty"),
        (b"bukan gambar", "scan_unknown"),
        (b"PK\x03\x04" + bytes(200), "scan_unknown"),
        (photo()[:2000], "scan_broken"),
        (photo(kind="PNG")[:2000], "scan_broken"),
        (pdf()[:200], "scan_broken"),
        (pdf(password="rahasia"), "scan_locked"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(50), "scan_heic"),
    ],
)
def test_what_cannot_be_opened_is_refused_by_name(content: bytes, code: str) -> None:
    with pytest.raises(UserError, match="KTP Budi") as caught:
        scans.judge(content, "KTP Budi.jpg", shrink=True)
    assert caught.value.code == code


_WHOLE = {kind: photo(40, 30, kind) for kind in ("JPEG", "PNG", "GIF", "TIFF")} | {"PDF": pdf()}


def test_a_tiff_whose_pages_are_lost_is_broken() -> None:
    content = bytearray(photo(640, 480, "TIFF"))
    content[9] = 1  # the number of entries in its directory
    with pytest.warns(UserWarning, match="Corrupt"), pytest.raises(UserError) as caught:
        scans.judge(bytes(content), "ijazah.tif", shrink=True)
    assert caught.value.code == "scan_broken"


@given(
    kind=st.sampled_from(sorted(_WHOLE)),
    places=st.lists(st.floats(0, 0.999), max_size=12),
    values=st.binary(min_size=12, max_size=12),
    kept=st.floats(0.05, 1),
)
@settings(max_examples=60)
@pytest.mark.filterwarnings("ignore")  # a decoder may grumble about what it still reads
def test_damaged_bytes_are_taken_or_refused_and_nothing_else(
    kind: str, places: list[float], values: bytes, kept: float
) -> None:
    content = bytearray(_WHOLE[kind])
    for place, value in zip(places, values, strict=False):
        content[int(place * len(content))] = value
    try:
        scan = scans.judge(bytes(content[: int(kept * len(content))]), "x.jpg", shrink=True)
        scans.draw(scan.content, scan.media_type, 0, 200)
    except UserError:
        pass


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "besar.jpg"
    with path.open("wb") as file:
        file.truncate(scans.LARGEST + 1)
    with pytest.raises(UserError, match="50 MB") as caught:
        scans.read(path, shrink=True)
    assert caught.value.code == "scan_large"


def test_a_picture_of_too_many_pixels_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "_MOST_PIXELS", 1000)
    with pytest.raises(UserError) as caught:
        scans.judge(photo(), "peta.jpg", shrink=True)
    assert caught.value.code == "scan_many_pixels"


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        scans.read(tmp_path / "hilang.jpg", shrink=True)
    assert caught.value.code == "scan_unreadable"


def test_a_page_is_drawn_no_longer_than_asked() -> None:
    picture = scans.draw(photo(2000, 1000), "image/jpeg", 0, 400)
    assert (picture.width, picture.height, picture.pages) == (400, 200, 1)
    assert len(picture.rgba) == 400 * 200 * 4


def test_each_page_of_a_pdf_is_drawn() -> None:
    content = pdf(3)
    drawn = [scans.draw(content, scans.PDF, page, 400) for page in range(3)]
    assert {(p.width, p.height, p.pages) for p in drawn} == {(300, 400, 3)}
    assert len({p.rgba for p in drawn}) == 3
    assert scans.draw(content, scans.PDF, 9, 400) == drawn[2]


def test_a_picture_is_drawn_upright() -> None:
    picture = scans.draw(photo(400, 200, turned=TURNED_RIGHT), "image/jpeg", 0, 400)
    assert (picture.width, picture.height) == (200, 400)


def test_a_portrait_is_the_part_in_the_frame() -> None:
    image = Image.new("RGB", (1200, 800), "white")
    image.paste((200, 30, 30), (600, 0, 1200, 800))
    made = io.BytesIO()
    image.save(made, "PNG")
    portrait = scans.crop_portrait(made.getvalue(), "image/png", (0.5, 0.0, 0.5, 1.0))
    cut = Image.open(io.BytesIO(portrait))
    assert cut.format == "JPEG"
    assert cut.size == (600, 800)
    pixel = cut.getpixel((300, 400))
    assert isinstance(pixel, tuple)
    assert pixel[0] > 180 and pixel[1] < 60


def test_a_large_portrait_is_brought_to_its_size() -> None:
    portrait = scans.crop_portrait(photo(3000, 4000), "image/jpeg", (0.0, 0.0, 1.0, 1.0))
    assert _size(portrait) == (900, 1200)
