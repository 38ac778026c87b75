"""The video block.

https://docs.slack.dev/reference/block-kit/blocks/video-block
"""

from localslack.blockkit import limits
from localslack.blockkit.composition import plain
from localslack.blockkit.image_urls import image_url
from localslack.blockkit.rules import block_shape, matching, string

_HTTPS = matching(r"https://\S{1,2992}", "https://example.com/video")

VIDEO = block_shape(
    "video",
    {
        "alt_text": string(limits.VIDEO_TEXT),
        "title": plain(limits.VIDEO_TEXT),
        "thumbnail_url": image_url,
        "video_url": _HTTPS,
    },
    {
        "title_url": _HTTPS,
        "author_name": string(limits.VIDEO_NAME),
        "description": plain(limits.VIDEO_TEXT),
        "provider_icon_url": image_url,
        "provider_name": string(limits.VIDEO_NAME),
    },
)
