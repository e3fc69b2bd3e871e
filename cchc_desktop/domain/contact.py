"""How a citizen is reached: what a telephone number and an e-mail address look like."""

from __future__ import annotations

import re

from cchc_desktop.domain.problems import Problem


def check_phone(phone: str, *, field: str = "phone") -> tuple[Problem, ...]:
    """Return what is wrong with a telephone number: 10 or 11 digits from 0, or +84 with 9 or 10."""
    bare = re.sub(r"[\s.\-()]", "", phone)
    if not bare or re.fullmatch(r"0[0-9]{9,10}|\+84[0-9]{9,10}|1[0-9]{3,7}", bare):
        return ()
    number = len(bare) if bare.isascii() and bare.isdigit() else None
    return (Problem(field, "wrong_phone", number=number),)


def check_email(email: str, *, field: str = "email") -> tuple[Problem, ...]:
    """Return what is wrong with an e-mail address."""
    if not email or re.fullmatch(r"[^@\s,;]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}", email):
        return ()
    return (Problem(field, "wrong_email"),)
