"""Fits check-worthiness: `python -m training.worth --data ../shared/data` writes claims/data/worth.json.

ClaimBuster's sentences (CC BY 4.0): no fact, an unimportant one, a check-worthy one. Scores come from cross-validation
by debate, each fold calibrated on the others.
"""

import argparse
import csv
import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from claims.worth import ASKED, SHAPES, WEIGHTS, features, meaning, mixed, shapes

FILE = Path("worth") / "claimbuster-crowdsourced.csv"
NO_FACT, CHECK_WORTHY = -1, 1
FOLDS = 5
# A feature is kept if it stands in as many sentences, and is among the heaviest of its group.
LEAST = 4
KEPT = {"words": 5500, "tags": 900, "lemmas": 3200}
STRENGTH = 1.0
# What the shapes weigh beside the word vectors, whose length is 1.
SHAPE_SCALE = 0.3
# What the mean vector weighs, all dimensions together.
MEANING_SCALE = 1.0
BINS = 10

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Sentence:
    """One sentence as features; ``debate`` is the file it comes from, ``verdict`` the crowd's."""

    items: dict[str, Counter[str]]
    shape: tuple[float, ...]
    meaning: Array
    debate: str
    verdict: int

    @property
    def worthy(self) -> bool:
        """Whether the crowd found it check-worthy."""
        return self.verdict == CHECK_WORTHY


@dataclass(frozen=True)
class Scores:
    """Average precision, the best F1 over thresholds, and the expected calibration error over ten bins."""

    average_precision: float
    f1: float
    calibration_error: float


class Vectors:
    """Word counts to tf-idf vectors, each group of length 1, standardised shapes and mean vectors."""

    def __init__(self, sentences: Sequence[Sentence], kept: dict[str, set[str]] | None = None) -> None:
        self.groups: dict[str, dict[str, tuple[int, float]]] = {}
        place = 0
        for group in KEPT:
            seen = Counter(item for sentence in sentences for item in sentence.items[group])
            items = sorted(i for i, n in seen.items() if n >= LEAST and (kept is None or i in kept[group]))
            idf = {item: math.log((1 + len(sentences)) / (1 + seen[item])) + 1 for item in items}
            self.groups[group] = {item: (place + n, idf[item]) for n, item in enumerate(items)}
            place += len(items)
        self.width = place
        values = np.array([sentence.shape for sentence in sentences])
        self.mean, self.deviation = values.mean(0), values.std(0) + 1e-9
        meanings = np.array([sentence.meaning for sentence in sentences])
        self.centre = meanings.mean(0)
        self.spread = (meanings.std(0) + 1e-9) * math.sqrt(meanings.shape[1]) / MEANING_SCALE

    def matrix(self, sentences: Sequence[Sentence]):  # type: ignore[no-untyped-def]
        """A SciPy CSR matrix: a row a sentence, the shapes and the mean vector last."""
        from scipy.sparse import csr_matrix, hstack

        data, columns, ends = list[float](), list[int](), [0]
        for sentence in sentences:
            for group, known in self.groups.items():
                row = [(*known[i], n) for i, n in sentence.items[group].items() if i in known]
                values = [idf * (1 + math.log(n)) for _, idf, n in row]
                norm = math.sqrt(sum(value * value for value in values)) or 1.0
                data += [value / norm for value in values]
                columns += [place for place, _, _ in row]
            ends.append(len(data))
        words = csr_matrix((data, columns, ends), shape=(len(sentences), self.width))
        shape = (np.array([s.shape for s in sentences]) - self.mean) / self.deviation * SHAPE_SCALE
        dense = (np.array([s.meaning for s in sentences]) - self.centre) / self.spread
        return hstack([words, csr_matrix(np.hstack([shape, dense]))]).tocsr()


def read(path: Path) -> list[Sentence]:
    """The sentences, analysed by the pipeline that ships."""
    import spacy

    from claims.language import MODEL

    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    nlp = spacy.load(MODEL)
    docs = nlp.pipe((" ".join(row["Text"].split()) for row in rows), batch_size=256)
    return [
        Sentence(
            {group: Counter(items) for group, items in features(list(doc)).items()},
            shapes(list(doc)),
            meaning(list(doc)),
            row["File_id"],
            int(row["Verdict"]),
        )
        for row, doc in zip(rows, docs, strict=True)
    ]


def fit(sentences: Sequence[Sentence]) -> tuple[Vectors, Array, Array]:
    """Vectors, coefficients (asked, features) and intercepts: fitted on all features, then again on the heaviest."""
    vectors = Vectors(sentences)
    weights = abs(_regressions(vectors, sentences)[0]).max(0)
    kept = {
        group: set(sorted(known, key=lambda item: (-weights[known[item][0]], item))[: KEPT[group]])
        for group, known in vectors.groups.items()
    }
    vectors = Vectors(sentences, kept)
    return vectors, *_regressions(vectors, sentences)


def _regressions(vectors: Vectors, sentences: Sequence[Sentence]) -> tuple[Array, Array]:
    """One for each of ``ASKED``; whether a fact is check-worthy is asked of facts alone."""
    from sklearn.linear_model import LogisticRegression

    matrix, verdicts = vectors.matrix(sentences), np.array([sentence.verdict for sentence in sentences])
    facts = verdicts > NO_FACT
    coefficients, intercepts = [], []
    for asked in ASKED:
        rows = np.flatnonzero(facts) if asked == "worthy_fact" else np.arange(len(sentences))
        answers = facts if asked == "fact" else verdicts == CHECK_WORTHY
        model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=300, random_state=0)
        model.fit(matrix[rows], answers[rows])
        coefficients.append(model.coef_[0])
        intercepts.append(float(model.intercept_[0]))
    return np.array(coefficients), np.array(intercepts)


def held_out(sentences: Sequence[Sentence]) -> tuple[Array, npt.NDArray[np.int64]]:
    """The score of each sentence by a model that saw no sentence of its debate, and its fold."""
    debates = sorted({sentence.debate for sentence in sentences})
    fold = {debate: index % FOLDS for index, debate in enumerate(debates)}
    folds = np.array([fold[sentence.debate] for sentence in sentences])
    scores = np.zeros(len(sentences))
    for number in range(FOLDS):
        vectors, weights, intercepts = fit([s for s, f in zip(sentences, folds, strict=True) if f != number])
        rows = np.flatnonzero(folds == number)
        asked = vectors.matrix([sentences[int(row)] for row in rows]) @ weights.T + intercepts
        scores[rows] = [mixed(*row) for row in asked]
    return scores, folds


def calibrated(scores: Array, worthy: npt.NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and offset after Platt (1999): a logistic regression of the verdict on the score alone."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1e6).fit(scores[:, None], worthy)
    return float(model.coef_[0][0]), float(model.intercept_[0])


def scored(scores: Array, folds: npt.NDArray[np.int64], worthy: npt.NDArray[np.bool_]) -> Scores:
    """The figures of held-out scores, each fold calibrated on the others."""
    from sklearn.metrics import average_precision_score, precision_recall_curve

    chances = np.zeros(len(scores))
    for number in range(FOLDS):
        slope, offset = calibrated(scores[folds != number], worthy[folds != number])
        chances[folds == number] = 1 / (1 + np.exp(-(slope * scores[folds == number] + offset)))
    precision, recall, _ = precision_recall_curve(worthy, chances)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    return Scores(
        float(average_precision_score(worthy, chances)), float(f1.max()), calibration_error(chances, worthy)
    )


def calibration_error(chances: Array, worthy: npt.NDArray[np.bool_]) -> float:
    """The mean distance between chance and frequency over ten bins of equal width, by their size."""
    bins = np.minimum((chances * BINS).astype(int), BINS - 1)
    gaps = (
        abs(chances[bins == b].mean() - worthy[bins == b].mean()) * (bins == b).mean()
        for b in range(BINS)
        if (bins == b).any()
    )
    return float(sum(gaps))


def measure(data: Path) -> Scores:
    """Cross-validated figures on ClaimBuster under ``data``."""
    sentences = read(data / FILE)
    return scored(*held_out(sentences), np.array([s.worthy for s in sentences]))


def write(path: Path, sentences: Sequence[Sentence], slope: float, offset: float) -> None:
    """Fit on all sentences and write the weights: idf in hundredths, coefficients in thousandths."""
    vectors, weights, intercepts = fit(sentences)
    groups = {
        group: {
            item: [round(idf * 100), *(round(float(weight) * 1000) for weight in weights[:, place])]
            for item, (place, idf) in known.items()
        }
        for group, known in vectors.groups.items()
    }
    own = weights[:, vectors.width : vectors.width + len(SHAPES)] * SHAPE_SCALE
    meanings = weights[:, vectors.width + len(SHAPES) :] / vectors.spread
    data = {
        "about": "Fitted by training/worth.py on ClaimBuster (Arslan et al. 2020, CC BY 4.0)",
        "intercepts": intercepts.round(4).tolist(),
        "slope": round(slope, 4),
        "offset": round(offset, 4),
        "shapes": np.column_stack([vectors.mean, vectors.deviation, own.T]).round(4).tolist(),
        "meaning": np.vstack([vectors.centre, meanings]).round(4).tolist(),
        "groups": groups,
    }
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def main() -> None:
    """Score by cross-validation, fit on everything, write the weights."""
    parser = argparse.ArgumentParser(prog="python -m training.worth", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the public data")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="file to write")
    options = parser.parse_args()
    sentences = read(options.data / FILE)
    scores, folds = held_out(sentences)
    worthy = np.array([sentence.worthy for sentence in sentences])
    print(scored(scores, folds, worthy))
    write(options.out, sentences, *calibrated(scores, worthy))


if __name__ == "__main__":
    main()
