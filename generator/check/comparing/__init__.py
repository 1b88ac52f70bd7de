"""How an answer is compared with the words of a claim: the one table of tolerances, and a test for each kind of claim."""
