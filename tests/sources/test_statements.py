import pytest
from wikibase_double import recorded

from sources.statements import Item, item_from


def read(name: str, identifier: str) -> Item | None:
    return item_from(recorded(name)["body"]["entities"][identifier])


def item(name: str, identifier: str) -> Item:
    found = read(name, identifier)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "identifier", "property_id", "periods"),
    [
        ("get_full_fv2", "Q990001", "P39", ["2018-08-18 to 2022-04-10"]),
        ("get_claims_novalue_end", "Q6383803", "P39", ["2024-07-05 to no end"]),
        ("get_claims_month_precision", "Q990007", "P39", ["2018-06 to 2018-08"]),
        ("get_claims_two_terms_shehbaz", "Q990002", "P39",
         ["2022-04-11 to 2023-08-14", "2024-03-04 to no end given"]),
        ("get_full_fv2", "Q990001", "P31", ["undated"]),
    ],
)  # fmt: skip
def test_periods_are_said_as_the_source_has_them(
    name: str, identifier: str, property_id: str, periods: list[str]
) -> None:
    assert [s.period for s in item(name, identifier).current(property_id)] == periods


def test_deprecated_statements_are_no_statements() -> None:
    washington = item("get_claims_julian_deprecated", "Q23")
    assert len(washington.statements["P569"]) == 2
    assert [s.rank for s in washington.current("P569")] == ["normal"]


def test_preferred_outranks_normal_in_best_but_not_in_current() -> None:
    trump = item("get_claims_preferred_trump", "Q22686")
    assert len(trump.best("P102")) == 1
    assert len(trump.current("P102")) > 1


def test_a_redirect_is_its_target() -> None:
    assert item("get_redirect_fv2", "Q990060").id == "Q990001"


def test_a_missing_entity_is_no_item() -> None:
    assert read("get_missing_fv2", "Q123456") is None


def test_an_item_without_terms_is_called_by_its_id() -> None:
    bare = item("get_noterms_fv2", "Q990062")
    assert (bare.label, bare.aliases, bare.revision) == ("Q990062", (), 96)


def test_a_mul_label_stands_in_for_english() -> None:
    entity = {"id": "Q1", "labels": {"mul": {"language": "mul", "value": "Friedrich Merz"}}, "claims": []}
    found = item_from(entity)
    assert found is not None
    assert found.names == ("Friedrich Merz",)


def test_values_without_a_datavalue_are_empty() -> None:
    party = item("get_claims_somevalue_main", "Q990011")
    assert [s.item for s in party.statements["P488"]] == ["Q990001", None]
    assert party.targets("P488") == {"Q990001"}


def test_quantities_keep_sign_and_unit() -> None:
    pakistan = item("get_claims_quantity_coord_mono_url", "Q843")
    (population, *_) = pakistan.current("P1082")
    assert population.quantity is not None
    assert (int(population.quantity.amount), population.quantity.unit) == (223_773_700, None)
    assert population.at.when is not None
    assert population.at.when.text == "2021"


def test_all_recorded_precisions_are_read_or_left_out() -> None:
    statements = item("get_time_precisions", "Q990050").statements["P585"]
    assert [s.when.text if s.when else None for s in statements if s.rank != "deprecated"][:4] == [
        "2022-04-10",
        "2022-04",
        "2022",
        "the 2020s",
    ]
