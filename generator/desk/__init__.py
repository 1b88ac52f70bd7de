"""The desk: review in the browser. An edge that shows what review, check and pipeline give, and decides nothing."""
