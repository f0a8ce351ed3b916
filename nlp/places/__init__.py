"""Places: provinces, districts and communes as the press names them, with the days on which they exist."""

from __future__ import annotations

from nlp.places.find import PlaceMention, find_places

__all__ = ["PlaceMention", "find_places"]
