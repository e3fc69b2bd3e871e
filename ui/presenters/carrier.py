"""The way to the city, for the group Gửi thành phố of Thiết lập: it is this machine's own, like its printers."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from cchc_desktop import sentences
from cchc_desktop.domain.sending import CarrierChoice, CarrierKind
from cchc_desktop.errors import CchcError
from ui import error_texts
from ui.desk_parts import DeskParts
from ui.presenters.setting_fields import FieldKind, FieldSpec

say = QCoreApplication.translate

PREFIX = "carrier_"
"""Stands before the names of a `CarrierChoice` in the form."""
KIND = f"{PREFIX}kind"
_NEEDED: Mapping[CarrierKind, tuple[str, ...]] = {
    CarrierKind.FOLDER: ("folder",),
    CarrierKind.SFTP: ("host", "user", "known_hosts"),
}
_OF_KIND: Mapping[CarrierKind, tuple[str, ...]] = {
    CarrierKind.NONE: (),
    CarrierKind.FOLDER: ("folder",),
    CarrierKind.SFTP: ("host", "port", "user", "key_file", "known_hosts", "remote_folder"),
    CarrierKind.HTTPS: ("address", "ca_file"),
}


class CarrierSettings(QObject):
    """Reads and keeps which way this machine sends.

    Signals:
        kept: The way is kept; packages that wait are tried at once.
        refused: Nothing was kept; carries {field: words} and one sentence.
    """

    kept = Signal()
    refused = Signal(dict, str)

    def __init__(self, parts: DeskParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts

    @property
    def today(self) -> date:
        """Today."""
        return self._parts.clock.now().date()

    def may_change(self) -> bool:
        """Return whether who works now may choose the way."""
        return self._parts.setup().may_change()

    def values(self) -> dict[str, Any]:
        """Return what is kept, by the form's names."""
        choice = self._parts.desk.sending.choice()
        return {f"{PREFIX}{name}": value for name, value in dataclasses.asdict(choice).items()}

    def city_address(self) -> str:
        """Return the address on the city's card; empty while there is none."""
        return self._parts.desk.enrolment.keys().city_address

    def keep(self, typed: Mapping[str, Any]) -> None:
        """Keep what was typed; exactly one of `kept` and `refused` follows."""
        bare = {name.removeprefix(PREFIX): value for name, value in typed.items()}
        kind = CarrierKind(bare["kind"])
        faults = {
            f"{PREFIX}{name}": say("CarrierFaults", "Chưa điền") for name in _NEEDED.get(kind, ()) if not bare[name]
        }
        address = bare["address"] or self.city_address()
        if kind is CarrierKind.HTTPS and not address.startswith("https://"):
            faults[f"{PREFIX}address"] = say("CarrierFaults", "Địa chỉ bắt đầu bằng https://")
        if faults:
            self.refused.emit(faults, "")
            return
        needed = {name: bare[name] for name in _OF_KIND[kind]}
        try:
            self._parts.desk.sending.choose(CarrierChoice(kind=kind, **needed))
        except CchcError as error:
            self.refused.emit({}, error_texts.sentence(error))
            return
        self.kept.emit()


def fields_of(kind: str) -> tuple[str, ...]:
    """Return the names of the fields that a way needs, in the form's own spelling."""
    return tuple(f"{PREFIX}{name}" for name in _OF_KIND[CarrierKind(kind)])


def carrier_fields() -> tuple[FieldSpec, ...]:
    """Return the fields of the way to the city."""

    def text(name: str, label: str, hint: str = "") -> FieldSpec:
        return FieldSpec(name=f"{PREFIX}{name}", kind=FieldKind.TEXT, label=label, hint=hint)

    kinds = tuple((str(kind), error_texts.said(words)) for kind, words in sentences.BY_CARRIER_KIND.items())
    return (
        FieldSpec(
            name=KIND,
            kind=FieldKind.CHOICE,
            label=say("CarrierFields", "Cách gửi"),
            hint=say("CarrierFields", "Chưa gửi tự động thì vẫn chép gói ra USB được ở Chốt ngày."),
            options=kinds,
        ),
        text(
            "folder",
            say("CarrierFields", "Thư mục nhận"),
            say("CarrierFields", "USB hoặc thư mục trên mạng, đã có sẵn; thành phố đặt tệp trả lời cạnh gói."),
        ),
        text("host", say("CarrierFields", "Máy SFTP")),
        FieldSpec(
            name=f"{PREFIX}port", kind=FieldKind.COUNT, label=say("CarrierFields", "Cổng SFTP"), least=1, most=65535
        ),
        text("user", say("CarrierFields", "Tên đăng nhập SFTP")),
        text(
            "key_file",
            say("CarrierFields", "Tệp khóa riêng SFTP"),
            say("CarrierFields", "Để trống: khóa trong ssh-agent."),
        ),
        text(
            "known_hosts",
            say("CarrierFields", "Tệp khóa của máy SFTP (known_hosts)"),
            say("CarrierFields", "Xin thành phố. Máy có khóa khác thì không gửi."),
        ),
        text("remote_folder", say("CarrierFields", "Thư mục nhận trên máy SFTP")),
        text(
            "address",
            say("CarrierFields", "Địa chỉ máy chủ thành phố"),
            say("CarrierFields", "Để trống: theo thẻ của thành phố."),
        ),
        text(
            "ca_file",
            say("CarrierFields", "Tệp chứng thư gốc riêng của thành phố"),
            say("CarrierFields", "Để trống: các chứng thư gốc mà máy này biết."),
        ),
    )
