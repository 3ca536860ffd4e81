"""Editors of addresses that can be opened: e-mail, phone, web."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.base.i18n import N_, translate
from desktop_app.domain.fields import Field
from desktop_app.gui.kit.editors.text import TextEditor
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.labels import tooltip_text

_WEB_SCHEMES = ("http", "https")


class ContactEditor(TextEditor):
    """A line whose content the system can open, by the button at its end or Ctrl+Enter."""

    icon_name = "external-link"
    open_words = N_("Open")

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._open_action = QAction(translate(self.open_words), self)
        keys = translate("Ctrl+Enter")
        self._open_action.setToolTip(tooltip_text(f"{translate(self.open_words)} ({keys})"))
        self._open_action.triggered.connect(self.open_address)
        set_icon(self._open_action, self.icon_name, "muted")
        self.addAction(self._open_action, QLineEdit.ActionPosition.TrailingPosition)
        self._open_action.setVisible(False)
        self.textChanged.connect(self._on_text_changed)

    def address(self) -> QUrl:
        """Return what the system is asked to open; invalid where there is nothing to open."""
        raise NotImplementedError

    @Slot()
    def open_address(self) -> None:
        """Hand the address to the system's own program for it."""
        if (address := self.address()).isValid():
            QDesktopServices.openUrl(address)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the address on Ctrl+Enter."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.open_address()
            return
        super().keyPressEvent(event)

    @Slot()
    def _on_text_changed(self) -> None:
        self._open_action.setVisible(self.address().isValid())


class EmailEditor(ContactEditor):
    """An e-mail address."""

    icon_name = "mail"
    open_words = N_("Write an e-mail")

    def address(self) -> QUrl:
        """Return a mailto address once there is an @ with something on both sides."""
        name, _, domain = self.value().rpartition("@")
        url = QUrl()
        if name and domain:
            url.setScheme("mailto")
            url.setPath(f"{name}@{domain}")
        return url


class PhoneEditor(ContactEditor):
    """A phone number as people write it."""

    icon_name = "phone"
    open_words = N_("Call")

    def address(self) -> QUrl:
        """Return a tel address of the digits, at least three of them."""
        text = self.value()
        digits = "".join(character for character in text if character.isascii() and character.isdigit())
        url = QUrl()
        if len(digits) >= 3:
            url.setScheme("tel")
            url.setPath(("+" if text.startswith("+") else "") + digits)
        return url


class UrlEditor(ContactEditor):
    """A web address."""

    icon_name = "world"
    open_words = N_("Open in the browser")

    def address(self) -> QUrl:
        """Return a web address; one typed without a scheme is taken as https. Other schemes are never opened."""
        text = self.value()
        if not text or any(character.isspace() for character in text):
            return QUrl()
        url = QUrl(text if "://" in text else f"https://{text}", QUrl.ParsingMode.StrictMode)
        return url if url.scheme() in _WEB_SCHEMES and "." in url.host() else QUrl()
