"""From sentences to claims: subject, measure, window, day and benchmark of everything that is asserted."""
