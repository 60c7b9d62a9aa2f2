"""CME allowance: the policy, what was spent, what is left and until when really."""
