"""The board's pages: made whole at the server, without a script; every figure leads down to a ward's list."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool

from cchc_desktop.city import accounts, board, workbooks
from cchc_desktop.city.accounts import Accounts, SignInWaitsError, SignInWrongError
from cchc_desktop.city.board import Office
from cchc_desktop.clock import Clock
from cchc_desktop.domain import report_words
from cchc_desktop.domain.dossier import DossierState
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.report import RESULTS_COLUMNS, RESULTS_NOTES, BehindLine
from cchc_desktop.errors import CchcError, DossierNotFound
from cchc_desktop.reports.tables import RATIO_FIGURES
from cchc_desktop.rules.periods import month_of, report_period
from cchc_desktop.sentences import BY_STATE, sentence
from cchc_desktop.sentences.figures_said import WORDS
from cchc_desktop.text import counted, hours_and_minutes, long_date, long_moment, nfc_lines, short_date

_PAGES = Path(__file__).with_name("pages")
_COOKIE = "__Host-cchc"
_MOST_FORM_BYTES = 16 * 1024
_LONGEST_QUESTION = 1000
_A_PAGE = 200
"""Dossiers on one page of a list."""
_TYPED = frozenset(("e_certified", "evaluations", "evaluations_satisfied"))
"""Figures that have no list behind them."""
_TABS = {"desks.html": "/", "results.html": "/06a", "ratios.html": "/ty-le", "time_saved.html": "/tiet-kiem"}
_PARTS = ("", "-9M", "-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4", *(f"-{month:02d}" for month in range(1, 13)))
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Strict-Transport-Security": "max-age=31536000",
}


class _NotFoundError(Exception):
    """The address names no period, figure or ward."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Visit:
    """One signed-in person who asks for a page."""

    name: str
    key: str
    asked: Mapping[str, str]
    """The words of the address or of the form."""
    today: date
    is_excel: bool

    @property
    def period(self) -> Period:
        found = report_period(self.asked.get("ky") or month_of(self.today))
        if found is None:
            raise _NotFoundError
        return found

    @property
    def figure(self) -> str:
        figure = self.asked.get("so", "")
        if figure not in WORDS.figures:
            raise _NotFoundError
        return figure

    @property
    def page(self) -> int:
        typed = self.asked.get("trang", "1")
        return max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1


_Handler = Callable[[_Visit], Response]


class BoardPages:
    """The board of one city."""

    def __init__(self, office: Office, known: Accounts, clock: Clock) -> None:
        self._office = office
        self._accounts = known
        self._clock = clock
        self._pages = Environment(
            loader=FileSystemLoader(_PAGES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
            lstrip_blocks=True,
        )  # fmt: skip
        self._pages.filters |= {
            "counted": counted, "short_date": short_date, "long_date": long_date, "long_moment": long_moment,
            "hours": hours_and_minutes, "moment": lambda moment: f"{moment:%H:%M} {short_date(moment.date())}",
        }  # fmt: skip

    def add_to(self, app: FastAPI) -> None:
        """Give every page its address."""
        pages: Mapping[str, _Handler] = {
            "/06a": self._results,
            "/ty-le": self._ratios,
            "/tiet-kiem": self._time_saved,
            "/phuong": self._wards,
            "/ho-so": self._dossiers,
        }
        for path, handler in {**pages, "/cac-ban": self._desks}.items():
            app.add_api_route(f"{path}.xlsx", self._route(handler, is_excel=True), methods=["GET"], response_model=None)
        for path, handler in {**pages, "/": self._desks, "/hoi-lai": self._question}.items():
            app.add_api_route(path, self._route(handler), methods=["GET"], response_model=None)
        app.add_api_route("/hoi-lai", self._posted(self._ask), methods=["POST"], response_model=None)
        app.add_api_route("/dang-xuat", self._posted(self._sign_out), methods=["POST"], response_model=None)
        app.add_api_route("/dang-nhap", self._sign_in_page, methods=["GET"], response_model=None)
        app.add_api_route("/dang-nhap", self._sign_in, methods=["POST"], response_model=None)
        app.add_api_route("/board.css", self._style, methods=["GET"], response_model=None)

    # --- who asks -------------------------------------------------------------------------------

    def _route(self, handler: _Handler, *, is_excel: bool = False) -> Callable[[Request], Response]:
        def answer(request: Request) -> Response:
            return self._answered(handler, request, request.query_params, is_excel=is_excel)

        return answer

    def _posted(self, handler: _Handler) -> Callable[[Request], Any]:
        async def answer(request: Request) -> Response:
            form = await _form(request)
            key = request.cookies.get(_COOKIE, "")
            if form is None or not accounts.is_own_form(key, form.get("dau", "")):
                return self._told("Biểu mẫu không còn hiệu lực", "Chưa ghi gì. Mở lại trang rồi gửi lần nữa.", 403)
            return await run_in_threadpool(self._answered, handler, request, form)

        return answer

    def _answered(
        self, handler: _Handler, request: Request, asked: Mapping[str, str], *, is_excel: bool = False
    ) -> Response:
        key = request.cookies.get(_COOKIE, "")
        name = self._accounts.who(key) if key else ""
        if not name:
            return _away("/dang-nhap")
        visit = _Visit(name=name, key=key, asked=asked, today=self._clock.now().date(), is_excel=is_excel)
        try:
            return handler(visit)
        except (_NotFoundError, DossierNotFound):
            return self._told(
                "Không tìm thấy", "Địa chỉ này không có trang nào. Quay lại trang trước rồi chọn lại.", 404
            )
        except CchcError as error:
            return self._told("Chưa xem được", sentence(error), 500)

    def _sign_in_page(self, request: Request) -> Response:
        return self._sign_in_form(request.cookies.get(_COOKIE) or accounts.new_key(), "", "", 200)

    async def _sign_in(self, request: Request) -> Response:
        form, key = await _form(request), request.cookies.get(_COOKIE, "")
        if form is None or not accounts.is_own_form(key, form.get("dau", "")):
            return self._sign_in_form(accounts.new_key(), "", "Trang đăng nhập đã cũ. Gõ lại rồi bấm Đăng nhập.", 403)
        return await run_in_threadpool(self._signed_in, key, form.get("ten", ""), form.get("mat-khau", ""))

    def _signed_in(self, key: str, name: str, password: str) -> Response:
        try:
            kept = self._accounts.sign_in(name, password)
        except SignInWrongError:
            return self._sign_in_form(key, name, "Tên hoặc mật khẩu không đúng. Gõ lại.", 401)
        except SignInWaitsError as error:
            wait = f"Đã gõ sai năm lần liền. Chờ đến {error.args[0]:%H:%M:%S} rồi gõ lại."
            return self._sign_in_form(key, name, wait, 429)
        return _keep(_away("/"), kept)

    def _sign_in_form(self, key: str, name: str, fault: str, status: int) -> Response:
        page = self._page("sign_in.html", None, status, name=name, fault=fault, token=accounts.form_token(key))
        return _keep(page, key)

    def _sign_out(self, visit: _Visit) -> Response:
        self._accounts.sign_out(visit.key)
        gone = _away("/dang-nhap")
        gone.delete_cookie(_COOKIE, secure=True, httponly=True, samesite="strict")
        return gone

    # --- the pages ------------------------------------------------------------------------------

    def _desks(self, visit: _Visit) -> Response:
        standings = board.in_order(self._office.desks())
        if visit.is_excel:
            return _excel(workbooks.desks(standings, self._made(visit)), workbooks.file_name("cac-ban"))
        rows = [(one, board.troubles(one)) for one in standings]
        return self._page("desks.html", visit, rows=rows, sums=board.summary(standings))

    def _results(self, visit: _Visit) -> Response:
        period, ward = visit.period, visit.asked.get("phuong", "")
        found = self._office.results(period, ward)
        if visit.is_excel:
            return _excel(
                workbooks.report(found, WORDS, self._made(visit)), workbooks.file_name("06a", period.code, ward)
            )
        return self._page(
            "results.html", visit, found=found, rows=list(report_words.numbered(found.rows)), ward=ward,
            columns=RESULTS_COLUMNS, head=_head_rows(), notes=RESULTS_NOTES,
            checks=report_words.check_words(found.differences, WORDS, found.total),
            **self._choice(visit, "/06a", {"phuong": ward} if ward else {}),
        )  # fmt: skip

    def _ratios(self, visit: _Visit) -> Response:
        found = self._office.ratios(visit.period)
        if visit.is_excel:
            return _excel(
                workbooks.report(found, WORDS, self._made(visit)), workbooks.file_name("ty-le", visit.period.code)
            )
        links = {
            name: tuple("" if figure in _TYPED else figure for figure in parts) for name, parts in RATIO_FIGURES.items()
        }
        return self._page(
            "ratios.html", visit, found=found, words=report_words, labels=WORDS, links=links,
            **self._choice(visit, "/ty-le", {}),
        )  # fmt: skip

    def _time_saved(self, visit: _Visit) -> Response:
        found = self._office.time_saved(visit.period)
        if visit.is_excel:
            return _excel(
                workbooks.report(found, WORDS, self._made(visit)), workbooks.file_name("tiet-kiem", visit.period.code)
            )
        return self._page("time_saved.html", visit, found=found, **self._choice(visit, "/tiet-kiem", {}))

    def _wards(self, visit: _Visit) -> Response:
        row = visit.asked.get("dong", "")
        found = self._office.wards(visit.period, visit.figure, row)
        if visit.is_excel:
            made = workbooks.wards(found, self._about(visit, row), self._made(visit))
            return _excel(made, workbooks.file_name("cac-phuong", visit.period.code, visit.figure))
        return self._page(
            "wards.html", visit, found=found, total=sum(one.count for one in found), row=row, period=visit.period,
            figure=visit.figure, about=self._about(visit, row),
        )  # fmt: skip

    def _dossiers(self, visit: _Visit) -> Response:
        row, ward = visit.asked.get("dong", ""), visit.asked.get("phuong", "")
        found = self._office.behind(visit.period, ward, visit.figure, row)
        name = next((one.ward_name for one in self._office.desks() if one.ward == ward), ward)
        about = f"{name} · {self._about(visit, row)}"
        if visit.is_excel:
            made = workbooks.dossiers(((line, _state(line)) for line in found), about, self._made(visit))
            return _excel(made, workbooks.file_name("ho-so", visit.period.code, ward, visit.figure))
        last = max(1, -(-len(found) // _A_PAGE))
        page = min(visit.page, last)
        first = (page - 1) * _A_PAGE
        return self._page(
            "dossiers.html", visit, lines=[(line, _state(line)) for line in found[first : first + _A_PAGE]],
            total=len(found), first=first, page=page, last=last, ward=ward, ward_name=name, row=row,
            period=visit.period, figure=visit.figure, about=about,
        )  # fmt: skip

    def _question(self, visit: _Visit, fault: str = "", text: str = "") -> Response:
        ward, code = visit.asked.get("phuong", ""), visit.asked.get("ho-so", "")
        if not ward or not code:
            raise _NotFoundError
        return self._page(
            "question.html", visit, 422 if fault else 200, ward=ward, code=code, fault=fault, text=text,
            earlier=self._office.asked_back(ward, code),
            is_done=visit.asked.get("da") == "1" and not fault, most=_LONGEST_QUESTION,
        )  # fmt: skip

    def _ask(self, visit: _Visit) -> Response:
        text = nfc_lines(visit.asked.get("noi-dung", "")).strip()
        if not text or len(text) > _LONGEST_QUESTION:
            fault = f"Gõ câu hỏi, nhiều nhất {_LONGEST_QUESTION} chữ. Chưa ghi gì."
            return self._question(visit, fault, text[:_LONGEST_QUESTION])
        ward, code = visit.asked.get("phuong", ""), visit.asked.get("ho-so", "")
        self._office.ask(ward, code, text, by=visit.name)
        return _away(_address("/hoi-lai", {"phuong": ward, "ho-so": code, "da": "1"}))

    # --- what they share ------------------------------------------------------------------------

    def _page(self, template: str, visit: _Visit | None, status: int = 200, **values: Any) -> Response:
        shared = {
            "city": self._office.name, "visit": visit, "now": self._clock.now(), "address": _address,
            "here": _TABS.get(template, ""), "token": accounts.form_token(visit.key) if visit else "",
        }  # fmt: skip
        text = self._pages.get_template(template).render(shared | values)
        return Response(text, status, _HEADERS, media_type="text/html; charset=utf-8")

    def _told(self, title: str, words: str, status: int) -> Response:
        return self._page("told.html", None, status, title=title, words=words)

    def _style(self) -> Response:
        headers = {**_HEADERS, "Cache-Control": "max-age=3600"}
        return Response((_PAGES / "board.css").read_bytes(), 200, headers, media_type="text/css; charset=utf-8")

    def _made(self, visit: _Visit) -> workbooks.Made:
        return workbooks.Made(unit=self._office.name, by=visit.name, at=self._clock.now())

    def _about(self, visit: _Visit, row: str) -> str:
        """Return "Đã giải quyết quá hạn · Hộ tịch · tháng 11 năm 2023"."""
        label = row.partition(":")[2].replace("|", " · ")
        return " · ".join(part for part in (WORDS.figure(visit.figure), label, visit.period.name) if part)

    def _choice(self, visit: _Visit, path: str, more: Mapping[str, str]) -> Mapping[str, Any]:
        """Return what a page of figures begins with: its period to be chosen, and how many desks are missing in it."""
        years = range(visit.today.year + (visit.today.month == 12), visit.today.year - 4, -1)
        named = [report_period(f"{year}{part}") for year in years for part in _PARTS]
        begun = [period for period in named if period is not None and period.first <= visit.today]
        if visit.period not in begun:
            begun.insert(0, visit.period)
        incomplete = board.summary(self._office.desks())["incomplete"]
        return {"path": path, "period": visit.period, "periods": begun, "more": more, "incomplete": incomplete}


async def _form(request: Request) -> Mapping[str, str] | None:
    """Return the fields of a form; ``None`` where it is none, or too large."""
    length = request.headers.get("content-length", "")
    kind = request.headers.get("content-type", "").partition(";")[0]
    is_small = length.isascii() and length.isdigit() and int(length) <= _MOST_FORM_BYTES
    if not is_small or kind != "application/x-www-form-urlencoded":
        return None
    async with request.form(max_fields=20) as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}


def _address(path: str, words: Mapping[str, str]) -> str:
    filled = {name: value for name, value in words.items() if value}
    return f"{path}?{urlencode(filled)}" if filled else path


def _away(path: str) -> Response:
    return RedirectResponse(path, 303, _HEADERS)


def _keep(response: Response, key: str) -> Response:
    response.set_cookie(_COOKIE, key, secure=True, httponly=True, samesite="strict", path="/")
    return response


def _excel(content: bytes, name: str) -> Response:
    headers = {**_HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, 200, headers, media_type=workbooks.MEDIA_TYPE)


def _state(line: BehindLine) -> str:
    return BY_STATE.get(DossierState(line.state), line.state) if line.state in set(DossierState) else line.state


def _head_rows() -> list[list[tuple[str, int, int]]]:
    """Return the head of the 06a table row by row: words, columns over, rows over."""
    rows: list[list[tuple[str, int, int]]] = [[] for _ in range(max(end for *_rest, end in report_words.RESULTS_HEAD))]
    for words, column, row, column_end, row_end in sorted(
        report_words.RESULTS_HEAD, key=lambda cell: (cell[2], cell[1])
    ):
        rows[row].append((words, column_end - column, row_end - row))
    return rows
