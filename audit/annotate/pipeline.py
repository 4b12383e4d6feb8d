"""From articles to annotations: one ``stanza.Pipeline``, loaded on first use, never touching the network."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Sequence
from typing import Any

from audit.annotate.bundle import FAST, OFFICIAL, PROCESSORS, STANZA, checked, folder, network
from audit.annotate.conversion import annotation_of, prepared
from audit.config import Settings
from audit.domain.annotation import Annotation
from audit.domain.text import Article
from audit.errors import ModelError


class Annotator:
    """Annotates articles, each as if it were alone. Loading takes seconds, so it waits for the first. Not safe to share between threads."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._pipeline: Any = None

    @property
    def models(self) -> tuple[tuple[str, str], ...]:
        """(model, digest) pairs; reads the files, loads nothing. Raises ``ModelError``."""
        return checked(self.settings)

    def load(self) -> None:
        """Build the pipeline. Raises ``ModelError`` where a model is missing, damaged or does not fit."""
        if self._pipeline is not None:
            return
        self.models  # noqa: B018 - digests first: nothing is unpickled that its card does not name
        warnings.filterwarnings("ignore", category=FutureWarning, module=r"(torch|stanza).*")
        logging.getLogger("stanza").setLevel(logging.ERROR)
        import torch

        torch.set_num_threads(max(1, min(self.settings.threads, os.cpu_count() or 1)))
        try:
            self._pipeline = self._official() if self.settings.models == "official" else self._bundled()
        except Exception as error:  # a file of another kind can make torch and Stanza raise anything
            cause = next(iter(str(error).splitlines()), "")
            raise ModelError(
                f"the models could not be loaded ({type(error).__name__}: {cause}); see `audit models check`"
                + (", and `audit models download` for --models official" if self.settings.models == "official" else "")
            ) from error

    def _bundled(self) -> Any:
        import stanza

        import audit.annotate.processors as ours
        from audit.annotate import contractions, tokens

        place = folder(self.settings)
        precision = "fast" if (self.settings.models, self.settings.precision) == (FAST, "auto") else self.settings.precision
        options: dict[str, Any] = {f"{name}_model_path": str(place / f"{name}.pt") for name in STANZA}
        for name in ("pos", ours.NAME):
            options |= {f"{name}_{key}": value for key, value in self._reading(precision).items()}
        return stanza.Pipeline(
            "en",
            dir=str(place),
            processors=",".join(PROCESSORS),
            download_method=None,
            allow_unknown_language=True,
            use_gpu=False,
            logging_level="ERROR",
            resources_filepath=str(place / "resources.json"),
            **{f"tokenize_with_{tokens.VARIANT}": True},
            **{f"pos_with_{ours.VARIANT}": True, f"mwt_with_{contractions.VARIANT}": True},
            **options,
        )

    def _official(self) -> Any:
        import stanza

        import audit.annotate.processors as ours

        pipeline = stanza.Pipeline("en", processors=",".join(OFFICIAL), download_method=None, use_gpu=False, logging_level="ERROR")
        config = {"lang": "en"} | self._reading(self.settings.precision)
        pipeline.processors[ours.NAME] = ours.AttributionProcessor(config, pipeline, "cpu")
        return pipeline

    def _reading(self, precision: str) -> dict[str, str]:
        return {"model_path": str(network(self.settings)), "precision": precision, "convention": self.settings.convention}

    def annotate(self, articles: Sequence[Article]) -> list[Annotation]:
        """Annotate a batch; the results are in the order of ``articles``, and each the same whatever else is in the batch."""
        self.load()
        import stanza
        import torch

        given = [prepared(article) for article in articles]
        documents = [stanza.Document([], text=one.text) for one in given]
        with torch.inference_mode():
            # one by one: in company the same article would be read in matrices of other shapes, and its probabilities end in other digits
            read = [self._pipeline.bulk_process([one])[0] if one.text else one for one in documents]
        return [annotation_of(*one, self.settings.convention) for one in zip(given, read, strict=True)]
