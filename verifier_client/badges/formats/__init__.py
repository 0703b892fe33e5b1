"""How a badge is written: files, JSON, bytes as text, moments."""
