"""Facts about certifications, asked one by one."""
