"""How everything looks and speaks: themes, colours, language, plain text."""
