"""Take Certdesk's events into an applicant system, here a SQLite file: python webhook_receiver.py whsec_... 8090."""

import sqlite3
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

from standardwebhooks import Webhook, WebhookVerificationError


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            event = Webhook(sys.argv[1]).verify(body, dict(self.headers))
        except WebhookVerificationError:
            return self.answer(401)
        data = event["data"]
        row = (event["id"], data.get("id") or data.get("certificate"), data.get("says") or data.get("kind"))
        with sqlite3.connect("applicants.db") as database:
            database.execute("CREATE TABLE IF NOT EXISTS notes (event TEXT PRIMARY KEY, certificate TEXT, note TEXT)")
            database.execute("INSERT OR IGNORE INTO notes VALUES (?, ?, ?)", row)  # twice the same event is one note
        return self.answer(204)  # only now: what is not acknowledged comes again

    def answer(self, status):
        self.send_response(status)
        self.end_headers()


HTTPServer(("127.0.0.1", int(sys.argv[2])), Receiver).serve_forever()
