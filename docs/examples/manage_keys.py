#!/usr/bin/env python3
"""Lists, creates, rotates and revokes API keys over Excalibur's REST API, with Python's standard library alone.

EXCALIBUR_URL                  the server's address
EXCALIBUR_MANAGEMENT_KEY_FILE  the file with a management key that has keys:read and keys:write
"""

import hashlib
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid


class Refused(Exception):
    """The server said no. `reason` is one of a closed list that is never renamed."""

    def __init__(self, status, problem):
        super().__init__(problem.get("detail") or f"The server answered with {status}.")
        self.status = status
        self.reason = problem.get("reason")


class Excalibur:
    def __init__(self, url, management_key):
        self._url = url.rstrip("/")
        self._authorization = f"Bearer {management_key}"

    def keys(self, **filters):
        """Every key under a filter, page by page."""
        cursor = None
        while True:
            query = {**filters, **({"cursor": cursor} if cursor else {})}
            page = self._call("GET", "/v1/keys?" + urllib.parse.urlencode(query))
            yield from page["items"]
            cursor = page["nextCursor"]
            if cursor is None:
                return

    def create(self, name, **more):
        return self._post("/v1/keys", {"name": name, "target": {"kind": "newExecutor"}, **more})

    def ensure(self, external_id, name, secret_hash, hint):
        """Creates the key once; of its secret the server only ever learns the hash."""
        path = "/v1/keys/by-external-id/" + urllib.parse.quote(external_id, safe="")
        body = {"name": name, "target": {"kind": "newExecutor"}, "secretHash": secret_hash, "hint": hint}
        return self._call("PUT", path, body)

    def rotate(self, key_id):
        return self._post(f"/v1/keys/{key_id}/rotate", {"oldKeyEnds": {"kind": "whenMoved"}})

    def revoke(self, key_id, reason):
        return self._post(f"/v1/keys/{key_id}/revoke", {"reason": reason})

    def _post(self, path, body):
        """A request with a name of its own, so that it can be sent again when its answer was lost."""
        name = str(uuid.uuid4())
        for last in (False, False, True):
            try:
                return self._call("POST", path, body, {"Idempotency-Key": name})
            except OSError:
                if last:
                    raise
                time.sleep(1)

    def _call(self, method, path, body=None, headers=None):
        data = None if body is None else json.dumps(body).encode()
        sent = {"Authorization": self._authorization, "Content-Type": "application/json", **(headers or {})}
        request = urllib.request.Request(self._url + path, data, sent, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            with error:
                raise Refused(error.code, json.load(error)) from None


def main():
    with open(os.environ["EXCALIBUR_MANAGEMENT_KEY_FILE"], encoding="utf-8") as file:
        excalibur = Excalibur(os.environ["EXCALIBUR_URL"], file.read().strip())
    created = excalibur.create("from python", expiresInDays=30, labels={"made-by": "python"})
    print("created", created["key"]["id"])
    successor = excalibur.rotate(created["key"]["id"])
    print("rotated to", successor["key"]["id"])
    # Keep the secrets where your hosts find them. Here only their hashes are shown.
    for answer in (created, successor):
        print("hash", hashlib.sha256(answer["secret"].encode()).hexdigest())
    revoked = excalibur.revoke(successor["key"]["id"], "no longer needed")
    print("revoked", revoked["key"]["id"], "at", revoked["receipt"]["enforcedAt"])
    try:
        excalibur.revoke(successor["key"]["id"], "again")
    except Refused as refused:
        print("refused", refused.status, refused.reason)
    for key in excalibur.keys(label="made-by=python"):
        print("listed", key["id"], key["status"])


if __name__ == "__main__":
    sys.exit(main())
