"""How a text is read for the gate: its sentences with their instruments, numbers, times, directions and claims in words."""
