"""Officials in words: what they are, for every list that shows them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cchc_desktop.domain.people import Official, Role

say = QCoreApplication.translate


def role(value: Role) -> str:
    """Return what a role is called."""
    words = {
        Role.CLERK: say("PeopleWords", "Tiếp nhận hồ sơ"),
        Role.LEADER: say("PeopleWords", "Lãnh đạo duyệt"),
        Role.ADMINISTRATOR: say("PeopleWords", "Quản trị"),
    }
    return words[value]


def what(official: Official) -> str:
    """Return an official's title and roles in one line."""
    roles = [role(one) for one in Role if one in official.roles]
    return "  ·  ".join(part for part in (official.title, *roles) if part)
