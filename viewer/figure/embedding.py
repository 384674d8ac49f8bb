"""Put a figure's recipe into a finished PDF or SVG, where other programs look for metadata."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

NAMESPACE = "urn:camscope:figure:1"
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:camscope="{namespace}">
<camscope:recipe>{recipe}</camscope:recipe>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a file says of itself: plain words for every reader, and the recipe for CamScope."""

    title: str = ""
    subject: str = ""
    recipe: str = ""  # JSON in ASCII


def into_pdf(content: bytes, label: Label) -> bytes:
    """Append the recipe to a PDF of matplotlib's as its XMP metadata.

    This is an incremental update: a stream, a new catalog that points to it, and a second table
    of references; nothing that was there is touched (ISO 32000-1, 7.5.6 and 14.3.2).
    """
    if not label.recipe:
        return content
    trailer = content[content.rindex(b"trailer") :]
    size, root, start = (
        int(_found(pattern, trailer))
        for pattern in (rb"/Size (\d+)", rb"/Root (\d+) 0 R", rb"startxref\s+(\d+)")
    )
    info = _found(rb"(/Info \d+ 0 R)", trailer)
    catalog = _found(rb"(?s)(?:^|\n)%d 0 obj\s*<<(.*?)>>\s*endobj" % root, content)
    packet = XMP.format(namespace=NAMESPACE, recipe=escape(label.recipe, quote=False)).encode()
    stream = b"%d 0 obj\n<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%s\nendstream\n"
    stream = stream % (size, len(packet), packet) + b"endobj\n"
    renewed = b"%d 0 obj\n<<%s /Metadata %d 0 R >>\nendobj\n" % (root, catalog, size)
    at = len(content), len(content) + len(stream)
    table = b"xref\n0 1\n0000000000 65535 f \n%d 1\n%010d 00000 n \n%d 1\n%010d 00000 n \n"
    table = table % (root, at[1], size, at[0])
    end = b"trailer\n<< /Size %d /Root %d 0 R %s /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    end = end % (size + 1, root, info, start, at[1] + len(renewed))
    return content + stream + renewed + table + end


def into_svg(content: bytes, label: Label, faces: str) -> bytes:
    """Put the recipe into an SVG's metadata, and the fonts of its text beside it.

    Args:
        content: an SVG of matplotlib's.
        label: whose recipe goes into the metadata element.
        faces: ``@font-face`` rules; may be empty.
    """
    text = content.decode("utf-8")
    recipe = f'<camscope:recipe xmlns:camscope="{NAMESPACE}">{escape(label.recipe, False)}'
    if label.recipe:
        text = text.replace("</metadata>", f"{recipe}</camscope:recipe>\n </metadata>", 1)
    if faces:
        style = f'<style type="text/css">{faces}</style>\n </defs>'
        text = text.replace("</defs>", style, 1)
    return text.encode("utf-8")


def _found(pattern: bytes, content: bytes) -> bytes:
    match = re.search(pattern, content)
    if match is None:
        raise ValueError(f"This PDF has no {pattern!r}.")
    return match[1]
