"""The table of docs/law.md, made from the register of rules. Run as a script it writes the page's table anew."""

from __future__ import annotations

from pathlib import Path

from cchc_desktop.services.law_register import law_rows

PAGE = Path(__file__).resolve().parents[2] / "docs" / "law.md"
BEGIN, END = "<!-- register -->\n", "<!-- end of register -->\n"


def table() -> str:
    """Return the register as it has to stand in the page."""
    head = "| document | provision | rule | in force from | certainty |\n|---|---|---|---|---|\n"
    lines = (
        f"| {row.document} | {row.provision} | `{row.rule}` | {row.in_force_from} | {row.certainty} |"
        for row in law_rows()
    )
    return head + "\n".join(lines) + "\n"


def standing_table(page: str) -> str:
    """Return the table that stands in the page."""
    return page.split(BEGIN)[1].split(END)[0]


if __name__ == "__main__":
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}{table()}{END}{rest.partition(END)[2]}", "utf-8")
