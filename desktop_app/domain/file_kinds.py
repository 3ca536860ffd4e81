"""What a file is, by the ending of its name: its media type, its kind, and whether opening it may run something."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.base.file_names import ending_of


class FileKind(StrEnum):
    """What people call a file."""

    PDF = "pdf"
    TEXT = "text"
    TABLE = "table"
    SLIDES = "slides"
    PICTURE = "picture"
    SOUND = "sound"
    FILM = "film"
    MAIL = "mail"
    PACKAGE = "package"
    PROGRAM = "program"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class FileType:
    """The media type (RFC 6838) and the kind of a file."""

    media_type: str
    kind: FileKind


UNKNOWN = FileType("application/octet-stream", FileKind.OTHER)

_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
_TYPES: dict[str, FileType] = {
    ending: FileType(media_type, kind)
    for kind, types in {
        FileKind.PDF: {".pdf": "application/pdf"},
        FileKind.TEXT: {
            ".txt": "text/plain",
            ".md": "text/markdown",
            ".rtf": "application/rtf",
            ".doc": "application/msword",
            ".docx": f"{_OFFICE}.wordprocessingml.document",
            ".docm": "application/vnd.ms-word.document.macroEnabled.12",
            ".odt": f"{_OPEN}.text",
            ".pages": "application/vnd.apple.pages",
            ".xml": "application/xml",
            ".json": "application/json",
        },
        FileKind.TABLE: {
            ".csv": "text/csv",
            ".xls": "application/vnd.ms-excel",
            ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
            ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
            ".ods": f"{_OPEN}.spreadsheet",
            ".numbers": "application/vnd.apple.numbers",
        },
        FileKind.SLIDES: {
            ".ppt": "application/vnd.ms-powerpoint",
            ".pptx": f"{_OFFICE}.presentationml.presentation",
            ".pptm": "application/vnd.ms-powerpoint.presentation.macroEnabled.12",
            ".odp": f"{_OPEN}.presentation",
            ".key": "application/vnd.apple.keynote",
        },
        FileKind.PICTURE: {
            ".jpg": "image/jpeg",
            ".jpeg": "image/jpeg",
            ".png": "image/png",
            ".gif": "image/gif",
            ".bmp": "image/bmp",
            ".tif": "image/tiff",
            ".tiff": "image/tiff",
            ".webp": "image/webp",
            ".heic": "image/heic",
            ".svg": "image/svg+xml",
            ".odg": f"{_OPEN}.graphics",
        },
        FileKind.SOUND: {".mp3": "audio/mpeg", ".wav": "audio/wav", ".ogg": "audio/ogg", ".m4a": "audio/mp4"},
        FileKind.FILM: {".mp4": "video/mp4", ".mov": "video/quicktime", ".avi": "video/x-msvideo"},
        FileKind.MAIL: {
            ".eml": "message/rfc822",
            ".msg": "application/vnd.ms-outlook",
            ".ics": "text/calendar",
            ".vcf": "text/vcard",
        },
        FileKind.PACKAGE: {
            ".zip": "application/zip",
            ".7z": "application/x-7z-compressed",
            ".rar": "application/vnd.rar",
            ".gz": "application/gzip",
            ".tar": "application/x-tar",
        },
    }.items()
    for ending, media_type in types.items()
}

_RUN = frozenset(
    """
    .action .apk .app .application .appimage .appref-ms .appx .appxbundle .bash .bat .bin .cab .chm .class .cmd .com
    .command .cpl .crx .csh .deb .desktop .diagcab .dll .dmg .elf .exe .fish .flatpakref .gadget .hta .htm .html .img
    .inf .ins .iso .isp .jar .jnlp .js .jse .ksh .library-ms .lnk .mht .mhtml .mobileconfig .msc .msh .msi .msix .msp
    .mst .ocx .osx .php .pif .pkg .pl .prf .ps1 .ps1xml .psc1 .psd1 .psm1 .py .pyc .pyw .pyz .rb .rdp .reg .rpm .run
    .scf .scr .sct .search-ms .settingcontent-ms .sh .shb .shs .slk .snap .svg .svgz .sys .terminal .theme .url .vb
    .vbe .vbs .vhd .vhdx .webloc .website .workflow .ws .wsc .wsf .wsh .xbap .xhtml .xll .xpi .zsh
    """.split()  # noqa: SIM905  read better than one to a line
)
"""Endings that a system runs, installs or lets a page run when the file is opened."""
_MACROS = frozenset(
    """
    .accda .accdb .accde .accdr .docm .dot .dotm .iqy .mda .mdb .mde .potm .ppa .ppam .ppsm .pptm .sldm .wll .xla .xlam
    .xlm .xlsb .xlsm .xlt .xltm .xlw
    """.split()  # noqa: SIM905  as above
)
"""Endings of documents that bring programs of their own along."""
_PROGRAMS = (
    b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"L\0\0\0\x01\x14\2\0",
)  # fmt: skip
"""How programs begin (Windows, Linux, scripts, Java and macOS, macOS), and links of Windows to them."""


def file_type(name: str) -> FileType:
    """Return what a file is by its name."""
    ending = ending_of(name)
    if ending in _TYPES:
        return _TYPES[ending]
    return FileType("application/octet-stream", FileKind.PROGRAM) if ending in _RUN else UNKNOWN


def may_run(name: str, beginning: bytes) -> bool:
    """Say whether opening a file may run a program, by its name and its first bytes: then the user is asked first."""
    ending = ending_of(name)
    return ending in _RUN or ending in _MACROS or beginning.startswith(_PROGRAMS)
