"""How an answer comes to be: scope, the whole question, writing, grounding."""
