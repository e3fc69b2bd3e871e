"""Invented citizens in the frequencies of Vietnamese names, so that the index of a big desk has realistic terms."""

from __future__ import annotations

import dataclasses
import random

_FAMILY = {
    "Nguyễn": 315, "Trần": 109, "Lê": 95, "Phạm": 70, "Huỳnh": 30, "Hoàng": 25, "Phan": 45, "Vũ": 20, "Võ": 20,
    "Đặng": 21, "Bùi": 20, "Đỗ": 14, "Hồ": 13, "Ngô": 13, "Dương": 10, "Lý": 5, "Đào": 8, "Đinh": 8, "Trịnh": 7,
    "Mai": 7, "Trương": 18, "Lương": 7, "Cao": 7, "Hà": 6, "Tô": 4, "Châu": 4, "Tạ": 4, "Thái": 4, "Ung": 1,
    "Quách": 2, "Công Tằng Tôn Nữ": 1,
}  # fmt: skip
_MIDDLE_MALE = {
    "Văn": 40, "Hữu": 10, "Đức": 9, "Quốc": 9, "Minh": 9, "Công": 6, "Thanh": 6, "Xuân": 4, "Ngọc": 4, "": 6,
}  # fmt: skip
_MIDDLE_FEMALE = {
    "Thị": 50, "Thị Thu": 8, "Thị Ngọc": 8, "Thị Thanh": 7, "Ngọc": 7, "Thu": 5, "Kim": 4, "Bích": 4, "": 5,
}  # fmt: skip
_GIVEN_MALE = (
    "Hùng", "Dũng", "Tuấn", "Nam", "Long", "Minh", "Hải", "Sơn", "Thành", "Cường", "Trung", "Hiếu", "Phong", "Bảo",
    "Khoa", "Đạt", "Quân", "Khánh", "Tài", "Phúc", "Lộc", "Thắng", "Bình", "Hòa", "Vinh", "Tùng", "Kiên", "Thịnh",
    "Nghĩa", "Huy", "Đông", "An", "Ước", "Lâm", "Quang", "Toàn", "Việt", "Hưng", "Tâm", "Đăng",
)  # fmt: skip
_GIVEN_FEMALE = (
    "Hà", "Hương", "Lan", "Mai", "Hoa", "Hạnh", "Thảo", "Trang", "Linh", "Ngọc", "Yến", "Nga", "Thủy", "Hồng",
    "Phương", "Vân", "Nhung", "Quỳnh", "Anh", "Oanh", "Tuyết", "Loan", "Trinh", "Diệp", "Hiền", "Dung", "Thúy",
    "Trâm", "Vy", "My", "Nhi", "Châu", "Ánh", "Xuân", "Thu", "Đào", "Duyên", "Giang", "Hằng", "Liên",
)  # fmt: skip
_STREETS = (
    "Tô Hiệu", "Trường Sơn", "Lê Hồng Phong", "Phước Long", "Nguyễn Thị Định", "Trần Phú", "Hòn Chồng", "2 Tháng 4",
)  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Citizen:
    """One invented citizen, ready for an entry's personal texts."""

    name: str
    personal_id: str
    birth_on: str
    sex: str
    address: str
    phone: str


class Crowd:
    """Citizens without end, the same ones every time."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)
        self._family = _drawn(_FAMILY)
        self._male, self._female = _drawn(_MIDDLE_MALE), _drawn(_MIDDLE_FEMALE)

    def next(self) -> Citizen:
        """Return the next citizen."""
        number = self._random.randrange
        is_female = number(100) < 55
        year = 1940 + number(68)
        code = (year // 100 - 19) * 2 + is_female
        province = "056" if number(10) else f"{number(1, 96):03}"
        return Citizen(
            name=self._name(is_female),
            personal_id=f"{province}{code}{year % 100:02}{number(1_000_000):06}",
            birth_on=f"{year}-{1 + number(12):02}-{1 + number(28):02}",
            sex="female" if is_female else "male",
            address=f"{1 + number(300)} {_STREETS[number(8)]}, Phường Mẫu Hòa, Nha Trang, Khánh Hòa",
            phone=f"{('090', '091', '098', '035', '038', '077')[number(6)]}{number(10_000_000):07}",
        )

    def _name(self, is_female: bool) -> str:
        middle = self._random.choice(self._female if is_female else self._male)
        given = self._random.choice(_GIVEN_FEMALE if is_female else _GIVEN_MALE)
        return " ".join(part for part in (self._random.choice(self._family), middle, given) if part)


def _drawn(weights: dict[str, int]) -> tuple[str, ...]:
    return tuple(name for name, weight in weights.items() for _ in range(weight))
