"""Writes objects as a PDF 1.7 file, those that are no streams packed together and compressed."""

from __future__ import annotations

import struct
import zlib

_HEADER = b"%PDF-1.7\n%\x80\x80\x80\x80\n"
_OBJECTS_IN_A_PACK = 200
_COMPRESSION = 4
_ENTRY = struct.Struct(">BLH")
"""One entry of the cross-reference stream: kind, place, place within a pack."""


def stream(dictionary: bytes, content: bytes) -> bytes:
    """Return a stream object; `dictionary` is its dictionary without length and without the closing `>>`."""
    return b"%s/Length %d>>\nstream\n%s\nendstream" % (dictionary, len(content), content)


def pdf_file(objects: dict[int, bytes], trailer: bytes) -> bytes:
    """Return a file with `objects` (bodies by number) and the root, info and id entries of `trailer`."""
    table: dict[int, tuple[int, int, int]] = {}
    pieces = [_HEADER]
    length = len(_HEADER)
    plain = [number for number, body in objects.items() if not body.endswith(b"\nendstream")]
    written = {number: body for number, body in objects.items() if body.endswith(b"\nendstream")}
    next_number = max(objects) + 1
    for start in range(0, len(plain), _OBJECTS_IN_A_PACK):
        members = plain[start : start + _OBJECTS_IN_A_PACK]
        written[next_number] = _pack(members, objects)
        table |= {member: (2, next_number, place) for place, member in enumerate(members)}
        next_number += 1
    for number, body in written.items():
        table[number] = (1, length, 0)
        pieces.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        length += len(pieces[-1])
    table[next_number] = (1, length, 0)
    entries = b"".join(_ENTRY.pack(*table.get(number, (0, 0, 0xFFFF))) for number in range(next_number + 1))
    kind = b"<</Type/XRef/W[1 4 2]/Filter/FlateDecode/Size %d%s" % (next_number + 1, _kept(trailer))
    reference_stream = stream(kind, zlib.compress(entries))
    pieces.append(b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (next_number, reference_stream, length))
    return b"".join(pieces)


def _pack(members: list[int], objects: dict[int, bytes]) -> bytes:
    """Return an object stream of some objects."""
    index, offset = [], 0
    for member in members:
        index.append(b"%d %d" % (member, offset))
        offset += len(objects[member]) + 1
    head = b" ".join(index) + b"\n"
    content = zlib.compress(head + b"\n".join(objects[member] for member in members), _COMPRESSION)
    return stream(b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(members), len(head)), content)


def _kept(trailer: bytes) -> bytes:
    """Return the entries of a trailer from the root on: its size belongs to another table."""
    return trailer[trailer.index(b"/Root") :].removesuffix(b">>")
