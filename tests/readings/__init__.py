"""What the sets are read as, kept: ``python -m tests.readings`` writes it down anew."""
