"""The methods, one module each: row, papers and formula. No Qt; torch is imported when one runs."""
