"""What stands behind `verifier_client.names`: letters, scripts, the parts of a name, and how alike two parts are."""
