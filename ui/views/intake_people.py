"""The intake's second card: whose dossier it is, who files it, where the result is wanted."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cchc_desktop.domain.dossier import ReturnWay
from cchc_desktop.domain.intake import ReceiveDossier
from cchc_desktop.domain.person import ApplicantKind, Sex
from cchc_desktop.domain.same_day import Priority
from ui import theme
from ui.presenters.intake_form import APPLICANT, SUBMITTER, IntakeForm
from ui.presenters.intake_same_day import next_priority, priority_words
from ui.presenters.intake_words import CHANNELS, KINDS, RETURN_WAYS, SEXES, IntakeScreen
from ui.widgets.buttons import PILL, KeyButton, make_action
from ui.widgets.cards import Card
from ui.widgets.chips import KeyBadge
from ui.widgets.choice import SegmentedChoice
from ui.widgets.fields import LabelledField, NumberField
from ui.widgets.labels import SectionTitle
from ui.widgets.masked import MaskedNumber

_LONGEST = 500
MOST_SETS = 99


class PeopleCard(Card):
    """Người nộp.

    Signals:
        typed: A field holds another text; carries its name and the text.
        left: A field was left; carries its name.
        sex_chosen: Carries whose and which.
        changed: A plain choice: carries {name: value}.
        on_behalf: Somebody files for the applicant, or not.
        wanted: A field wants the focus, and to be seen.
    """

    typed = Signal(str, str)
    left = Signal(str)
    sex_chosen = Signal(str, object)
    changed = Signal(object)
    on_behalf = Signal(bool)
    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._title = SectionTitle(self.tr("Người nộp"))
        self.fields: dict[str, LabelledField] = {}
        self._folding: list[QBoxLayout] = []
        self.kinds = SegmentedChoice(
            self.tr("Loại chủ hồ sơ"),
            (self.tr("Cá nhân"), self.tr("Tổ chức"), self.tr("Nước ngoài"), self.tr("Trẻ chưa có thẻ")),
            height=30,
        )
        self.kinds.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.behalf = QCheckBox(self.tr("Nộp thay"))
        self.behalf.setToolTip(self.tr("Người khác nộp thay chủ hồ sơ"))
        self._turn_behalf = make_action(self, self.tr("Nộp thay người khác"), "Alt+U")
        self._turn_kind = make_action(self, self.tr("Đổi loại chủ hồ sơ"), "Alt+L")
        self._reveal = make_action(self, self.tr("Hiện hoặc gõ số định danh"), "Alt+E")
        self._to_phone = make_action(self, self.tr("Ô điện thoại"), "Alt+S")
        self._first = make_action(self, self.tr("Ưu tiên"), "Alt+K")
        self._first.setToolTip(self.tr("Bấm lần lượt: người cao tuổi, người khuyết tật, phụ nữ mang thai, không"))
        self._first.setCheckable(True)
        self._priority = Priority.NONE
        self._make_fields()
        self._lay_out()
        self._connect()

    def editors(self) -> list[QWidget]:
        """Return the parts in the order in which Tab walks them."""
        names = (
            "applicant.name", "applicant.birth_on", "applicant.sex", "applicant.personal_id",
            "applicant.representative", "applicant.nationality", "applicant.address", "applicant.phone",
            "applicant.email", "return_way", "channel", "sets", "return_address", "submitter.name",
            "submitter.personal_id", "submitter.phone", "submitter_ground",
        )  # fmt: skip
        return [self.behalf, *(self.fields[name].editor for name in names)]

    def editor(self, field: str) -> QWidget | None:
        """Return where a field is typed, None where it is not of this card."""
        found = self.fields.get(field)
        return found.editor if found is not None else None

    def label(self, field: str) -> str:
        """Return what a field is called for this kind of applicant; empty where it is not of this card."""
        found = self.fields.get(field)
        return found.label.text() if found is not None else ""

    def whose(self, widget: QWidget | None) -> str:
        """Return whose field a widget is: a card scanned there belongs to that person."""
        in_lower = widget is not None and self._submitter.isAncestorOf(widget)
        return SUBMITTER if in_lower and self._submitter.isVisible() else APPLICANT

    def first_empty(self) -> QWidget | None:
        """Return the first field that a clerk still has to fill in for everybody: name, then telephone."""
        for name in ("applicant.name", "applicant.phone"):
            editor = self.fields[name].editor
            if isinstance(editor, QLineEdit) and not editor.text():
                return editor
        return None

    def show_form(self, form: IntakeForm) -> None:
        """Show every field anew; a text that cannot be read stays where it is."""
        value = form.value
        texts = form.texts()
        for name, field in self.fields.items():
            editor = field.editor
            if isinstance(editor, MaskedNumber):
                editor.set_number(texts[name])
            elif isinstance(editor, QLineEdit) and name not in form.unreadable and editor.text() != texts[name]:
                editor.setText(texts[name])
                editor.setCursorPosition(0)
            field.set_from_card(name in form.from_card)
        self._show_choices(value)
        self._show_kind(value)

    def show_screen(self, screen: IntakeScreen) -> None:
        """Show faults and doubts under their fields."""
        for name, field in self.fields.items():
            field.set_error(screen.faults.get(name, ""))
            field.set_warning(screen.doubts.get(name, ""))

    def set_tight(self, tight: bool) -> None:
        """Let long rows stand in two lines: a small window with large text."""
        down, on = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        for row in self._folding:
            row.setDirection(down if tight else on)

    def set_narrow(self, narrow: bool) -> None:
        """Leave out what a small window has no room for."""
        self._turn_kind_badge.setVisible(not narrow)

    def _make_fields(self) -> None:
        texts = (
            ("applicant.name", self.tr("Họ và tên"), True),
            ("applicant.birth_on", self.tr("Ngày sinh"), False),
            ("applicant.representative", self.tr("Người đại diện"), True),
            ("applicant.nationality", self.tr("Quốc tịch"), False),
            ("applicant.address", self.tr("Địa chỉ"), False),
            ("applicant.phone", self.tr("Điện thoại"), False),
            ("applicant.email", self.tr("Thư điện tử"), False),
            ("return_address", self.tr("Địa chỉ nhận kết quả qua bưu chính"), False),
            ("submitter.name", self.tr("Họ và tên người nộp thay"), True),
            ("submitter.phone", self.tr("Điện thoại"), False),
            ("submitter_ground", self.tr("Căn cứ nộp thay"), False),
        )
        for name, label, is_required in texts:
            edit = QLineEdit()
            edit.setMaxLength(_LONGEST)
            edit.textEdited.connect(partial(self.typed.emit, name))
            edit.editingFinished.connect(partial(self.left.emit, name))
            keys = "Alt+S" if name == "applicant.phone" else ""
            self.fields[name] = LabelledField(label, edit, required=is_required, keys=keys)
        for name, keys in (("applicant.personal_id", "Alt+E"), ("submitter.personal_id", "")):
            number = MaskedNumber()
            number.number_typed.connect(partial(self.typed.emit, name))
            number.left.connect(partial(self.left.emit, name))
            self.fields[name] = LabelledField(self.tr("Số định danh"), number, keys=keys)
        self._make_choices()
        self._placeholders()

    def _make_choices(self) -> None:
        self.sex = SegmentedChoice(self.tr("Giới tính"), (self.tr("Nam"), self.tr("Nữ")))
        self.way = SegmentedChoice(
            self.tr("Nhận kết quả"), (self.tr("Tại quầy"), self.tr("Bưu chính"), self.tr("Trực tuyến"))
        )
        self.channel = QComboBox()
        self.channel.addItems([self.tr("Tại quầy"), self.tr("Bưu chính"), self.tr("Trực tuyến")])
        self.sets = NumberField(self.tr("Số bộ"), 1, MOST_SETS)
        for name, label, editor in (
            ("applicant.sex", self.tr("Giới tính"), self.sex),
            ("return_way", self.tr("Nhận kết quả"), self.way),
            ("channel", self.tr("Cách nộp"), self.channel),
            ("sets", self.tr("Số bộ"), self.sets),
        ):
            self.fields[name] = LabelledField(label, editor)

    def _placeholders(self) -> None:
        for name, text in (
            ("applicant.birth_on", self.tr("010290")),
            ("applicant.phone", self.tr("0905 123 456")),
            ("submitter.phone", self.tr("0905 123 456")),
            ("submitter_ground", self.tr("giấy ủy quyền số, ngày…; cha, mẹ; người giám hộ")),
            ("return_address", self.tr("để trống: địa chỉ của chủ hồ sơ")),
        ):
            editor = self.fields[name].editor
            if isinstance(editor, QLineEdit):
                editor.setPlaceholderText(text)

    def _lay_out(self) -> None:
        look = theme.current()
        self.column.addLayout(self._head())
        for name, width in (
            ("applicant.birth_on", 132), ("applicant.personal_id", 196), ("applicant.nationality", 170),
            ("applicant.phone", 150), ("channel", 132), ("sets", 72), ("submitter.personal_id", 196),
            ("submitter.phone", 150),
        ):  # fmt: skip
            self.fields[name].setFixedWidth(look.px(width))
        self._row("applicant.name", "applicant.birth_on", "|", "applicant.sex", "applicant.personal_id")
        self._row("applicant.representative", "applicant.nationality")
        self._row("applicant.address")
        self._row("applicant.phone", "applicant.email", "|", "return_way", "channel", "sets")
        self._row("return_address")
        self._submitter = QWidget()
        lower = QVBoxLayout(self._submitter)
        lower.setContentsMargins(0, 4, 0, 0)
        lower.setSpacing(8)
        lower.addWidget(SectionTitle(self.tr("Người nộp thay")))
        self._row("submitter.name", "|", "submitter.personal_id", "submitter.phone", into=lower)
        self._row("submitter_ground", into=lower)
        self.column.addWidget(self._submitter)

    def _head(self) -> QBoxLayout:
        whole = self._foldable(8)
        head = _part_of(whole)
        head.addWidget(self._title)
        head.addWidget(self.kinds)
        self._turn_kind_badge = KeyBadge("Alt+L")
        head.addWidget(self._turn_kind_badge)
        head.addStretch(1)
        head = _part_of(whole)
        head.addWidget(KeyButton(self._first, PILL))
        head.addWidget(self.behalf)
        head.addWidget(KeyBadge("Alt+U"))
        head.addStretch(0)
        return whole

    def _row(self, *names: str, into: QVBoxLayout | None = None) -> None:
        """Put fields side by side; at "|" the row goes on below where there is no room (`set_tight`)."""
        whole = self._foldable(10)
        (into or self.column).addLayout(whole)
        row = _part_of(whole)
        for name in names:
            if name == "|":
                row = _part_of(whole)
                continue
            fixed = self.fields[name].minimumWidth() > 0 or name in ("applicant.sex", "return_way")
            row.addWidget(self.fields[name], 0 if fixed else 1, Qt.AlignmentFlag.AlignTop)

    def _foldable(self, gap: int) -> QBoxLayout:
        """Return a row that `set_tight` lets stand in two lines."""
        whole = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        whole.setSpacing(gap)
        self._folding.append(whole)
        return whole

    def _connect(self) -> None:
        self.sex.chosen.connect(self._tell_sex)
        self.kinds.chosen.connect(self._tell_kind)
        self.way.chosen.connect(self._tell_way)
        self.channel.activated.connect(self._tell_channel)
        self.sets.valueChanged.connect(self._tell_sets)
        self.behalf.toggled.connect(self.on_behalf)
        self._turn_behalf.triggered.connect(self.behalf.toggle)
        self._turn_kind.triggered.connect(self._next_kind)
        self._reveal.triggered.connect(self._reveal_number)
        self._to_phone.triggered.connect(self._go_to_phone)
        self._first.triggered.connect(self._next_priority)

    def _show_choices(self, value: ReceiveDossier) -> None:
        self.kinds.set_index(KINDS.index(value.applicant_kind))
        sex = value.applicant.sex
        self.sex.set_index(-1 if sex is Sex.UNKNOWN else SEXES.index(sex))
        self.way.set_index(RETURN_WAYS.index(value.return_way))
        self.channel.setCurrentIndex(CHANNELS.index(value.channel))
        self._priority = value.priority
        self._first.setText(priority_words(value.priority))
        self._first.setChecked(bool(value.priority))
        for part, state in ((self.behalf, value.submitter is not None),):
            part.blockSignals(True)
            part.setChecked(state)
            part.blockSignals(False)
        if self.sets.value() != value.sets:
            self.sets.blockSignals(True)
            self.sets.setValue(value.sets)
            self.sets.blockSignals(False)

    def _show_kind(self, value: ReceiveDossier) -> None:
        """Show the fields that this kind of applicant has, under the names they have there."""
        kind = value.applicant_kind
        is_body = kind is ApplicantKind.ORGANISATION
        for name, is_there in (
            ("applicant.birth_on", not is_body),
            ("applicant.sex", not is_body),
            ("applicant.representative", kind in (ApplicantKind.ORGANISATION, ApplicantKind.CHILD)),
            ("applicant.nationality", kind is ApplicantKind.FOREIGNER),
            ("return_address", value.return_way is ReturnWay.POST),
        ):
            self.fields[name].setVisible(is_there)
        self._submitter.setVisible(value.submitter is not None)
        self._title.setText(self.tr("Người nộp") if value.submitter is None else self.tr("Chủ hồ sơ"))
        for name, labels in self._labels().items():
            self.fields[name].set_label(labels.get(kind, labels[ApplicantKind.PERSON]))

    def _labels(self) -> Mapping[str, Mapping[ApplicantKind, str]]:
        person, body, child = ApplicantKind.PERSON, ApplicantKind.ORGANISATION, ApplicantKind.CHILD
        return {
            "applicant.name": {
                person: self.tr("Họ và tên"),
                body: self.tr("Tên tổ chức"),
                child: self.tr("Họ và tên trẻ"),
            },
            "applicant.personal_id": {
                person: self.tr("Số định danh"),
                body: self.tr("Mã số thuế"),
                ApplicantKind.FOREIGNER: self.tr("Số hộ chiếu"),
                child: self.tr("Số định danh (nếu có)"),
            },
            "applicant.representative": {
                person: self.tr("Người đại diện"),
                child: self.tr("Cha, mẹ hoặc người giám hộ"),
            },
        }

    def _tell_sex(self, place: int) -> None:
        self.sex_chosen.emit(APPLICANT, SEXES[place])

    def _tell_kind(self, place: int) -> None:
        self.changed.emit({"applicant_kind": KINDS[place]})

    def _tell_way(self, place: int) -> None:
        self.changed.emit({"return_way": RETURN_WAYS[place]})

    def _tell_channel(self, place: int) -> None:
        self.changed.emit({"channel": CHANNELS[place]})

    def _tell_sets(self, count: int) -> None:
        self.changed.emit({"sets": count})

    def _next_kind(self) -> None:
        self._tell_kind((self.kinds.index + 1) % len(KINDS))

    def _next_priority(self) -> None:
        self.changed.emit({"priority": next_priority(self._priority)})

    def _go_to_phone(self) -> None:
        editor = self.fields["applicant.phone"].editor
        self.wanted.emit(editor)
        if isinstance(editor, QLineEdit):
            editor.selectAll()

    def _reveal_number(self) -> None:
        name = "applicant.personal_id"
        editor = self.fields[name].editor
        if isinstance(editor, MaskedNumber):
            editor.reveal()


def _part_of(whole: QBoxLayout) -> QHBoxLayout:
    """Add a part of a row that stays side by side."""
    part = QHBoxLayout()
    part.setSpacing(whole.spacing())
    whole.addLayout(part, 1 if whole.count() == 0 else 0)
    return part
