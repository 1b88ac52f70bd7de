"""Tables: their labels and cells, and tables of past cases or of halvings."""
