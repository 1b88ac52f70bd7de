"""Words that several readers share: nouns and periods, comparisons with the past, reaches, what a number wears."""
