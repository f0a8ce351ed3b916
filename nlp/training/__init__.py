"""Training facts: from counts and the words around them to statements with programme, period, status and parts."""

from __future__ import annotations

from nlp.training.assemble import find_training

__all__ = ["find_training"]
