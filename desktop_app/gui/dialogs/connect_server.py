"""Asks on which server a register is, and as whom to go there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import translate
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.letters import give_letters
from desktop_app.gui.kit.placing import resize_within_screen, scrolling
from desktop_app.gui.kit.tasks import Progress, Task, TaskRunner
from desktop_app.services.registers import USUAL_PORT, Registers, RegisterServer, ServerAddress, whereabouts

_WIDTH = 44
_HIGHEST_PORT = 65_535


class ServerDialog(QDialog):
    """Fills in an address, tries it beside the window, and is accepted once a register was found there."""

    def __init__(
        self, registers: Registers, runner: TaskRunner, known: ServerAddress | None, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.server")
        self.setWindowTitle(translate("Connect to a server"))
        self._registers = registers
        self._runner = runner
        self._schema = known.schema if known is not None else "public"
        self._task: Task | None = None
        self.found: RegisterServer | None = None
        """The register that was found; None until then."""
        content = QWidget()
        content.setProperty("look", "bare")
        form = QFormLayout(content)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(12)
        form.setHorizontalSpacing(16)
        self._add_fields(form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(16)
        words = translate(
            "A register on a PostgreSQL server can be worked on at many desks at the same time. "
            "Who keeps the server tells you what to enter here."
        )
        layout.addWidget(PlainLabel(words, self, wrap=True))
        layout.addWidget(scrolling(content, self), 1)
        layout.addWidget(self._state)
        layout.addLayout(self._buttons())
        give_letters(self)
        metrics = self.fontMetrics()
        resize_within_screen(self, metrics.averageCharWidth() * 92, metrics.height() * 32)
        if known is not None:
            self._show(known)
        (self._password if known is not None else self._host).setFocus()

    def _add_fields(self, form: QFormLayout) -> None:
        self._host = self._line("host")
        self._port = self._line("port")
        self._port.setValidator(QIntValidator(1, _HIGHEST_PORT, self))
        self._port.setText(str(USUAL_PORT))
        self._database, self._user, self._password = (self._line(name) for name in ("database", "user", "password"))
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._tls = QComboBox(self)
        self._tls.setObjectName("server.tls")
        for mode, words in (
            ("verify-full", translate("Encrypted, and the server proves that it is the right one")),
            ("require", translate("Encrypted")),
            ("prefer", translate("Encrypted where the server can")),
            ("disable", translate("Not encrypted (only inside a safe network)")),
        ):
            self._tls.addItem(words, mode)
        self._certificate = self._line("certificate")
        choose = QPushButton(translate("Choose …"), self)
        choose.setObjectName("action.choose_certificate")
        choose.clicked.connect(self._on_choose)
        certificate = QHBoxLayout()
        certificate.setSpacing(8)
        certificate.addWidget(self._certificate, 1)
        certificate.addWidget(choose)
        self._state = PlainLabel("", self, role="muted", wrap=True)
        self._host.editingFinished.connect(self._on_host_left)
        for words, editor in (
            (translate("Server &name"), self._host),
            (translate("Port n&umber"), self._port),
            (translate("&Database"), self._database),
            (translate("&User"), self._user),
            (translate("&Password"), self._password),
            (translate("&Encryption"), self._tls),
        ):
            form.addRow(self._label(words, editor), editor)
        form.addRow(self._label(translate("&Root certificate"), self._certificate), certificate)
        hint = translate(
            "The password is not kept. The root certificate is a file of whoever keeps the server; without one, "
            "those that the system trusts count."
        )
        form.addRow("", PlainLabel(hint, self, role="muted", wrap=True))

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName(f"server.{name}")
        line.setMinimumWidth(line.fontMetrics().averageCharWidth() * _WIDTH)
        return line

    def _label(self, words: str, editor: QWidget) -> PlainLabel:
        label = PlainLabel(words, self)
        label.setBuddy(editor)
        return label

    def _buttons(self) -> QHBoxLayout:
        cancel = QPushButton(translate("&Cancel"), self)
        cancel.setObjectName("action.cancel")
        cancel.clicked.connect(self.reject)
        self._connect_button = QPushButton(translate("Co&nnect"), self)
        self._connect_button.setObjectName("action.connect")
        self._connect_button.setProperty("look", "primary")
        self._connect_button.setDefault(True)
        self._connect_button.clicked.connect(self._on_connect)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(cancel)
        line.addWidget(self._connect_button)
        return line

    def _show(self, address: ServerAddress) -> None:
        with QSignalBlocker(self._host):
            self._host.setText(address.host)
        self._port.setText(str(address.port))
        self._database.setText(address.database)
        self._user.setText(address.user)
        self._password.setText(address.password)
        self._tls.setCurrentIndex(max(self._tls.findData(address.tls), 0))
        self._certificate.setText(address.root_certificate)
        self._schema = address.schema

    def _typed(self) -> ServerAddress:
        return ServerAddress(
            host=self._host.text().strip(),
            port=int(self._port.text() or USUAL_PORT),
            database=self._database.text().strip(),
            user=self._user.text().strip(),
            tls=str(self._tls.currentData()),
            root_certificate=self._certificate.text().strip(),
            schema=self._schema,
            password=self._password.text(),
        )

    def _set_trying(self, *, trying: bool) -> None:
        self._connect_button.setEnabled(not trying)
        self._state.setText(translate("Connecting …") if trying else "")

    # -- slots -------------------------------------------------------------------------------------------------

    @Slot()
    def _on_host_left(self) -> None:
        """Take a whole address apart that was pasted into the field of the server."""
        text = self._host.text().strip()
        if "://" in text:
            try:
                address = whereabouts(text)
            except UserError:
                return
            if isinstance(address, ServerAddress):
                self._show(address)

    @Slot()
    def _on_choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, translate("Root certificate"), self._certificate.text())
        if name:
            self._certificate.setText(str(Path(name)))

    @Slot()
    def _on_connect(self) -> None:
        missing = next((line for line in (self._host, self._database, self._user) if not line.text().strip()), None)
        if missing is not None:
            self._state.setText(translate("Server, database and user have to be filled in."))
            missing.setFocus()
            return
        self._set_trying(trying=True)
        trial = Trial(self._registers, self._typed())
        self._task = self._runner.run(trial.run, done=self._on_found, failed=self._on_failed)

    @Slot(object)
    def _on_found(self, found: RegisterServer) -> None:
        self._set_trying(trying=False)
        self.found = found
        self.accept()

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        self._set_trying(trying=False)
        if not isinstance(error, UserError):
            raise error
        feedback.tell_error(self, error)
        self._password.setFocus()
        self._password.selectAll()


class Trial:
    """Looks beside the window whether a register is at an address."""

    def __init__(self, registers: Registers, address: ServerAddress) -> None:
        self._registers = registers
        self._address = address

    def run(self, _progress: Progress) -> RegisterServer:
        """Return the register; raises UserError where none is there."""
        return self._registers.find_on_server(self._address)
