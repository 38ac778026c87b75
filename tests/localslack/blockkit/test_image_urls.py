"""Which addresses of images Slack can fetch."""

from typing import Any

import pytest

from localslack.blockkit import validate


def image(url: object) -> dict[str, Any]:
    return {"type": "image", "image_url": url, "alt_text": "a"}


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/a.png",
        "https://example.org",
        "https://images.example.co.uk:8443/a/b.png?size=2&x=%20y#z",
        "https://xn--bcher-kva.example/a.png",
        "https://8.8.8.8/a.png",
        "https://example.com/" + "x" * 2980,
    ],
)
def test_an_image_on_the_public_internet_is_taken(url: str) -> None:
    assert validate([image(url)]) == []


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("", "too_short"),
        ("https://example.com/" + "x" * 2981, "too_long"),
        (7, "wrong_type"),
        (None, "wrong_type"),
        ("a cat", "wrong_format"),
        ("/a.png", "wrong_format"),
        ("//example.com/a.png", "wrong_format"),
        ("example.com/a.png", "wrong_format"),
        ("https://", "wrong_format"),
        ("https:///a.png", "wrong_format"),
        ("https:example.com/a.png", "wrong_format"),
        ("https://example.com/a b.png", "wrong_format"),
        (" https://example.com/a.png", "wrong_format"),
        ("https://example.com/a.png\n", "wrong_format"),
        ("https://example.com/\N{CAT}.png", "wrong_format"),
        ("https://user:word@example.com/a.png", "wrong_format"),
        ("https://example.com:0/a.png", "wrong_format"),
        ("https://example.com:99999/a.png", "wrong_format"),
        ("https://[::1/a.png", "wrong_format"),
        ("http://example.com/a.png", "wrong_format"),
        ("ftp://example.com/a.png", "wrong_format"),
        ("javascript://example.com/%0aalert(1)", "wrong_format"),
        ("data:image/png;base64,AAAA", "wrong_format"),
        ("https://localhost/a.png", "not_public"),
        ("https://intranet/a.png", "not_public"),
        ("https://nas.local/a.png", "not_public"),
        ("https://127.0.0.1/a.png", "not_public"),
        ("https://10.0.0.8/a.png", "not_public"),
        ("https://[::1]/a.png", "not_public"),
        ("https://example.com%2Fa.png", "not_public"),
        ("https://example..com/a.png", "not_public"),
        ("https://-example.com/a.png", "not_public"),
    ],
)
def test_any_other_is_refused_in_its_place(url: object, code: str) -> None:
    faults = [(fault.pointer, fault.code) for fault in validate([image(url)])]
    assert faults == [("/0/image_url", code)]


@pytest.mark.parametrize(
    ("block", "pointer"),
    [
        ({"type": "context", "elements": [image("http://a.example/x")]}, "/0/elements/0/image_url"),
        (
            {
                "type": "section",
                "text": {"type": "plain_text", "text": "a"},
                "accessory": image("https://localhost/x"),
            },
            "/0/accessory/image_url",
        ),
        (
            {
                "type": "video",
                "alt_text": "a",
                "title": {"type": "plain_text", "text": "a"},
                "video_url": "https://example.com/v",
                "thumbnail_url": "http://example.com/t.png",
            },
            "/0/thumbnail_url",
        ),
    ],
)
def test_so_it_is_wherever_an_image_stands(block: dict[str, Any], pointer: str) -> None:
    assert [fault.pointer for fault in validate([block])] == [pointer]
