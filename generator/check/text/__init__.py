"""A draft as read: clean text, tokens, and what the lexicons recognise in them."""
