"""The words that a rewrite may use: the plain text's, those of market prose, everyday ones; and those that bring in news."""
