"""The settings, drawn from their declarations."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.base.i18n import translate
from desktop_app.base.options import OPTIONS, Option, Value
from desktop_app.base.settings import Settings
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.mnemonics import letters_of, with_mnemonics
from desktop_app.gui.kit.placing import resize_within_screen, scrolling

_WIDTH = 48


class Preferences(QDialog):
    """Shows every option that is meant for the user; `accept` writes what was changed."""

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.preferences")
        self.setWindowTitle(translate("Settings"))
        self._settings = settings
        self._editors: dict[str, QComboBox | QLineEdit] = {}
        cancel, save = QPushButton(translate("&Cancel"), self), QPushButton(translate("&Save"), self)
        save.setProperty("look", "primary")
        save.setObjectName("action.save")
        save.setDefault(True)
        save.clicked.connect(self.accept)
        cancel.setObjectName("action.cancel")
        cancel.clicked.connect(self.reject)
        content = QWidget()
        content.setProperty("look", "bare")
        form = QFormLayout(content)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(16)
        form.setHorizontalSpacing(16)
        shown = [option for option in OPTIONS if option.shown]
        letters = letters_of((save.text(), cancel.text()))
        labels = with_mnemonics([translate(each.label) for each in shown], letters)
        for option, words in zip(shown, labels, strict=True):
            self._add(form, option, words)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(20)
        area = scrolling(content, self)
        layout.addWidget(area, 1)
        layout.addLayout(buttons)
        width = content.sizeHint().width()
        height = form.totalHeightForWidth(width) + cancel.sizeHint().height() + 56
        resize_within_screen(self, width + area.verticalScrollBar().sizeHint().width() + 40, height)
        next(iter(self._editors.values())).setFocus()

    def _add(self, form: QFormLayout, option: Option, words: str) -> None:
        value = self._settings.get(option.name)
        editor: QComboBox | QLineEdit
        if option.choices:
            editor = QComboBox(self)
            for choice, shown in option.choices:
                editor.addItem(translate(shown), choice)
            editor.setCurrentIndex(editor.findData(value))
        else:
            editor = QLineEdit(str(value), self)
        editor.setMinimumWidth(editor.fontMetrics().averageCharWidth() * _WIDTH)
        editor.setObjectName(f"option.{option.name}")
        editor.setAccessibleName(translate(option.label))
        editor.setAccessibleDescription(translate(option.help))
        label = PlainLabel(words, self)
        label.setBuddy(editor)
        box = QVBoxLayout()
        box.setSpacing(4)
        box.addWidget(editor)
        box.addWidget(PlainLabel(translate(option.help), self, role="muted", wrap=True))
        form.addRow(label, box)
        self._editors[option.name] = editor

    @Slot()
    def accept(self) -> None:
        """Write the settings and close."""
        for name, editor in self._editors.items():
            self._settings.set(name, _value(editor))
        super().accept()


def _value(editor: QComboBox | QLineEdit) -> Value:
    return str(editor.currentData()) if isinstance(editor, QComboBox) else editor.text().strip()
