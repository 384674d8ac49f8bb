"""The open model as a measure asks it: any number of pictures, a few at a time, undisturbed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
import torch
from torch import Tensor

from viewer.core.asks.target import Resolved
from viewer.core.maps.arrays import Floats
from viewer.engine.explain.made_ahead import made_ahead
from viewer.engine.fast.wholes import Wholes
from viewer.engine.look.fast_form import answers_as, fast_form
from viewer.engine.look.forward import failing_in_words
from viewer.engine.look.outputs import read_each
from viewer.engine.look.probe import Probe
from viewer.engine.look.sight import Sight
from viewer.engine.look.still import Check, hooked, undisturbed, watch
from viewer.engine.look.subject import Subject
from viewer.measures.trial import Answers


@dataclass(frozen=True, slots=True)
class Asker:
    """A model that is asked about one target.

    Args:
        subject: the open model.
        sight: a picture as the model sees it; what is asked about has its shape.
        target: what is explained.
        check: called before every module; what it raises ends the work.
        alike: whether the fast form answers as the model's own, once that is known.
        wholes: where the network is found that is compiled as a whole; None: nowhere.
    """

    subject: Subject
    sight: Sight
    target: Resolved
    check: Check
    alike: list[bool] = field(default_factory=list[bool])
    wholes: Wholes | None = None

    def __call__(self, pictures: Iterable[Floats]) -> Answers:
        """Return what the model says of pictures (C, H, W); the next are made meanwhile."""
        with made_ahead(pictures, self._probe.batch) as made:
            answers = torch.cat([self._answers(batch) for batch in self._batches(made)])
        return Answers(
            scores=np.array([self._score(row) for row in answers], np.float32),
            probabilities=np.array([self._probability(row) for row in answers], np.float32),
            best=answers.flatten(1).argmax(dim=1).numpy(),
        )

    @contextmanager
    def quickly(self, known: Floats) -> Iterator[None]:
        """Bring the model into its fastest form meanwhile, where it answers as in its own.

        Args:
            known: the answer of the picture.
        """
        model, x = self.subject.opened.module, self.sight.x
        whole = self.wholes and self.wholes.of(self.subject, x, self._probe.batch, self.check)
        with ExitStack() as form:
            if whole is not None:
                form.enter_context(whole.answering(self.check))
                yield
                return
            if self.alike != [False]:
                form.enter_context(fast_form(model, x, self.sight.survey.normed))
            if not self.alike:
                own = torch.from_numpy(known).to(x.device)
                self.alike.append(answers_as(model, x, own, self.check))
                if not self.alike[0]:
                    form.close()
            yield

    @property
    def _probe(self) -> Probe:
        model, alone = self.subject.opened.module, self.subject.model.answer.by_itself
        return Probe(model, self.sight.x, lambda answers: answers, self.check, by_itself=alone)

    def _batches(self, pictures: Iterator[Floats]) -> Iterator[Tensor]:
        most = self._probe.batch
        while batch := list(islice(pictures, most)):
            yield torch.from_numpy(np.stack(batch).astype(np.float32, copy=False))

    def _answers(self, batch: Tensor) -> Tensor:
        model, x = self.subject.opened.module, self.sight.x
        with failing_in_words(x), undisturbed(model, x), hooked() as handles, torch.no_grad():
            handles.extend(watch(model, self.check))
            return read_each(model(batch.to(x.device)), len(batch)).float().cpu()

    def _score(self, answers: Tensor) -> float:
        return float(self.subject.model.task.score(answers, self.target))

    def _probability(self, answers: Tensor) -> float:
        found = self.subject.model.task.probability(self.target, answers.numpy())
        return float("nan") if found is None else found
