"""Entry point: `python -m extension.server --port 0 --ready-file FILE`.

Binds to 127.0.0.1 only. When it listens it writes `{"pid": …, "port": …, "instance": …}` to the ready file. It answers
`GET /_local-cloud/status` with the same facts, which is how a caller tells this server from another one on the same port.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import signal
import socket
import sys
import uuid
from collections.abc import Callable, Iterable
from typing import Any

# moto reads these when it is imported.
os.environ.setdefault("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")  # so that AWS managed policies can be attached
os.environ.setdefault("MOTO_ACM_VALIDATION_WAIT", "1")  # seconds until a certificate becomes ISSUED

import botocore.session

# moto opens three of boto3's sessions when it is imported, and each reads the endpoints of all of AWS again.
botocore.session.create_loader = functools.cache(botocore.session.create_loader)

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import make_server

from . import services  # noqa: F401  (importing it takes over moto's services)
from .calls import recording
from .core import store
from .failures import Failures
from .replay import Environ, ReplayGuard, WsgiApplication

# No bucket may start with an underscore, so this path can never be one of S3's.
STATUS_PATH = "/_local-cloud/status"

# Exit code for an address that is taken; the TypeScript side turns it into its own message.
PORT_IN_USE = 98


class LocalCloud:
    """moto with the extension, the status page, and a reset that forgets the extension's resources too."""

    def __init__(self, facts: dict[str, Any]) -> None:
        moto = DomainDispatcherApplication(create_backend_app)
        moto.debug = True  # type: ignore[attr-defined]
        self._moto: WsgiApplication = recording(Failures(ReplayGuard(moto)))
        self._facts = facts

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == STATUS_PATH:
            start_response("200 OK", [("Content-Type", "application/json")])
            return [json.dumps(self._facts).encode()]
        if path == "/moto-api/reset" and environ["REQUEST_METHOD"] == "POST":
            store.reset()
        return self._moto(environ, start_response)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--port", type=int, default=0, help="0 picks a free one")
    arguments.add_argument("--ready-file", required=True, help="written when the server listens")
    options = arguments.parse_args()

    try:
        listener = socket.create_server(("127.0.0.1", options.port), backlog=128)
    except OSError as taken:
        print(f"cannot listen on 127.0.0.1:{options.port}: {taken}", file=sys.stderr)
        sys.exit(PORT_IN_USE)

    port = listener.getsockname()[1]
    os.environ["MOTO_PORT"] = str(port)  # moto calls itself on this port for a few features
    facts = {"pid": os.getpid(), "port": port, "instance": str(uuid.uuid4())}
    server = make_server(
        "127.0.0.1", port, LocalCloud(facts), threaded=True, request_handler=MotoRequestHandler, fd=listener.fileno()
    )
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))

    unfinished = f"{options.ready_file}.{os.getpid()}"
    with open(unfinished, "w", encoding="utf-8") as ready:
        json.dump(facts, ready)
    os.replace(unfinished, options.ready_file)
    server.serve_forever()


if __name__ == "__main__":
    main()
