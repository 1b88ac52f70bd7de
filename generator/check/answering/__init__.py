"""Questions that a claim may ask, and whatever answers them: a tape or a sheet of facts."""
