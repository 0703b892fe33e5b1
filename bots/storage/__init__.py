"""Where things are kept between requests; in memory or in a database, behind the ports of ``conversation/ports.py``."""
