"""Targets of the ratios that a ward reports, each with its own denominator (RULES §2.9, §5.3)."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date

from cchc_desktop.rules.sources import LegalSource, applies

_PLAN = LegalSource(
    document="Kế hoạch 2724/KH-UBND thành phố Nha Trang",
    provision="mục III, VIII",
    in_force_from=date(2023, 4, 14),
    statement="55, 56",
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a ratio should be."""

    permille: int | None
    """Per thousand; ``None``: no target is set."""
    is_at_most: bool = False
    decimals: int = 2
    """The same for all of them: one and the same share is one and the same number on a paper."""


TARGETS: Mapping[str, Target] = {
    "late": Target(permille=5, is_at_most=True),
    "on_time": Target(permille=None),
    "online": Target(permille=350),
    "online_payment": Target(permille=150),
    "post_return": Target(permille=50),
    "digitised_input": Target(permille=None),
    "digitised_result": Target(permille=1000),
    "e_certified": Target(permille=200),
    "same_day": Target(permille=None),
    "satisfaction": Target(permille=840),
}
"""By ratio, in the order in which they are shown."""


@applies(_PLAN)
def target_of(ratio: str, overrides: Mapping[str, int]) -> Target:
    """Return the target of a ratio; ``overrides`` are those that the city set anew, per thousand."""
    target = TARGETS[ratio]
    return dataclasses.replace(target, permille=overrides[ratio]) if ratio in overrides else target
