"""The labels of a pane that is about one certificate."""

TITLE, KIND = "Certificate {}", "Certificate"
RESULT, NOTE, SOURCE, LIMITS, NEXT = "Result", "Note", "Source", "What it does not prove", "Next"
