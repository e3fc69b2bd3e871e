"""The day's end at the terminal: closing it, its package, the cards by which desk and city know each other."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_desktop import bootstrap, cli_reading, errors, sentences
from cchc_desktop.cli_desk import Answer, open_desk, write_pdf
from cchc_desktop.domain.day_package import DayCheck
from cchc_desktop.sentences import BY_CHECK, foreign_said
from cchc_desktop.text import dong

if TYPE_CHECKING:
    from cchc_desktop.services.day_end import Closed

_WITHOUT_CARD = (
    "Gói chưa lập: gói cần thẻ của thành phố, do đơn vị cấp thành phố cấp (nhận bằng: enrol --card TỆP). "
    "Không có thẻ, ngày vẫn đã chốt, bản sao nằm trong backups/."
)


def _close_day(arguments: argparse.Namespace) -> Answer:
    """Close the day, or with ``--list`` only say what is not in order; that is said along with the close, too."""
    with open_desk(arguments) as desk:
        checks = desk.day_end.checks()
        told = {"checks": {str(check.kind): list(check.codes) for check in checks}}
        listed = [_line(check) for check in checks]
        if arguments.list:
            return {"text": "\n".join(listed), **told}
        closed = desk.day_end.close(cash_counted=arguments.cash_counted)
        days, entries = desk.day_end.unsent()
        state = "Đã chốt" if closed.is_new else "Đã chốt từ trước, không có gì mới từ lúc đó:"
        early = f"Chốt sớm, lúc {closed.early_at:%H:%M}: việc sau giờ này vào gói bổ sung." if closed.early_at else ""
        text = [
            f"{state} ngày {closed.day:%d/%m/%Y}, gói {closed.part}: mục #{closed.first}-#{closed.last}, "
            f"dấu niêm phong {closed.seal}.",
            *([early] if early else []),
            _cash(closed),
            str(closed.file) if closed.file else _WITHOUT_CARD,
            f"Chưa gửi: {days} ngày, {entries} mục.",
            "Trước khi về, xem lại:",
            *(f"  {line}" for line in listed),
        ]
        return {
            "text": "\n".join(text),
            "day": closed.day.isoformat(),
            "part": closed.part,
            "first": closed.first,
            "last": closed.last,
            "seal": closed.seal,
            "is_new": closed.is_new,
            "cash": {"dong": closed.cash_dong, "counted": closed.cash_counted},
            "early_at": closed.early_at.isoformat() if closed.early_at else "",
            "file": str(closed.file) if closed.file else "",
            "unsent": {"days": days, "entries": entries},
            **told,
        }


def _cash(closed: Closed) -> str:
    """Return the cash of the book beside what was counted; a difference is told and stops nothing."""
    book = f"Tiền mặt theo sổ {dong(closed.cash_dong)} đồng"
    if closed.cash_counted is None:
        return f"{book}, chưa nhập số đếm được."
    difference = closed.cash_counted - closed.cash_dong
    words = "khớp" if not difference else f"{'thừa' if difference > 0 else 'thiếu'} {dong(abs(difference))} đồng"
    return f"{book}, đếm được {dong(closed.cash_counted)} đồng: {words}."


def _day_sheet(arguments: argparse.Namespace) -> Answer:
    """Write the page to sign of a closed day."""
    day, out = _day(arguments.day), cli_reading.place_for_paper(arguments.out)
    with open_desk(arguments) as desk:
        write_pdf(desk, desk.day_end.sheet(day, arguments.part), out)
    return {"text": f"Trang ký ngày {day:%d/%m/%Y}: {out}", "file": str(out)}


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise cli_reading.WrongInput("Ngày viết dạng 2023-10-26. Chưa làm gì.") from error


def _line(check: DayCheck) -> str:
    codes = ", ".join(check.codes[:5]) + (" …" if len(check.codes) > 5 else "")
    return f"{BY_CHECK[check.kind]}: {f'{len(check.codes)} ({codes})' if check.codes else 'không có'}"


def _package(arguments: argparse.Namespace) -> Answer:
    """Write the packages of a closed day into a folder: a stick, or a folder of the network."""
    day = _day(arguments.day)
    with open_desk(arguments) as desk:
        files = desk.day_end.copy_packages(day, arguments.out)
        is_closed = any(line.day == day for line in desk.day_end.packages())
    if not files and is_closed:
        raise cli_reading.WrongInput(
            f"Ngày {day:%d/%m/%Y} đã chốt và đã có bản sao an toàn, chỉ chưa có gói: gói cần thẻ của thành phố, do đơn "
            "vị cấp thành phố cấp. Chưa chép gì. Có thẻ rồi thì gõ: enrol --card TỆP, sau đó gõ lại lệnh này."
        )
    if not files:
        raise cli_reading.WrongInput(f"Ngày {day:%d/%m/%Y} chưa chốt nên chưa có gói. Chưa chép gì. Chốt: close-day.")
    return {"text": "\n".join(str(file) for file in files), "files": [str(file) for file in files]}


def _package_check(arguments: argparse.Namespace) -> Answer:
    """Look at a package without a key: form and size only, and say so."""
    from cchc_desktop.services.enrolment import looked_at

    file: Path = arguments.file
    try:
        header = looked_at(cli_reading.content_of(file))
    except errors.PackageRefused as error:
        cause = sentences.BY_PACKAGE[str(error.facts["cause"])].format(**{"number": "", "version": "", **error.facts})
        raise cli_reading.WrongInput(f"Tệp {file.name} không nguyên vẹn: {cause}. Chép lại từ bàn đã đóng.") from error
    told = header.id
    text = (
        f"{told.ward}, bàn {told.desk}, lần {told.generation}, ngày {told.day:%d/%m/%Y}, gói {told.part}: "
        "đúng dạng, đủ các phần, đúng cỡ.\nKhông có khóa nên chưa xem được chữ ký, chuỗi mục và nội dung."
    )
    return {
        "text": text,
        "ward": told.ward,
        "desk": told.desk,
        "generation": told.generation,
        "day": told.day.isoformat(),
        "part": told.part,
        "sizes": dict(header.sizes),
        "checked": "form_and_size",
    }


def _enrol(arguments: argparse.Namespace) -> Answer:
    """Give the desk's card, take the city's, or hand the ward's key on to a further desk."""
    with open_desk(arguments) as desk:
        if arguments.card:
            return _take_card(desk, arguments.card, is_other_city=arguments.other_city)
        if arguments.new_key:
            return _new_key(desk, arguments.cause, is_revoked=arguments.revoked)
        if arguments.key_store:
            return _key_store(desk, is_by_system=arguments.key_store == "system")
        if arguments.qr:
            return _card_qr(desk, arguments.qr)
        if arguments.register:
            is_enrolled = desk.sending.register()
            text = "Thành phố đã ghi danh bàn này." if is_enrolled else "Thẻ đã đến thành phố, chờ quản trị ở đó."
            return {"text": text, "enrolled": is_enrolled}
        card = desk.enrolment.ward_card() if arguments.ward_key else desk.enrolment.desk_card()
    if arguments.out is None:
        return {"text": card, "card": card}
    out: Path = arguments.out
    try:
        out.touch(mode=0o600)
        out.write_text(card, encoding="utf-8")
    except OSError as error:
        raise cli_reading.WrongInput(f"Không ghi được tệp {out.name}. Chưa làm gì.") from error
    secret = " Tệp có khóa riêng của phường: chép tận tay sang bàn kia rồi xóa." if arguments.ward_key else ""
    return {"text": f"{out}{secret}", "file": str(out)}


def _new_key(desk: bootstrap.Desk, cause: str, *, is_revoked: bool) -> Answer:
    """Change the desk's signing key; its new card is for the city."""
    changed = desk.key_change.change(cause, is_revoked=is_revoked)
    old = "Khóa cũ không ký gì nữa; báo thành phố hủy khóa cũ." if is_revoked else "Ngày đã chốt vẫn ký bằng khóa cũ."
    text = [f"Đã đổi khóa ký của bàn. {old} Đưa thẻ mới dưới đây cho thành phố:", changed.card]
    if changed.files:
        text.insert(1, f"Đã ký lại {len(changed.files)} gói thành phố chưa nhận.")
    return {"text": "\n".join(text), "card": changed.card, "files": [str(file) for file in changed.files]}


def _key_store(desk: bootstrap.Desk, *, is_by_system: bool) -> Answer:
    """Move the private keys into the system's own store, or back into files."""
    if is_by_system:
        desk.enrolment.keep_by_system()
        text = "Khóa riêng nay nằm trong kho khóa của hệ thống, chỉ mở khi người dùng này đăng nhập."
    else:
        desk.enrolment.keep_in_files()
        text = "Khóa riêng nay nằm trong thư mục keys/ của bàn, chỉ người dùng này đọc được."
    return {"text": text, "key_store": "system" if is_by_system else "file"}


def _card_qr(desk: bootstrap.Desk, file: Path) -> Answer:
    """Write the desk's card as a QR: a sheet to print, or a picture to send."""
    if file.suffix.lower() == ".png":
        if file.exists():
            raise cli_reading.WrongInput(f"Tệp {file.name} đã có. Chưa làm gì. Chọn tên khác cho thẻ.")
        desk.printing.write_to(desk.key_change.card_picture(), file)
    else:
        write_pdf(desk, desk.key_change.card_sheet(), cli_reading.place_for_paper(file))
    return {"text": f"Thẻ của bàn: {file}", "file": str(file)}


def _take_card(desk: bootstrap.Desk, file: Path, *, is_other_city: bool) -> Answer:
    text = cli_reading.content_of(file).decode("utf-8", errors="replace")
    kind = desk.enrolment.take_card(text, today=desk.clock.now().date(), is_other_city=is_other_city)
    made = [str(path) for path in desk.day_end.make_packages()]
    return {"text": "\n".join([f"Đã nhận {foreign_said.TAKEN_CARD[kind]}.", *made]), "card": kind, "files": made}


COMMANDS: Mapping[str, Callable[[argparse.Namespace], Answer]] = {
    "close-day": _close_day,
    "day-sheet": _day_sheet,
    "package": _package,
    "package-check": _package_check,
    "enrol": _enrol,
}
