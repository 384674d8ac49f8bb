"""Kinds of answers a model may give: how each is read, asked about, scored and told. No Qt."""
