"""The city's year-pack at the terminal: the difference in words, and taking it."""

from __future__ import annotations

from cchc_desktop.sync import cards
from tests.catalogue.year_packs import changed, new_city, pack_of, shipped
from tests.cli.terminal import Terminal

FEE = ("catalogue/procedures.csv", "1,same_day,15:00,10000,per_case", "1,same_day,15:00,20000,per_case")
SAID = "Phí Chứng thực chữ ký, điểm chỉ: 10.000 đồng → 20.000 đồng, từ 01/01/2027"


def test_a_pack_is_looked_at_then_taken_and_an_older_one_refused(desk: Terminal) -> None:
    city = new_city()
    pack = city.sign(pack_of(changed(shipped("catalogue"), *FEE), number=3))
    file = desk.file("goi.cchc-nam", pack)
    before = desk.entries
    assert "chưa có thẻ của thành phố" in desk.refused("year-pack", file)["sentence"]
    assert isinstance(cards.read_card(city.card.to_text()), cards.CityCard)
    desk.done("enrol", "--card", desk.file("card.json", city.card.to_text().encode()))
    assert SAID in desk.done("year-pack", file)
    assert desk.entries == before
    told = desk.told("year-pack", file, "--accept")
    assert (told["number"], told["changes"], told["accepted"]) == (3, [SAID], True)
    assert desk.kinds[before:] == ["YearPackAccepted", "CatalogueLoaded"]
    assert "không mới hơn" in desk.refused("year-pack", file, "--accept")["sentence"]
    assert desk.entries == before + 2


def test_without_a_service_to_ask_a_file_is_asked_for(desk: Terminal) -> None:
    answer = desk.refused("year-pack")
    assert answer["error"] == "CarrierFailed"
    assert "không có máy chủ của thành phố để hỏi gói năm" in answer["sentence"]
    assert "year-pack TỆP" in answer["sentence"]
    assert "gửi" not in answer["sentence"]


def test_a_service_that_is_not_reached_was_not_sent_anything(desk: Terminal) -> None:
    desk.done("carrier", "--https", "https://127.0.0.1:9")
    said = desk.refused("year-pack")["sentence"]
    assert said.startswith("Chưa hỏi được máy chủ của thành phố về gói năm: không tới được máy của thành phố")
    assert "Chưa gửi được" not in said
