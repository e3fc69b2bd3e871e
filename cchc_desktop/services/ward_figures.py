"""The figures of a ward's own table: lines, ratios with their targets, officials."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cchc_desktop import paths
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.report import OfficerRow, Ratio, Source, TableLine
from cchc_desktop.reports import figures
from cchc_desktop.reports.figures import Scope
from cchc_desktop.reports.tables import ratio_of
from cchc_desktop.rules import ratings, ratios
from cchc_desktop.services.report_room import Asked, ReportRoom

TYPED_FIGURES = ("e_certified", "feedback_received", "feedback_in_time", "feedback_late")
"""Figures of another system, typed in and marked "nhập tay"."""
TYPED_TOTALS = ("typed_received", "typed_resolved", "typed_open")
"""Totals that somebody else printed, typed in to be checked (row 157)."""
SATISFIED_WORDS = 2
"""The best words of the scale that count as satisfied."""
_WARD_COUNTED: Mapping[str, tuple[str, ...]] = {
    "received": ("received", "received_online", "received_counter", "received_post", "carried_over"),
    "resolved": ("resolved", "resolved_early", "resolved_on_time", "resolved_late"),
    "open": ("open", "open_in_time", "open_late"),
    "ratios_base": ("with_fee", "paid_online", "returned_by_post", "scanned_papers", "scanned_results"),
    "same_day": ("no_slip", "slip_on_request", "to_appointment"),
}
OFFICER_FIGURES = ("received", "resolved", "resolved_late", "open", "open_late")
ADVICE = {"guidance_given": EntryKind.GUIDANCE_GIVEN, "intake_refused": EntryKind.INTAKE_REFUSED}
_E_CERTIFIED = "e_certified"


class WardFigures:
    """Reads the figures of a ward's table."""

    def __init__(self, room: ReportRoom) -> None:
        self._room = room

    def counted(self, scope: Scope) -> dict[str, int]:
        """Return every figure of dossiers and of steps."""
        names = tuple(figures.conditions(scope))
        found = dict(zip(names, figures.counts(self._room.db, scope, names)[0], strict=True))
        return {**found, **figures.step_counts(self._room.db, scope)}

    def lines(self, asked: Asked, scope: Scope, counted: Mapping[str, int]) -> Iterable[TableLine]:
        """Yield the lines of the table; what nobody said yet is no 0."""
        for group in ("received", "resolved", "open"):
            yield from (_line(name, counted[name], group) for name in _WARD_COUNTED[group])
        yield from (_line(name, counted[name], "steps") for name in figures.STEPS)
        for name, kind in ADVICE.items():
            yield _line(name, len(list(self._room.advice(kind, asked, scope))), "steps")
        typed = self._room.typed(asked)
        yield from (_line(name, counted[name], "ratios_base") for name in _WARD_COUNTED["ratios_base"])
        yield _typed_line(_E_CERTIFIED, typed, "ratios_base")
        yield from (_line(name, counted[name], "same_day") for name in _WARD_COUNTED["same_day"])
        yield _line("no_slip_minutes_saved", self._minutes_saved(scope), "same_day")
        yield from (_typed_line(name, typed, "feedback") for name in TYPED_FIGURES if name != _E_CERTIFIED)
        answers, satisfied = self._satisfaction(asked)
        for name, value in (("evaluations", answers), ("evaluations_satisfied", satisfied)):
            source = Source.NONE if value is None else Source.TYPED
            yield TableLine(figure=name, value=value, source=source, group="satisfaction", is_list_behind=False)

    def _minutes_saved(self, scope: Scope) -> int:
        return sum(minutes for _all, found in figures.saved(self._room.db, scope, by="''") for minutes in found)

    def _satisfaction(self, asked: Asked) -> tuple[int | None, int | None]:
        """Return (answers, of these satisfied: the two best words of five); ``None`` where nobody counted."""
        found = self._room.evaluations(asked)
        if not found:
            return None, None
        scale = list(dict.fromkeys(word for _question, word, _answers in found))
        best = self._best_words(asked) or scale[:SATISFIED_WORDS]
        satisfied = sum(answers for _question, word, answers in found if word in best)
        return sum(answers for _question, _word, answers in found), satisfied

    def _best_words(self, asked: Asked) -> tuple[str, ...]:
        from cchc_desktop.catalogue.evaluation_reading import read_evaluation
        from cchc_desktop.domain.evaluation import evaluation_set_on

        sets = read_evaluation(paths.resources() / "evaluation")
        return evaluation_set_on(sets, asked.period.last).scale[:SATISFIED_WORDS]

    def ratios(self, asked: Asked, scope: Scope, counted: Mapping[str, int]) -> tuple[Ratio, ...]:
        """Return the ratios, each with its own denominator and its target."""
        answers, satisfied = self._satisfaction(asked)
        known: Mapping[str, int | None] = {
            **counted,
            "e_certified": self._room.typed(asked).get("e_certified"),
            "evaluations": answers,
            "evaluations_satisfied": satisfied,
        }
        targets = dict(self._room.settings(asked).ratio_targets)
        return tuple(ratio_of(name, known, targets) for name in ratios.TARGETS)

    def officers(self, scope: Scope) -> tuple[OfficerRow, ...]:
        """Return who received how many dossiers, and how many of theirs were late."""
        rows = figures.counts(self._room.db, scope, OFFICER_FIGURES, by=("officer",))
        return tuple(
            OfficerRow(
                officer=officer,
                name=self._room.state.officer_name(officer),
                received=received,
                resolved=resolved,
                late=late,
                open=still_open,
                open_late=open_late,
                rating=ratings.rating_cap(resolved, late),
            )
            for officer, received, resolved, late, still_open, open_late in rows
        )


def _line(figure: str, value: int, group: str) -> TableLine:
    return TableLine(figure=figure, value=value, source=Source.COUNTED, group=group)


def _typed_line(figure: str, typed: Mapping[str, int], group: str) -> TableLine:
    source = Source.TYPED if figure in typed else Source.NONE
    return TableLine(figure=figure, value=typed.get(figure), source=source, group=group, is_list_behind=False)
