"""The replay guard: a call that the SDK repeats is not carried out twice.

Now and then a response is lost on its way, and the SDK sends the same call again, with the same `amz-sdk-invocation-id`. AWS tells
repeats apart by client tokens; moto mostly does not, so that a create which is not idempotent would fail as a duplicate.
"""

from __future__ import annotations

import re
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

Environ = dict[str, Any]
WsgiApplication = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

# Enough for the largest deployment several times over; a repeat comes within seconds of the first call.
REMEMBERED_CALLS = 3000
# Larger answers (downloads) belong to calls that are safe to repeat.
LARGEST_ANSWER = 256 * 1024


@dataclass
class Answer:
    """The outcome of a call; `done` is set when it is known."""

    status: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    done: threading.Event = field(default_factory=threading.Event)


class ReplayGuard:
    """WSGI middleware that answers a repeated call with the first call's result.

    Only successes are kept: a call that failed is meant to be tried again. A repeat that arrives while the first call is still
    running waits for it.
    """

    def __init__(self, application: WsgiApplication) -> None:
        self._application = application
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        invocation = environ.get("HTTP_AMZ_SDK_INVOCATION_ID")
        if not invocation or environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            return self._application(environ, start_response)

        repeated = is_repeat(environ.get("HTTP_AMZ_SDK_REQUEST", ""))
        with self._lock:
            answer = self._answers.get(invocation) if repeated else None
            first = answer is None
            if answer is None:
                answer = self._answers[invocation] = Answer()
                while len(self._answers) > REMEMBERED_CALLS:
                    self._answers.popitem(last=False)

        if not first:
            answer.done.wait(timeout=60)
            if answer.status:
                print(f"replayed {invocation}", file=sys.stderr, flush=True)
                start_response(answer.status, answer.headers)
                return [answer.body]
        return self._run(environ, start_response, invocation, answer)

    def _run(
        self, environ: Environ, start_response: Callable[..., Any], invocation: str, answer: Answer
    ) -> Iterable[bytes]:
        status, headers = "500 Internal Server Error", []

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
            if status.startswith("2") and len(body) <= LARGEST_ANSWER:
                answer.headers, answer.body, answer.status = headers, body, status
            else:
                with self._lock:
                    self._answers.pop(invocation, None)
        finally:
            answer.done.set()
        start_response(status, headers)
        return [body]


def is_repeat(sdk_request: str) -> bool:
    """Whether the header `amz-sdk-request` (`attempt=2; max=3`) names a second or later attempt."""
    attempt = re.search(r"attempt=(\d+)", sdk_request)
    return attempt is not None and int(attempt.group(1)) > 1
