"""
HTTP as the bots speak it: requests and responses as values, one transport, one rule for pauses, one for origins.

Whoever calls Slack, Microsoft or our own public address does so over ``transport``; both doors answer with
``HttpResponse``.
"""
