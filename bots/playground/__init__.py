"""
One page on loopback, on the sandbox: the same ``Reply`` as Slack draws it, as Teams draws it, and as plain text.

Nothing here answers: the page posts what Slack and Teams would post, and the bots' own code reads and answers it.
It needs no settings and no tokens, and it never listens elsewhere than on this machine.
"""
