"""What stands in place of a dossier while none is shown: why, and what to do."""

from __future__ import annotations

from ui.widgets.cards import Card, EmptyState


class NoDossier(Card):
    """A sentence and the next step, on a card."""

    def __init__(self) -> None:
        super().__init__()
        self._words = EmptyState("", icon="search", tone="ink3")
        self.column.addWidget(self._words, 1)

    def explain(self, *, is_searched: bool, has_rows: bool) -> None:
        """Say why none is shown: nothing matches, there is none at all, or none was chosen."""
        sentence = self.tr("Chưa chọn hồ sơ nào")
        next_step = self.tr("Gõ vào ô tìm, ↓ xuống danh sách, Enter để xem.")
        if is_searched:
            sentence = self.tr("Không có hồ sơ nào khớp")
            next_step = self.tr("Thử ít chữ hơn: vài chữ của tên, 4 số cuối, hoặc quét mã trên giấy hẹn.")
        elif not has_rows:
            sentence, next_step = self.tr("Chưa có hồ sơ nào"), self.tr("F3 để tiếp nhận hồ sơ đầu tiên.")
        self._words.show_words(sentence, next_step)
