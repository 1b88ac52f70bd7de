"""The draft against itself: what its own numbers, dates and lists say of each other, without any tape."""
