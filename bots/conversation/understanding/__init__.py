"""What a message means: the IDs, names, days and certifications in it, and what its writer wants."""
