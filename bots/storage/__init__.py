"""Where things are kept between requests; in memory for now, behind the ports of ``conversation/ports.py``."""
