"""Past cases: studies of what followed, shares of history, how today differs, the halvings of Bitcoin."""
