"""What the official papers say (RULES 1.4-1.6a, 22, 26, 38-42), read back from the sheets that are handed out."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from cchc_desktop import errors, sentences
from cchc_desktop.documents import notice
from cchc_desktop.domain.notice import PaperKind
from cchc_desktop.services import notice_wording
from cchc_desktop.services.notice_facts import PaperFacts
from cchc_desktop.settings import Settings
from tests.documents.readers import is_nfc, text_of
from tests.services.notice_samples import (
    CODE,
    PERSONAL,
    SETTINGS,
    dossier,
    facts,
    forms,
    in_2026,
    office,
    with_body,
    with_texts,
)


def printed(kind: PaperKind, made: PaperFacts) -> str:
    text = text_of(notice.build(notice_wording.compose(kind, made)))
    assert is_nfc(text)
    assert "{" not in text
    return text


def missing(kind: PaperKind, made: PaperFacts) -> tuple[str, ...]:
    with pytest.raises(errors.PaperIncomplete) as raised:
        notice_wording.compose(kind, made)
    said = sentences.sentence(raised.value)
    assert all(sentences.field_label(name) in said for name in raised.value.facts["missing"])  # type: ignore[attr-defined]
    return raised.value.facts["missing"]  # type: ignore[return-value]


def whole(*parts: str) -> str:
    return " ".join(" ".join(parts).split())


def test_the_supplement_request_of_2023_word_for_word() -> None:
    assert printed(PaperKind.SUPPLEMENT_REQUEST, facts(PaperKind.SUPPLEMENT_REQUEST)) == whole(
        "ỦY BAN NHÂN DÂN PHƯỜNG PHƯỚC HÒA BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ Số: 0038/HDHS",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Phước Hòa, ngày 27 tháng 10 năm 2023",
        f"PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ Mã hồ sơ: {CODE}",
        "Bộ phận tiếp nhận và trả kết quả: Ủy ban nhân dân phường Phước Hòa",
        "Tiếp nhận hồ sơ/yêu cầu của Bà: NGUYỄN THỊ THU HÀ",
        "Nội dung yêu cầu giải quyết: Thủ tục cấp Giấy xác nhận tình trạng hôn nhân",
        "Địa chỉ: 27/4 đường Tô Hiệu, phường Phước Hòa, thành phố Nha Trang, tỉnh Khánh Hòa",
        "Số điện thoại: 0905 000 417 Email:",
        "Yêu cầu Bà hoàn thiện hồ sơ gồm những nội dung như sau:",
        "TT Thành phần hồ sơ Bản chính Bản chứng thực Bản photo Số lượng",
        "1 Trích lục bản án ly hôn có ghi ngày bản án có hiệu lực pháp luật (bản đã nộp thiếu trang cuối) 01 - -",
        "2 Giấy xác nhận tình trạng hôn nhân do Ủy ban nhân dân phường Lộc Thọ cấp 01 - 01",
        "3 Văn bản ủy quyền có chứng thực chữ ký, nếu người khác nhận thay kết quả - 01 -",
        "Lý do: Bản án nộp kèm chưa thể hiện ngày có hiệu lực pháp luật; thời gian cư trú ngoài địa bàn phường chưa",
        "được xác nhận (khoản 3, khoản 4 Điều 22 Nghị định số 123/2015/NĐ-CP).",
        "Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, Bà liên hệ với Trần Quốc Bảo, số điện thoại 0258 3510 417",
        "để được hướng dẫn./. NGƯỜI HƯỚNG DẪN (Ký và ghi rõ họ tên) Trần Quốc Bảo",
        f"{CODE} Kèm theo: Phiếu đánh giá đã ghi sổ · bàn 2 · #0431 · 9F3C",
    )


def test_the_refusal_of_2023_word_for_word() -> None:
    assert printed(PaperKind.REFUSAL_NOTICE, facts(PaperKind.REFUSAL_NOTICE)) == whole(
        "ỦY BAN NHÂN DÂN PHƯỜNG PHƯỚC HÒA BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Phước Hòa, ngày 27 tháng 10 năm 2023",
        f"PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ Mã hồ sơ: {CODE}",
        "Bộ phận tiếp nhận và trả kết quả: Ủy ban nhân dân phường Phước Hòa",
        "Tiếp nhận hồ sơ của: NGUYỄN THỊ THU HÀ",
        "Địa chỉ: 27/4 đường Tô Hiệu, phường Phước Hòa, thành phố Nha Trang, tỉnh Khánh Hòa",
        "Số điện thoại: 0905 000 417 Email:",
        "Nội dung yêu cầu giải quyết: Thủ tục cấp Giấy xác nhận tình trạng hôn nhân",
        "Qua xem xét, Bộ phận tiếp nhận và trả kết quả Ủy ban nhân dân phường Phước Hòa thông báo không tiếp nhận,",
        "giải quyết hồ sơ này với lý do cụ thể như sau:",
        "1. Thuộc trường hợp không được chứng thực chữ ký (Điều 25 Nghị định 23/2015/NĐ-CP).",
        "2. Văn bản này phải thực hiện theo thủ tục chứng thực hợp đồng, giao dịch hoặc công chứng.",
        "Hướng dẫn: Bà có thể lập hợp đồng ủy quyền và yêu cầu công chứng tại tổ chức hành nghề công chứng trên địa",
        "bàn tỉnh. Xin thông báo cho Bà được biết và thực hiện./.",
        "NGƯỜI NỘP HỒ SƠ (Ký và ghi rõ họ tên) NGƯỜI TIẾP NHẬN HỒ SƠ (Ký và ghi rõ họ tên)",
        "Nguyễn Thị Thu Hà Trần Quốc Bảo",
        f"{CODE} Kèm theo: Phiếu đánh giá đã ghi sổ · bàn 2 · #0431 · 9F3C",
    )


def test_the_apology_of_2023_word_for_word() -> None:
    assert printed(PaperKind.APOLOGY_NOTICE, facts(PaperKind.APOLOGY_NOTICE)) == whole(
        "ỦY BAN NHÂN DÂN PHƯỜNG PHƯỚC HÒA Số: 0003/PXL",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Phước Hòa, ngày 27 tháng 10 năm 2023",
        "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ Kính gửi: Bà NGUYỄN THỊ THU HÀ",
        "Ngày 26 tháng 10 năm 2023, Ủy ban nhân dân phường Phước Hòa tiếp nhận giải quyết hồ sơ đề nghị giải quyết thủ",
        "tục hành chính cấp Giấy xác nhận tình trạng hôn nhân của Bà; mã số hồ sơ: 000.16.40.H32-231026-0023.",
        "Thời gian hẹn trả kết quả giải quyết hồ sơ: 09 giờ 05 phút, ngày 31 tháng 10 năm 2023.",
        "Tuy nhiên đến nay, Ủy ban nhân dân phường Phước Hòa chưa trả kết quả giải quyết hồ sơ của Bà đúng thời hạn",
        "quy định ghi trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả. Lý do: chưa nhận được văn bản trả lời xác minh của",
        "Ủy ban nhân dân phường nơi Bà cư trú trước đây.",
        "Sự chậm trễ này đã gây phiền hà, tốn kém chi phí, công sức của Bà.",
        "Ủy ban nhân dân phường Phước Hòa xin lỗi Bà và sẽ trả kết quả giải quyết hồ sơ vào:",
        "09 giờ 05 phút, ngày 01 tháng 11 năm 2023 (thứ Tư)",
        "Mong nhận được sự thông cảm của Bà vì sự chậm trễ này./.",
        "KT. CHỦ TỊCH PHÓ CHỦ TỊCH (Ký số hoặc ký tên, đóng dấu, ghi rõ họ tên) Lê Minh Tuấn",
        f"{CODE} đã ghi sổ · bàn 2 · #0431 · 9F3C",
    )


def test_the_stop_notice_of_2026_word_for_word() -> None:
    made = with_body(in_2026(facts(PaperKind.STOP_NOTICE)), asked_on="2026-11-21")

    assert printed(PaperKind.STOP_NOTICE, made) == whole(
        "ỦY BAN NHÂN DÂN PHƯỜNG NHA TRANG Số: 0004/TB",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Nha Trang, ngày 23 tháng 11 năm 2026",
        "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ Kính gửi: Bà NGUYỄN THỊ THU HÀ",
        "Ngày 20 tháng 11 năm 2026, Ủy ban nhân dân phường Nha Trang tiếp nhận hồ sơ của Bà đề nghị giải quyết thủ tục",
        "hành chính cấp Giấy xác nhận tình trạng hôn nhân; mã hồ sơ: H32.48.12-261120-0017.",
        "Ngày 21 tháng 11 năm 2026, Bà đề nghị dừng giải quyết hồ sơ này. Lý do: không còn nhu cầu giải quyết.",
        "Theo đề nghị của Bà, Ủy ban nhân dân phường Nha Trang thông báo dừng giải quyết hồ sơ nêu trên từ ngày 23",
        "tháng 11 năm 2026.",
        "Giấy tờ trả lại: 01 bản án ly hôn (bản chính), 01 giấy xác nhận tình trạng hôn nhân đã cấp.",
        "Nếu có vướng mắc, Bà liên hệ với Trung tâm Phục vụ hành chính công phường Nha Trang, số điện thoại",
        "0258 3510 417, để được hướng dẫn./.",
        "KT. CHỦ TỊCH PHÓ CHỦ TỊCH (Ký số hoặc ký tên, đóng dấu, ghi rõ họ tên) Lê Minh Tuấn",
        "H32.48.12-261120-0017 đã ghi sổ · bàn 2 · #0431 · 9F3C",
    )


FIELDS_IN_ORDER = {
    PaperKind.SUPPLEMENT_REQUEST: (
        "ỦY BAN NHÂN DÂN PHƯỜNG NHA TRANG TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG Số: 0038/HDHS",
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ Mã hồ sơ: H32.48.12-261120-0017",
        "Trung tâm Phục vụ hành chính công: phường Nha Trang",
        "Tiếp nhận hồ sơ/yêu cầu của Bà:",
        "Nội dung yêu cầu giải quyết:",
        "Địa chỉ:",
        "Số điện thoại:",
        "Email:",
        "Yêu cầu Bà hoàn thiện hồ sơ gồm những nội dung như sau:",
        "TT Thành phần hồ sơ Bản chính Bản chứng thực Bản photo",
        "Lý do:",
        "Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, Bà liên hệ với",
        "NGƯỜI HƯỚNG DẪN (Ký và ghi rõ họ tên)",
    ),
    PaperKind.REFUSAL_NOTICE: (
        "ỦY BAN NHÂN DÂN PHƯỜNG NHA TRANG TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG CỘNG HÒA",
        "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ Mã hồ sơ: H32.48.12-261120-0017",
        "Trung tâm Phục vụ hành chính công: phường Nha Trang",
        "Tiếp nhận hồ sơ của:",
        "Địa chỉ:",
        "Số điện thoại:",
        "Email:",
        "Nội dung yêu cầu giải quyết:",
        "Qua xem xét, Trung tâm Phục vụ hành chính công phường Nha Trang thông báo không tiếp nhận, giải quyết hồ sơ",
        "Xin thông báo cho Bà được biết và thực hiện./.",
        "NGƯỜI NỘP HỒ SƠ (Ký và ghi rõ họ tên) NGƯỜI TIẾP NHẬN HỒ SƠ",
    ),
    PaperKind.APOLOGY_NOTICE: (
        "ỦY BAN NHÂN DÂN PHƯỜNG NHA TRANG Số: 0003/PXL CỘNG HÒA",
        "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
        "Kính gửi: Bà",
        "Ngày 20 tháng 11 năm 2026, Ủy ban nhân dân phường Nha Trang tiếp nhận giải quyết hồ sơ",
        "mã số hồ sơ: H32.48.12-261120-0017",
        "Thời gian hẹn trả kết quả giải quyết hồ sơ: 09 giờ 05 phút, ngày 26 tháng 11 năm 2026.",
        "Tuy nhiên đến nay, Ủy ban nhân dân phường Nha Trang",
        "đúng thời hạn quy định ghi trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả. Lý do:",
        "Sự chậm trễ này đã gây phiền hà, tốn kém chi phí, công sức của Bà.",
        "xin lỗi Bà",
        "sẽ trả kết quả giải quyết hồ sơ vào",
        "Mong nhận được sự thông cảm",
        "(Ký số hoặc ký tên, đóng dấu, ghi rõ họ tên)",
    ),
}


@pytest.mark.parametrize("kind", [*FIELDS_IN_ORDER])
def test_under_the_law_of_2025_every_field_stands_in_the_order_of_the_form(kind: PaperKind) -> None:
    text = printed(kind, in_2026(facts(kind)))

    place = 0
    for words in FIELDS_IN_ORDER[kind]:
        found = text.find(words, place)
        assert found >= 0, words
        place = found + len(words)


@pytest.mark.parametrize("law", [2023, 2026])
def test_a_pause_is_told_with_its_document_and_is_no_numbered_form(law: int) -> None:
    made = facts(PaperKind.PAUSE_NOTICE)

    text = printed(PaperKind.PAUSE_NOTICE, made if law == 2023 else in_2026(made))

    assert "THÔNG BÁO DỪNG TÍNH THỜI HẠN GIẢI QUYẾT HỒ SƠ Kính gửi: Bà NGUYỄN THỊ THU HÀ" in text
    assert "Căn cứ văn bản số 112/UBND-TP ngày 27 tháng 10 năm 2023, Ủy ban nhân dân phường" in text
    since = "từ 14 giờ 10 phút, ngày 27 tháng 10 năm 2023." if law == 2023 else "từ 10 giờ 00 phút, ngày 23 tháng 11"
    assert since in text
    assert "Lý do: chờ văn bản xác minh của Ủy ban nhân dân phường Lộc Thọ." in text
    assert "Mẫu" not in text
    assert "Số: 0005/TB" in text


@pytest.mark.parametrize(
    ("received", "title", "promise"),
    [
        pytest.param(
            "2025-06-30", "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ", "xin lỗi Bà và sẽ trả", id="old decree, old form"
        ),
        pytest.param(
            "2025-09-14",
            "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ",
            "xin lỗi Bà, đề nghị gia hạn thời gian giải quyết và sẽ trả",
            id="new decree, old form",
        ),
        pytest.param(
            "2025-09-15",
            "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
            "xin lỗi Bà, đề nghị gia hạn thời gian giải quyết và sẽ trả",
            id="new decree, new form",
        ),
    ],
)
def test_rule_39_title_and_sentences_are_those_of_the_day_of_receipt(received: str, title: str, promise: str) -> None:
    text = printed(
        PaperKind.APOLOGY_NOTICE,
        facts(PaperKind.APOLOGY_NOTICE, dossier=dossier(f"{received}T08:00", "2025-10-20T08:00")),
    )

    assert title in text
    assert promise in text


def test_rule_39_a_dossier_keeps_its_forms_when_the_setting_moves() -> None:
    kept = dossier("2025-09-20T08:00", "2025-10-20T08:00", form_set="TT01-2018")

    assert "PHIẾU XIN LỖI" in printed(PaperKind.APOLOGY_NOTICE, facts(PaperKind.APOLOGY_NOTICE, dossier=kept))


def test_rule_41_a_notice_is_of_whoever_writes_it_by_the_law_of_the_receipt() -> None:
    late = facts(PaperKind.SUPPLEMENT_REQUEST, issued_at=in_2026(facts(PaperKind.SUPPLEMENT_REQUEST)).issued_at)
    commune = dataclasses.replace(SETTINGS, units=(("2016-01-01", "xã", "Vĩnh Thái"),))

    assert "PHƯỜNG PHƯỚC HÒA BỘ PHẬN" in printed(PaperKind.SUPPLEMENT_REQUEST, facts(PaperKind.SUPPLEMENT_REQUEST))
    assert "PHƯỜNG NHA TRANG BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ" in printed(PaperKind.SUPPLEMENT_REQUEST, late)
    assert "XÃ VĨNH THÁI" in printed(PaperKind.SUPPLEMENT_REQUEST, dataclasses.replace(late, office=office(commune)))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2023-02-05", "ngày 05 tháng 02 năm 2023"),
        ("2023-10-05", "ngày 05 tháng 10 năm 2023"),
        ("2023-03-05", "ngày 05 tháng 3 năm 2023"),
    ],
)
def test_rule_42_days_are_padded_as_the_decree_says(day: str, words: str) -> None:
    made = facts(PaperKind.APOLOGY_NOTICE, dossier=dossier(f"{day}T08:00", f"{day}T17:00"))

    text = printed(PaperKind.APOLOGY_NOTICE, with_body(made, new_due_at=f"{day}T17:00:00+07:00"))

    assert f"17 giờ 00 phút, {words}." in text
    assert f"17 giờ 00 phút, {words} (" in text
    assert f"N{words[1:]}, Ủy ban" in text


def test_the_last_day_of_waiting_is_said_under_the_law_of_2025_only() -> None:
    made = with_body(in_2026(facts(PaperKind.SUPPLEMENT_REQUEST)), closes_on="2026-12-08")
    old = with_body(facts(PaperKind.SUPPLEMENT_REQUEST), closes_on="2023-11-11")

    assert "Đề nghị Bà hoàn thiện hồ sơ chậm nhất vào ngày 08 tháng 12 năm 2026; quá ngày này" in printed(
        PaperKind.SUPPLEMENT_REQUEST, made
    )
    assert "chậm nhất" not in printed(PaperKind.SUPPLEMENT_REQUEST, with_body(made, closes_on=""))
    assert "chậm nhất" not in printed(PaperKind.SUPPLEMENT_REQUEST, old)


@pytest.mark.parametrize("kind", [PaperKind.GUIDANCE_SLIP, PaperKind.INTAKE_REFUSAL])
@pytest.mark.parametrize("law", [2023, 2026])
def test_before_receipt_the_same_forms_have_no_code(kind: PaperKind, law: int) -> None:
    made = facts(kind) if law == 2023 else in_2026(facts(kind))

    composed = notice_wording.compose(kind, made)
    text = printed(kind, made)

    assert composed.dossier_code == ""
    assert "Mã hồ sơ" not in text
    assert "NGUYỄN THỊ THU HÀ Nội dung" in text or "của: NGUYỄN THỊ THU HÀ Địa chỉ" in text
    assert "Nội dung yêu cầu giải quyết: Thủ tục cấp Giấy xác nhận tình trạng hôn nhân" in text
    assert ("BỘ PHẬN TIẾP NHẬN" if law == 2023 else "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG") in text
    assert composed.title == (
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ"
        if kind is PaperKind.GUIDANCE_SLIP
        else "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ"
    )


@pytest.mark.parametrize(
    ("kind", "sex", "person", "addressee"),
    [
        ("person", "female", "của Bà", "Kính gửi: Bà NGUYỄN THỊ THU HÀ Ngày"),
        ("person", "male", "của Ông", "Kính gửi: Ông NGUYỄN THỊ THU HÀ Ngày"),
        ("foreigner", "male", "của Ông", "Kính gửi: Ông NGUYỄN THỊ THU HÀ Ngày"),
        ("person", "", "của Ông/Bà", "Kính gửi: Ông/Bà NGUYỄN THỊ THU HÀ Ngày"),
        ("child", "female", "của Ông/Bà", "Kính gửi: Ông/Bà NGUYỄN THỊ THU HÀ Ngày"),
        ("organisation", "", "của Tổ chức", "Kính gửi: NGUYỄN THỊ THU HÀ Ngày"),
    ],
)
def test_everybody_is_addressed_as_they_are(kind: str, sex: str, person: str, addressee: str) -> None:
    made = facts(
        PaperKind.APOLOGY_NOTICE, dossier=dossier(applicant_kind=kind), personal={**PERSONAL, "applicant.sex": sex}
    )

    text = printed(PaperKind.APOLOGY_NOTICE, made)

    assert addressee in text
    assert f"tình trạng hôn nhân {person}; mã số" in text


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        ({"signer_capacity": "TL. CHỦ TỊCH|CHÁNH VĂN PHÒNG"}, ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        ({"signer_capacity": "", "signer_title": "Phó Chủ tịch"}, ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ({"signer_capacity": "", "signer_title": "Chủ tịch"}, ("CHỦ TỊCH",)),
        ({"signer_capacity": "", "signer_title": ""}, ("CHỦ TỊCH",)),
        (
            {
                "signer_capacity": "",
                "signer_title": "",
                "signer_name": "",
                "approver_name": "Võ An",
                "approver_title": "Phó Chủ tịch",
            },
            ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
    ],
)
def test_who_signs_for_the_head_says_by_which_right(change: dict[str, str], lines: tuple[str, ...]) -> None:
    composed = notice_wording.compose(PaperKind.APOLOGY_NOTICE, with_body(facts(PaperKind.APOLOGY_NOTICE), **change))

    signer = composed.blocks[-1].signers[0]  # type: ignore[union-attr]
    assert signer.titles == lines
    assert signer.name == change.get("approver_name", "Lê Minh Tuấn")
    assert signer.is_sealed


def test_rule_22_a_supplement_request_needs_an_item_and_a_reason() -> None:
    made = facts(PaperKind.SUPPLEMENT_REQUEST)

    assert missing(PaperKind.SUPPLEMENT_REQUEST, with_body(made, items=[])) == ("items",)
    assert missing(PaperKind.SUPPLEMENT_REQUEST, with_texts(made, reason=" \n ")) == ("reason",)
    assert missing(PaperKind.SUPPLEMENT_REQUEST, with_texts(made, **{"items.1": " "})) == ("items",)
    both = with_texts(with_body(facts(PaperKind.GUIDANCE_SLIP), items=[]), reason="")
    assert missing(PaperKind.GUIDANCE_SLIP, both) == ("items", "reason")


@pytest.mark.parametrize("kind", [PaperKind.REFUSAL_NOTICE, PaperKind.INTAKE_REFUSAL])
def test_rule_26_a_refusal_without_a_reason_is_not_printable(kind: PaperKind) -> None:
    bare = with_texts(with_body(facts(kind), reasons=[]), reason=" ")

    assert missing(kind, bare) == ("reason",)
    assert "1. Không đúng." in printed(kind, with_texts(bare, reason="Không đúng"))
    assert "2." in printed(kind, with_texts(bare, reason="Một\nHai"))


@pytest.mark.parametrize(
    ("texts", "body", "expected"),
    [
        ({"reason": ""}, {}, ("reason",)),
        ({}, {"new_due_at": ""}, ("new_due_at",)),
        ({}, {"signer_name": ""}, ("signer_name",)),
        ({"reason": " "}, {"new_due_at": "", "signer_name": ""}, ("reason", "new_due_at", "signer_name")),
    ],
)
def test_rule_38_an_apology_needs_reason_moment_and_head(
    texts: dict[str, str], body: dict[str, str], expected: tuple[str, ...]
) -> None:
    made = with_texts(with_body(facts(PaperKind.APOLOGY_NOTICE), **body), **texts)

    assert missing(PaperKind.APOLOGY_NOTICE, made) == expected


def test_stop_and_pause_need_their_facts_too() -> None:
    stop, pause = in_2026(facts(PaperKind.STOP_NOTICE)), facts(PaperKind.PAUSE_NOTICE)

    assert missing(PaperKind.STOP_NOTICE, with_body(with_texts(stop, reason=""), asked_on="")) == ("reason", "asked_on")
    assert missing(PaperKind.PAUSE_NOTICE, with_texts(pause, document="", reason="")) == ("reason", "document")
    assert missing(PaperKind.PAUSE_NOTICE, with_body(pause, signer_name="")) == ("signer_name",)
    assert missing(PaperKind.PAUSE_NOTICE, dataclasses.replace(pause, dossier=None)) == ("dossier_code",)


def test_the_forms_of_2018_have_no_stop_notice() -> None:
    assert missing(PaperKind.STOP_NOTICE, facts(PaperKind.STOP_NOTICE)) == ("form",)


def test_what_is_not_known_is_left_to_be_filled_in_by_hand() -> None:
    made = in_2026(with_texts(facts(PaperKind.STOP_NOTICE), papers_returned=""))
    no_phone = dataclasses.replace(made, office=office(dataclasses.replace(SETTINGS, hotline="")))
    no_day = with_body(facts(PaperKind.PAUSE_NOTICE), document_on="")

    assert "Giấy tờ trả lại: Nếu có" in printed(PaperKind.STOP_NOTICE, made)
    assert ".." not in printed(PaperKind.STOP_NOTICE, no_phone)
    assert "số 112/UBND-TP" in printed(PaperKind.PAUSE_NOTICE, no_day)


def test_who_guides_is_the_official_and_the_desk_where_nobody_was_named() -> None:
    made = with_body(facts(PaperKind.SUPPLEMENT_REQUEST), contact_name="", contact_phone="", officer_name="Lê An")

    assert "liên hệ với Lê An, số điện thoại 0258 3510 417 để" in printed(PaperKind.SUPPLEMENT_REQUEST, made)


def test_without_the_hash_of_an_entry_a_paper_is_a_draft() -> None:
    composed = notice_wording.compose(PaperKind.REFUSAL_NOTICE, facts(PaperKind.REFUSAL_NOTICE, proof=""))
    trained = facts(PaperKind.REFUSAL_NOTICE, office=office(is_training=True))

    assert composed.draft
    assert notice_wording.compose(PaperKind.REFUSAL_NOTICE, trained).specimen
    assert not notice_wording.compose(PaperKind.REFUSAL_NOTICE, trained).draft


def test_the_evaluation_slip_goes_with_02_and_03_only() -> None:
    enclosed = {kind for kind in PaperKind if notice_wording.compose(kind, in_2026(facts(kind))).enclosed}

    assert enclosed == {
        PaperKind.SUPPLEMENT_REQUEST,
        PaperKind.GUIDANCE_SLIP,
        PaperKind.REFUSAL_NOTICE,
        PaperKind.INTAKE_REFUSAL,
    }


@pytest.mark.parametrize("kind", [*PaperKind])
def test_a_pack_of_an_older_program_prints_the_texts_of_this_one(kind: PaperKind) -> None:
    made = in_2026(facts(kind))
    older = dataclasses.replace(forms(), paper_texts=(), refusal_reasons=())

    assert notice_wording.compose(kind, made) == notice_wording.compose(
        kind, dataclasses.replace(made, office=office(found=older))
    )


@pytest.mark.parametrize("kind", [*PaperKind])
def test_a_text_of_the_ward_is_printed_from_its_day_on(kind: PaperKind) -> None:
    own = Settings(**{**_fields(SETTINGS), "paper_texts": (("2024-01-01", "committee", "UBND|{UNIT} (MỚI)"),)})
    before, after = facts(kind), in_2026(facts(kind))

    assert notice_wording.compose(kind, dataclasses.replace(after, office=office(own))).committee == (
        "UBND",
        "PHƯỜNG NHA TRANG (MỚI)",
    )
    if kind is not PaperKind.STOP_NOTICE:
        assert notice_wording.compose(kind, dataclasses.replace(before, office=office(own))) == notice_wording.compose(
            kind, before
        )


def _fields(settings: Settings) -> dict[str, object]:
    return {field.name: getattr(settings, field.name) for field in dataclasses.fields(settings)}


def test_every_kind_of_paper_has_its_function() -> None:
    assert set(notice_wording.COMPOSERS) == set(PaperKind)
    assert facts(PaperKind.GUIDANCE_SLIP).day == date(2023, 10, 27)
