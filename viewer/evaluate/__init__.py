"""Which method and which layer serve a model best: measures over a folder. No Qt."""
