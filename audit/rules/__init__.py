"""The sourcing linter: one module a rule, each with its own passing and failing examples."""
