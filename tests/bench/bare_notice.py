"""The yardstick of a step with its paper: Mẫu 02, 03 and 04 by bare reportlab, every place written in.

No wording, no measuring, no breaking of lines: what stands where is hard-coded, a few values are put where the
sample's stand. It draws what `notice.build` draws of the steps of `steps.py`, with the same fonts.
"""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Mapping

from reportlab.pdfgen.canvas import Canvas

from cchc_desktop.documents import fonts
from cchc_desktop.documents.bars import bar_code

R, B, I = fonts.REGULAR, fonts.BOLD, fonts.ITALIC  # noqa: E741

_DOT_GAP = 2.3


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What stands on one page, in points from the lower left corner."""

    texts: tuple[tuple[float, float, str, str, float, float], ...]
    """x, y, words with places for values, face, size, stretch of a space."""
    rules: tuple[tuple[float, float, float, float], ...]
    """x, y, end x, thickness."""
    frames: tuple[tuple[float, float, float, float, float], ...] = ()
    leaders: tuple[tuple[float, float, float], ...] = ()


def bare_sheet(sheet: Sheet, values: Mapping[str, str]) -> bytes:
    """Draw one paper; ``values`` are its code, number, name and whatever else has a place on it."""
    fonts.register()
    buffer = io.BytesIO()
    c = Canvas(buffer, pagesize=(595.28, 841.89), pageCompression=1, invariant=1, initialFontName=R, lang="vi-VN")
    c.addLiteral(f"q 0.9354 0 0 -25.512 85.04 82.2 cm {bar_code(values['code']).path} f Q")
    for x, y, end, thickness in sheet.rules:
        c.setLineWidth(thickness)
        c.line(x, y, end, y)
    for x, y, wide, high, thickness in sheet.frames:
        c.setLineWidth(thickness)
        c.rect(x, y, wide, high)
    if sheet.leaders:
        c.setLineCap(1)
        c.setDash([0, _DOT_GAP])
    for x, y, end in sheet.leaders:
        c.line(x, y, end, y)
    _texts(c, sheet, values)
    c.showPage()
    c.save()
    return buffer.getvalue()


def _texts(c: Canvas, sheet: Sheet, values: Mapping[str, str]) -> None:
    run = c.beginText()
    for x, y, words, face, size, stretch in sheet.texts:
        run.setFont(face, size)
        run.setWordSpace(stretch)
        run.setTextOrigin(x, y)
        run.textOut(words.format_map(values))
    c.drawText(run)


SUPPLEMENT_REQUEST = Sheet(
    texts=(
        (131.89, 782.36, "ỦY BAN NHÂN DÂN", R, 12, 0),
        (132.73, 768.08, "PHƯỜNG MẪU HÒA", R, 12, 0),
        (122.23, 753.79, "TRUNG TÂM PHỤC VỤ", B, 12, 0),
        (128.72, 739.5, "HÀNH CHÍNH CÔNG", B, 12, 0),
        (157.55, 719.5, "Số: {number}", R, 12, 0),
        (302.41, 782.36, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", B, 12, 0),
        (348.01, 766.89, "Độc lập - Tự do - Hạnh phúc", B, 13, 0),
        (326.84, 719.5, "{place_date}", I, 13, 0),
        (157.68, 686.99, "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", B, 14, 0),
        (213.47, 668.96, "Mã hồ sơ: {code}", B, 13, 0),
        (85.04, 643.56, "Trung tâm Phục vụ hành chính công:", R, 13, 0),
        (281.09, 643.56, "phường Mẫu Hòa", R, 13, 0),
        (85.04, 623.83, "Tiếp nhận hồ sơ/yêu cầu của Bà:", R, 13, 0),
        (258.33, 623.83, "{name}", B, 13, 0),
        (85.04, 604.1, "Nội dung yêu cầu giải quyết:", R, 13, 0),
        (238.84, 604.1, "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân", R, 13, 0),
        (85.04, 584.37, "Địa chỉ:", R, 13, 0),
        (129.8, 584.37, "{address}", R, 13, 0),
        (85.04, 564.65, "Số điện thoại:", R, 13, 0),
        (160.51, 564.65, "{phone}", R, 13, 0),
        (295.51, 564.65, "Email:", R, 13, 0),
        (85.04, 537.8, "Yêu cầu Bà hoàn thiện hồ sơ gồm những nội dung như sau:", R, 13, 0),
        (92.63, 498.79, "TT", B, 12, 0),
        (185.92, 498.79, "Thành phần hồ sơ", B, 12, 0),
        (353.66, 488.25, "Bản chính", B, 12, 0),
        (421.51, 495.39, "Bản chứng", B, 12, 0),
        (437.69, 481.11, "thực", B, 12, 0),
        (493.65, 488.25, "Bản photo", B, 12, 0),
        (427.94, 516.48, "Số lượng", B, 12, 0),
        (97.63, 460.02, "1", R, 12, 0),
        (119.62, 460.02, "Trích lục bản án ly hôn có ghi ngày bản án có", R, 12, 0),
        (119.62, 445.73, "hiệu lực pháp luật", R, 12, 0),
        (373.84, 460.02, "01", R, 12, 0),
        (447.29, 460.02, "-", R, 12, 0),
        (518.16, 460.02, "-", R, 12, 0),
        (97.63, 424.64, "2", R, 12, 0),
        (119.62, 424.64, "Giấy xác nhận tình trạng hôn nhân đã cấp", R, 12, 0),
        (373.84, 424.64, "01", R, 12, 0),
        (447.29, 424.64, "-", R, 12, 0),
        (514.16, 424.64, "01", R, 12, 0),
        (97.63, 403.55, "3", R, 12, 0),
        (119.62, 403.55, "Văn bản ủy quyền có chứng thực chữ ký", R, 12, 0),
        (377.84, 403.55, "-", R, 12, 0),
        (443.29, 403.55, "01", R, 12, 0),
        (518.16, 403.55, "-", R, 12, 0),
        (85.04, 373.73, "Lý do: ", B, 13, 0.55),
        (
            125.87,
            373.73,
            "Bản án nộp kèm chưa thể hiện ngày có hiệu lực pháp luật; thời gian cư trú ngoài",
            R,
            13,
            0.55,
        ),
        (85.04, 356.72, "địa bàn phường chưa được xác nhận (khoản 3, khoản 4 Điều 22 Nghị định số", R, 13, 4.45),
        (85.04, 339.72, "123/2015/NĐ-CP).", R, 13, 0),
        (
            85.04,
            316.75,
            "Đề nghị Bà hoàn thiện hồ sơ chậm nhất vào ngày 03 tháng 12 năm 2025; quá ngày này",
            R,
            13,
            0.892,
        ),
        (
            85.04,
            299.75,
            "mà hồ sơ chưa được hoàn thiện thì Trung tâm Phục vụ hành chính công phường Mẫu Hòa",
            R,
            13,
            0.017,
        ),
        (85.04, 282.74, "đóng hồ sơ theo quy định.", R, 13, 0),
        (85.04, 259.78, "Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, Bà liên hệ với ", R, 13, 0.617),
        (446.89, 259.78, "Trần Quốc Bảo", B, 13, 0.617),
        (534.08, 259.78, ", số", R, 13, 0.617),
        (85.04, 242.77, "điện thoại ", R, 13, 0),
        (139.91, 242.77, "0258 3000 000 ", B, 13, 0),
        (221.16, 242.77, "để được hướng dẫn./.", R, 13, 0),
        (370.95, 211.59, "NGƯỜI HƯỚNG DẪN", B, 13, 0),
        (385.67, 194.58, "(Ký và ghi rõ họ tên)", I, 12, 0),
        (392.85, 103.87, "Trần Quốc Bảo", B, 13, 0),
        (155.43, 45.35, "{code}", B, 11, 0),
        (459.28, 22.68, "Kèm theo: Phiếu đánh giá", R, 9, 0),
        (85.04, 22.68, "{proof}", R, 9, 0),
    ),
    rules=(
        (163.14, 734.97, 212.98, 0.6),
        (348.01, 762.63, 507.16, 0.6),
    ),
    frames=(
        (85.04, 474.42, 31.18, 56.47, 0.5),
        (116.22, 474.42, 232.44, 56.47, 0.5),
        (348.66, 474.42, 62.36, 35.38, 0.5),
        (411.02, 474.42, 76.54, 35.38, 0.5),
        (487.56, 474.42, 65.2, 35.38, 0.5),
        (348.66, 509.79, 204.09, 21.09, 0.5),
        (85.04, 439.04, 31.18, 35.38, 0.5),
        (116.22, 439.04, 232.44, 35.38, 0.5),
        (348.66, 439.04, 62.36, 35.38, 0.5),
        (411.02, 439.04, 76.54, 35.38, 0.5),
        (487.56, 439.04, 65.2, 35.38, 0.5),
        (85.04, 417.95, 31.18, 21.09, 0.5),
        (116.22, 417.95, 232.44, 21.09, 0.5),
        (348.66, 417.95, 62.36, 21.09, 0.5),
        (411.02, 417.95, 76.54, 21.09, 0.5),
        (487.56, 417.95, 65.2, 21.09, 0.5),
        (85.04, 396.86, 31.18, 21.09, 0.5),
        (116.22, 396.86, 232.44, 21.09, 0.5),
        (348.66, 396.86, 62.36, 21.09, 0.5),
        (411.02, 396.86, 76.54, 21.09, 0.5),
        (487.56, 396.86, 65.2, 21.09, 0.5),
    ),
    leaders=((334.55, 564.65, 552.76),),
)

REFUSAL_NOTICE = Sheet(
    texts=(
        (131.89, 782.36, "ỦY BAN NHÂN DÂN", R, 12, 0),
        (132.73, 768.08, "PHƯỜNG MẪU HÒA", R, 12, 0),
        (122.23, 753.79, "TRUNG TÂM PHỤC VỤ", B, 12, 0),
        (128.72, 739.5, "HÀNH CHÍNH CÔNG", B, 12, 0),
        (302.41, 782.36, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", B, 12, 0),
        (348.01, 766.89, "Độc lập - Tự do - Hạnh phúc", B, 13, 0),
        (326.84, 735.48, "{place_date}", I, 13, 0),
        (155.8, 702.46, "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ", B, 14, 0),
        (213.47, 684.43, "Mã hồ sơ: {code}", B, 13, 0),
        (85.04, 659.03, "Trung tâm Phục vụ hành chính công:", R, 13, 0),
        (281.09, 659.03, "phường Mẫu Hòa", R, 13, 0),
        (85.04, 639.3, "Tiếp nhận hồ sơ của:", R, 13, 0),
        (196.97, 639.3, "{name}", B, 13, 0),
        (85.04, 619.57, "Địa chỉ:", R, 13, 0),
        (129.8, 619.57, "{address}", R, 13, 0),
        (85.04, 599.84, "Số điện thoại:", R, 13, 0),
        (160.51, 599.84, "{phone}", R, 13, 0),
        (295.51, 599.84, "Email:", R, 13, 0),
        (85.04, 580.11, "Nội dung yêu cầu giải quyết:", R, 13, 0),
        (238.84, 580.11, "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân", R, 13, 0),
        (113.39, 553.27, "Qua xem xét, Trung tâm Phục vụ hành chính công phường Mẫu Hòa thông báo", R, 13, 1.945),
        (85.04, 536.26, "không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:", R, 13, 0),
        (113.39, 513.3, "1. Văn bản này phải thực hiện theo thủ tục chứng thực hợp đồng, giao dịch hoặc", R, 13, 1.386),
        (85.04, 496.29, "công chứng.", R, 13, 0),
        (85.04, 473.33, "Hướng dẫn: ", B, 13, 0.88),
        (157.43, 473.33, "Bà có thể lập hợp đồng ủy quyền và yêu cầu công chứng tại tổ chức hành", R, 13, 0.88),
        (85.04, 456.32, "nghề công chứng trên địa bàn tỉnh.", R, 13, 0),
        (113.39, 433.36, "Xin thông báo cho Bà được biết và thực hiện./.", R, 13, 0),
        (142.08, 402.18, "NGƯỜI NỘP HỒ SƠ", B, 13, 0),
        (151.81, 385.17, "(Ký và ghi rõ họ tên)", I, 12, 0),
        (353.73, 402.18, "NGƯỜI TIẾP NHẬN HỒ SƠ", B, 13, 0),
        (385.67, 385.17, "(Ký và ghi rõ họ tên)", I, 12, 0),
        (170.55, 294.46, "{given_name}", B, 13, 0),
        (392.85, 294.46, "Trần Quốc Bảo", B, 13, 0),
        (155.43, 45.35, "{code}", B, 11, 0),
        (459.28, 22.68, "Kèm theo: Phiếu đánh giá", R, 9, 0),
        (85.04, 22.68, "{proof}", R, 9, 0),
    ),
    rules=(
        (163.14, 734.97, 212.98, 0.6),
        (348.01, 762.63, 507.16, 0.6),
    ),
    leaders=((334.55, 599.84, 552.76),),
)

APOLOGY_NOTICE = Sheet(
    texts=(
        (131.56, 782.36, "ỦY BAN NHÂN DÂN", B, 12, 0),
        (130.29, 768.08, "PHƯỜNG MẪU HÒA", B, 12, 0),
        (162.55, 731.91, "Số: {number}", R, 12, 0),
        (302.41, 782.36, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", B, 12, 0),
        (348.01, 766.89, "Độc lập - Tự do - Hạnh phúc", B, 13, 0),
        (326.84, 731.91, "{place_date}", I, 13, 0),
        (97.59, 699.4, "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT", B, 14, 0),
        (223.91, 671.55, "Kính gửi: Ông ", R, 14, 0),
        (308.88, 671.55, "{name}", B, 14, 0),
        (113.39, 643.74, "Ngày 17 tháng 11 năm 2025, Ủy ban nhân dân phường Mẫu Hòa tiếp nhận giải", R, 13, 1.839),
        (
            85.04,
            626.74,
            "quyết hồ sơ đề nghị giải quyết thủ tục hành chính cấp Giấy xác nhận tình trạng hôn nhân",
            R,
            13,
            0.371,
        ),
        (85.04, 609.73, "của Ông; mã số hồ sơ: ", R, 13, 0),
        (204.57, 609.73, "{code}", B, 13, 0),
        (356.59, 609.73, ".", R, 13, 0),
        (113.39, 586.77, "Thời gian hẹn trả kết quả giải quyết hồ sơ: 16 giờ 28 phút, ngày 20 tháng 11", R, 13, 2.545),
        (85.04, 569.76, "năm 2025.", R, 13, 0),
        (113.39, 546.8, "Tuy nhiên đến nay, Ủy ban nhân dân phường Mẫu Hòa chưa giải quyết xong hồ sơ", R, 13, 0.516),
        (
            85.04,
            529.79,
            "của Ông để trả kết quả đúng thời hạn quy định ghi trên Giấy tiếp nhận hồ sơ và hẹn trả",
            R,
            13,
            0.857,
        ),
        (
            85.04,
            512.78,
            "kết quả. Lý do: chưa nhận được văn bản trả lời xác minh của Ủy ban nhân dân phường",
            R,
            13,
            0.941,
        ),
        (85.04, 495.78, "nơi Bà cư trú trước đây.", R, 13, 0),
        (113.39, 472.81, "Sự chậm trễ này đã gây phiền hà, tốn kém chi phí, công sức của Ông.", R, 13, 0),
        (
            113.39,
            449.85,
            "Ủy ban nhân dân phường Mẫu Hòa xin lỗi Ông, đề nghị gia hạn thời gian giải quyết",
            R,
            13,
            0.156,
        ),
        (85.04, 432.85, "và sẽ trả kết quả giải quyết hồ sơ vào:", R, 13, 0),
        (152.33, 404.19, "16 giờ 28 phút, ngày 21 tháng 11 năm 2025", B, 15, 0),
        (429.43, 404.19, "(thứ Sáu)", R, 15, 0),
        (113.39, 373.32, "Mong nhận được sự thông cảm của Ông vì sự chậm trễ này./.", R, 13, 0),
        (390.5, 342.14, "KT. CHỦ TỊCH", B, 13, 0),
        (387.44, 325.13, "PHÓ CHỦ TỊCH", B, 13, 0),
        (330.18, 308.12, "(Ký số hoặc ký tên, đóng dấu, ghi rõ họ tên)", I, 12, 0),
        (395.37, 194.74, "Lê Minh Tuấn", B, 13, 0),
        (155.43, 45.35, "{code}", B, 11, 0),
        (85.04, 22.68, "{proof}", R, 9, 0),
    ),
    rules=(
        (163.79, 763.54, 212.32, 0.6),
        (348.01, 762.63, 507.16, 0.6),
    ),
    frames=((85.04, 395.03, 467.72, 29.76, 1.1),),
)
