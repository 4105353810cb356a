"""Tables of the model card."""

from training.card import name_table, write_licence
from training.meta import SOURCES


def test_the_sum_comes_first() -> None:
    rows = name_table(
        {"ORG": {"p": 1, "r": 2, "f": 3, "names": 4}, "all": {"p": 5, "r": 6, "f": 7, "names": 8}}
    )
    assert rows.split("\n")[2] == "| all | 8 | 5.0 | 6.0 | 7.0 |"


def test_the_licence_names_every_source() -> None:
    assert all(source[0] in write_licence() for source in SOURCES)
