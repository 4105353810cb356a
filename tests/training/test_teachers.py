"""What the teachers' answers become: trees that are trees, names that begin where names begin."""

import pytest

torch = pytest.importorskip("torch", reason="torch is needed to train only")

from training.encoder import SHAPES, batches, first_pieces, shape_of  # noqa: E402
from training.name_teacher import likeliest, untell  # noqa: E402
from training.tree_teacher import is_tree, likeliest_heads  # noqa: E402


@pytest.mark.parametrize(
    ("heads", "tree"),
    [
        ([1, 1, 1], True),
        ([0], True),
        ([0, 1], False),
        ([1, 0, 2], False),
        ([1, 2, 0], False),
        ([2, 0, 2], True),
    ],
)
def test_trees(heads: list[int], tree: bool) -> None:
    assert is_tree(heads) is tree


@pytest.mark.parametrize(
    ("word", "shape"),
    [("the", "lower"), ("Paris", "title"), ("A", "title"), ("NATO", "upper"), ("McCain", "mixed"), ("2021", "digits"),
     ("G7", "upper"), ("--", "mark")],
)  # fmt: skip
def test_shapes(word: str, shape: str) -> None:
    assert SHAPES[shape_of(word)] == shape


def test_a_word_is_where_its_first_piece_is() -> None:
    assert first_pieces([None, 0, 0, 1, None, None], 3) == [1, 3, 0]


def test_batches_hold_everything_once_and_are_the_same_again() -> None:
    lengths = [3, 9, 1, 7, 7, 2]
    made = list(batches(range(6), lengths, words=14, seed=3))
    assert sorted(item for batch in made for item in batch) == list(range(6))
    assert all(len(batch) * max(lengths[item] for item in batch) <= 14 for batch in made)
    assert made == list(batches(range(6), lengths, words=14, seed=3))


def test_the_likeliest_root_alone_is_its_own_head() -> None:
    scores = torch.tensor([[2.0, 0.0, 1.0], [3.0, 2.0, 0.0]])
    assert likeliest_heads(scores) == [1, 1]


TAGS = ("B-ORG", "B-PERSON", "I-ORG", "I-PERSON", "O")


@pytest.mark.parametrize(
    ("chances", "tags"),
    [
        pytest.param([(0.1, 0.1, 0.7, 0.0, 0.1)], ["-"], id="no name begins in its middle"),
        pytest.param(
            [(0.0, 0.9, 0.0, 0.0, 0.1), (0.0, 0.1, 0.5, 0.4, 0.0)], ["-", "-"], id="a name is of one kind"
        ),
        pytest.param(
            [(0.9, 0.0, 0.0, 0.0, 0.1), (0.0, 0.0, 0.8, 0.1, 0.1), (0.0, 0.0, 0.1, 0.0, 0.9)],
            ["B-ORG", "I-ORG", "O"],
            id="the likeliest",
        ),
        pytest.param(
            [(0.0, 0.9, 0.0, 0.0, 0.1), (0.4, 0.3, 0.0, 0.0, 0.3)], ["B-PERSON", "-"], id="the sure name stays"
        ),
    ],
)  # fmt: skip
def test_the_likeliest_names(chances: list[tuple[float, ...]], tags: list[str]) -> None:
    assert likeliest(torch.tensor(chances), TAGS, 0.5) == tags


def test_an_unsure_word_untells_its_whole_name_and_no_more() -> None:
    tags = ["B-ORG", "I-ORG", "B-ORG", "O", "B-PERSON"]
    assert untell(tags, [False, True, False, False, False]) == ["-", "-", "B-ORG", "O", "B-PERSON"]
