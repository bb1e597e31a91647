"""Answers for calls that the local cloud cannot serve, in the caller's protocol, so that Terraform shows what is missing at once."""

from __future__ import annotations

import json
import re
import sys
import traceback
from collections.abc import Callable, Iterable
from typing import Any
from xml.sax.saxutils import escape

from .replay import Environ, WsgiApplication


class Failures:
    """WSGI middleware. An unsupported operation becomes a 400 that the SDK does not retry; a defect becomes a 500 with its text."""

    def __init__(self, application: WsgiApplication) -> None:
        self._application = application

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        status, headers, body = "", [], b""

        def capture(given_status: str, given_headers: list[tuple[str, str]], _exc_info: Any = None) -> None:
            nonlocal status, headers
            status, headers = given_status, given_headers

        try:
            chunks = self._application(environ, capture)
            try:
                body = b"".join(chunks)
            finally:
                if hasattr(chunks, "close"):
                    chunks.close()
        except NotImplementedError as missing:
            return refuse(environ, start_response, 400, "UnsupportedOperation", f"The local cloud lacks this: {missing}")
        except Exception as defect:  # a defect of moto or of the extension; AWS would not answer like this
            traceback.print_exc(file=sys.stderr)
            return refuse(environ, start_response, 500, "InternalFailure", f"{type(defect).__name__}: {defect}"[:500])
        # moto has no route: Flask answers with an HTML page, which no SDK can read.
        if status.startswith("404") and body.lstrip().lower().startswith(b"<!doctype html"):
            what = f"{service_of(environ)} {environ['REQUEST_METHOD']} {environ['PATH_INFO']}"
            return refuse(environ, start_response, 400, "UnsupportedOperation", f"The local cloud lacks this: {what}")
        start_response(status, headers)
        return [body]


def service_of(environ: Environ) -> str:
    """The service that a signed request is meant for (`s3`, `ses`), or an empty string."""
    signed = re.search(r"Credential=[^/]+/\d+/[^/]+/([^/]+)/aws4_request", environ.get("HTTP_AUTHORIZATION", ""))
    return signed.group(1) if signed else ""


def refuse(
    environ: Environ, start_response: Callable[..., Any], status: int, code: str, message: str
) -> Iterable[bytes]:
    """Writes an AWS error in the protocol of the request."""
    print(f"{code} {service_of(environ)}: {message}", file=sys.stderr, flush=True)
    content_type = environ.get("CONTENT_TYPE", "")
    fault = f"<Code>{code}</Code><Message>{escape(message)}</Message>"
    if service_of(environ) == "ec2":
        body = f"<Response><Errors><Error>{fault}</Error></Errors><RequestID>local</RequestID></Response>"
    elif service_of(environ) == "s3":
        body = f"<Error>{fault}<RequestId>local</RequestId></Error>"
    elif "x-www-form-urlencoded" in content_type or service_of(environ) in ("route53", "cloudfront"):
        body = f"<ErrorResponse><Error><Type>Sender</Type>{fault}</Error><RequestId>local</RequestId></ErrorResponse>"
    else:
        body = json.dumps({"__type": code, "message": message})
    kind = "text/xml" if body.startswith("<") else "application/x-amz-json-1.1"
    headers = [("Content-Type", kind), ("X-Amzn-ErrorType", code), ("Content-Length", str(len(body.encode())))]
    start_response(f"{status} {'Bad Request' if status == 400 else 'Internal Server Error'}", headers)
    return [body.encode()]
