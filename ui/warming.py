"""What is imported or made after the first paint, so that the first key on a screen need not wait for it."""

from __future__ import annotations


def import_dossiers() -> None:
    """Spare the first F4 a third of its time; the pages themselves are made when they are wanted."""
    import ui.presenters.dossiers
    import ui.views.dossiers  # noqa: F401


def import_today() -> None:
    """Spare the first F2 its imports."""
    import ui.presenters.today
    import ui.views.today  # noqa: F401


def import_papers() -> None:
    """Load the paper libraries; any thread."""
    import cchc_desktop.services.paper_desk
    import cchc_desktop.services.print_desk  # noqa: F401


def import_packages() -> None:
    """Load what closes, packs and sends a day; any thread."""
    import cchc_desktop.services.day_end
    import cchc_desktop.services.send_desk  # noqa: F401
    import ui.presenters.day_words  # noqa: F401


def make_codes(addresses: tuple[str, ...]) -> object:
    """Return the matrices of the codes on slips; any thread."""
    from cchc_desktop.services.paper_desk import make_codes

    return make_codes(addresses)
