"""
Finds certificate IDs in files that people hand over, without trusting the files.

``reader`` is the door: it hands the bytes to ``worker_process``, a process of its own with little memory, little time
and no way to anywhere, and believes only what has the shape of an ID. Nothing is written to a disk.
"""
