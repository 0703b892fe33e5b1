"""What issuers state about their certifications: values, data files and how they are read."""
