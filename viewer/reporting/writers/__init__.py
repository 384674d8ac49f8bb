"""One writer for each format of a report; each knows the document and nothing of maps."""
