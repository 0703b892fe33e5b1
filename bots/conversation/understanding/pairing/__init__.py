"""Which name belongs to which certificate ID: by table, line, clause or block."""
