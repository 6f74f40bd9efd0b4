"""Outside judges: programs that are not ours, asked about objects that are. Each says yes or no and why; algorithms.py says
which parameter sets each of them knows, and a question about another is not put to it."""
