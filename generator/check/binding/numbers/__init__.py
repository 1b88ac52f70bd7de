"""Numbers become claims: which of them are one, whose they are, and which measure they are asked for."""
