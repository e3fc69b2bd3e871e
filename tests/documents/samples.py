"""Invented slips and stationery for the tests and measurements of the papers."""

from __future__ import annotations

import dataclasses

from cchc_desktop.domain.printing import PaperSize
from cchc_desktop.domain.slip import ListedProcedure, Slip, SlipPaper, Stationery

SHORT_NAMES = (
    ("2.000815", "Chứng thực bản sao từ bản chính"),
    ("2.000635", "Cấp bản sao trích lục hộ tịch"),
    ("2.000884", "Chứng thực chữ ký, điểm chỉ"),
    ("1.001193", "Đăng ký khai sinh"),
    ("1.004873", "Xác nhận tình trạng hôn nhân"),
    ("1.000656", "Đăng ký khai tử"),
    ("1.000894", "Đăng ký kết hôn"),
    ("1.004859", "Thay đổi, cải chính hộ tịch"),
    ("2.002621", "Liên thông khai sinh, thường trú, thẻ BHYT trẻ em"),
    ("2.002622", "Liên thông khai tử, xóa thường trú, mai táng phí"),
    ("1.001022", "Nhận cha, mẹ, con"),
    ("1.004884", "Đăng ký lại khai sinh"),
    ("1.004837", "Đăng ký giám hộ"),
    ("1.004746", "Đăng ký lại kết hôn"),
    ("2.001035", "Chứng thực hợp đồng về động sản, nhà ở, đất"),
    ("2.001019", "Chứng thực di chúc"),
    ("1.005461", "Đăng ký lại khai tử"),
    ("2.002516", "Xác nhận thông tin hộ tịch"),
)

LISTING = tuple(
    ListedProcedure(
        procedure_code=code,
        short_name=name,
        url=f"https://dichvucong.gov.vn/p/home/dvc-chi-tiet-thu-tuc-hanh-chinh.html?ma_thu_tuc={code}",
    )
    for code, name in SHORT_NAMES
)

NOTES = (
    "Giấy tiếp nhận hồ sơ và hẹn trả kết quả được lập thành 2 liên; một liên chuyển kèm theo Phiếu kiểm soát quá trình "
    "giải quyết hồ sơ và được lưu tại Bộ phận tiếp nhận và trả kết quả; một liên giao cho cá nhân, tổ chức nộp hồ sơ.",
    "Cá nhân, tổ chức có thể đăng ký nhận kết quả tại Bộ phận tiếp nhận và trả kết quả hoặc tại nhà (trụ sở tổ chức) "
    "qua dịch vụ bưu chính.",
)

STATIONERY = Stationery(
    committee=("ỦY BAN NHÂN DÂN", "PHƯỜNG PHƯỚC HÒA"),
    centre=("BỘ PHẬN TIẾP NHẬN", "VÀ TRẢ KẾT QUẢ"),
    place="Phước Hòa",
    title="GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
    desk_label="Bộ phận tiếp nhận và trả kết quả",
    counterpart_names=("Lưu", "Giao khách hàng"),
    notes=NOTES,
    hotline_label="Số điện thoại của Bộ phận Một cửa phường Phước Hòa",
    hotline="0258 3510 417",
    feedback_title="Địa chỉ tiếp nhận phản ánh, kiến nghị về thủ tục hành chính",
    feedback_lines=(
        "Ủy ban nhân dân phường, số 16 đường Tô Hiệu, thành phố Nha Trang; điện thoại 0258 3510 400; "
        "email phuochoa@nhatrang.example.vn",
        "Cổng Dịch vụ công quốc gia, mục Phản ánh, kiến nghị: dichvucong.gov.vn; tổng đài 18001096",
    ),
    feedback_url="https://dichvucong.gov.vn/phan-anh-kien-nghi",
    office_hours=(
        "Thứ Hai đến thứ Sáu",
        "Sáng: 07 giờ 00 - 11 giờ 30",
        "Chiều: 13 giờ 30 - 17 giờ 00",
        "Nghỉ thứ Bảy, Chủ nhật và ngày lễ",
    ),
    bring_lines=(
        "Giấy này (liên 2)",
        "Thẻ căn cước hoặc căn cước công dân",
        "Giấy ủy quyền, nếu nhận thay",
        "Bản chính để đối chiếu, nếu đã nộp bản sao",
    ),
    listing=LISTING,
    size=PaperSize.A5,
    specimen=False,
)

SLIP = Slip(
    dossier_code="000.16.40.H32-231026-0023",
    slip_number="1286/TNHS",
    issued_place_date="Phước Hòa, ngày 26 tháng 10 năm 2023",
    desk_name="Ủy ban nhân dân phường Phước Hòa",
    applicant_name="NGUYỄN THỊ THU HÀ",
    address="27/4 đường Tô Hiệu, phường Phước Hòa, thành phố Nha Trang, tỉnh Khánh Hòa",
    phone="0905 000 417",
    email="",
    request="Thủ tục cấp Giấy xác nhận tình trạng hôn nhân",
    submitter="",
    papers=(
        SlipPaper(name="Tờ khai cấp Giấy xác nhận tình trạng hôn nhân theo mẫu", originals=1, copies=0, manner="Nộp"),
        SlipPaper(name="Thẻ căn cước công dân", originals=1, copies=0, manner="Xuất trình"),
        SlipPaper(
            name="Bản án ly hôn số 112/2019/HNGĐ-ST ngày 14/8/2019 của Tòa án nhân dân thành phố Nha Trang",
            originals=1,
            copies=0,
            manner="Nộp",
        ),
        SlipPaper(name="Giấy xác nhận tình trạng hôn nhân đã cấp ngày 03/3/2021", originals=1, copies=1, manner="Nộp"),
    ),
    sets=1,
    term="03 ngày làm việc",
    received_at="09 giờ 05 phút, ngày 26 tháng 10 năm 2023",
    due_at="09 giờ 05 phút, ngày 31 tháng 10 năm 2023",
    due_weekday="thứ Ba",
    return_place="Bộ phận tiếp nhận và trả kết quả phường Phước Hòa",
    fee="15.000 đồng, đã thu (biên lai số 0001287)",
    register_volume="03/2023-HT",
    register_number="1286",
    submitter_name="Nguyễn Thị Thu Hà",
    officer_name="Trần Quốc Bảo",
    lookup_url="https://tracuu.example.vn/ho-so?ma=000.16.40.H32-231026-0023",
    proof="đã ghi sổ · bàn 2 · #0417 · 9F3C",
)

LONG_NAME = (
    "Hộ kinh doanh tổ hợp tác dịch vụ du lịch sinh thái, nuôi trồng và chế biến thủy sản, vật liệu xây dựng và vận tải "
    "hành khách đường thủy nội địa Công Tằng Tôn Nữ Thị Ngọc Quỳnh Phương và các đồng chủ hộ"
).upper()[:200]
LONG_ADDRESS = (
    "Căn hộ số 2507, tầng 25, khối B, khu chung cư và thương mại dịch vụ hỗn hợp Phước Hòa, số 118/27/4 đường Tô Hiệu "
    "nối dài, tổ dân phố số 8 Phước Trường, khu dân cư phía Bắc nhà ga đường sắt, phường Phước Hòa, thành phố Nha "
    "Trang, tỉnh Khánh Hòa (địa chỉ cũ: hẻm 27, khóm Phước Trường, phường Phước Hòa)"
)[:300]

OVERFLOWING = dataclasses.replace(
    SLIP,
    applicant_name=LONG_NAME,
    address=LONG_ADDRESS,
    email="hokinhdoanh.congtangtonnu@phuochoa.example.vn",
    request="Chứng thực bản sao từ bản chính giấy tờ, văn bản do cơ quan, tổ chức có thẩm quyền của Việt Nam; cơ quan, "
    "tổ chức có thẩm quyền của nước ngoài; cơ quan, tổ chức có thẩm quyền của Việt Nam liên kết với cơ quan, tổ chức "
    "có thẩm quyền của nước ngoài cấp hoặc chứng nhận",
    papers=tuple(
        SlipPaper(
            name=f"Giấy tờ thứ {number}: " + ("bản sao " * (number % 9)) + "kèm theo hồ sơ",
            originals=number % 3,
            copies=(number + 1) % 2,
            manner=("Nộp", "Xuất trình", "Bản chứng thực", "Bản điện tử")[number % 4],
        )
        for number in range(1, 41)
    ),
    submitter_name="Công Tằng Tôn Nữ Thị Ngọc Quỳnh Phương",
)
