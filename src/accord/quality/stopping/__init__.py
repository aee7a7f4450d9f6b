"""How many labels: stop where the answer is known, ask where another label helps, plan before anybody is asked."""
