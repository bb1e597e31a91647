"""Runs Lambda functions of Node.js runtimes in a process of their own, so that an invocation does what the function does.

The function sees what Lambda would give it: its code in a folder, its environment variables, its region, and AWS at
this server. It runs as the user who started the local cloud, without isolation: run only code that you trust. The AWS
SDK, which Lambda's runtime has, comes from `LOCAL_CLOUD_NODE_MODULES`.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import tempfile
import zipfile
from typing import Any

_RUNNER = """
const fs = require("node:fs");
const [file, name, event, answer] = process.argv.slice(1);
const finish = (value, code) => { fs.writeFileSync(answer, JSON.stringify(value ?? null)); process.exit(code); };
const fail = (error) => finish({ errorType: error?.name ?? "Error", errorMessage: error?.message ?? String(error) }, 1);
process.on("uncaughtException", fail);
const context = { awsRequestId: "local", functionName: process.env.AWS_LAMBDA_FUNCTION_NAME };
const deadline = Date.now() + Number(process.env.LOCAL_CLOUD_TIMEOUT) * 1000;
context.getRemainingTimeInMillis = () => deadline - Date.now();
Promise.resolve(require(file)[name](JSON.parse(fs.readFileSync(event, "utf8")), context)).then((value) => finish(value, 0), fail);
"""


def runs(runtime: str | None) -> bool:
    """Whether functions of this runtime can be run here."""
    return bool(runtime and runtime.startswith("nodejs") and os.environ.get("LOCAL_CLOUD_NODE"))


def run(function: Any, event: str) -> tuple[str, bool]:
    """Runs moto's function with an event (JSON). Returns its answer, and whether it is an error, as Lambda would."""
    timeout = int(function.timeout or 3)
    with tempfile.TemporaryDirectory(prefix="lambda-") as folder:
        code = os.path.join(folder, "code")
        with zipfile.ZipFile(io.BytesIO(function.code_bytes)) as archive:
            archive.extractall(code)
        event_file, answer_file = os.path.join(folder, "event.json"), os.path.join(folder, "answer.json")
        with open(event_file, "w", encoding="utf-8") as given:
            given.write(event)
        module, _, name = function.handler.rpartition(".")
        command = [os.environ["LOCAL_CLOUD_NODE"], "-e", _RUNNER, os.path.join(code, module), name, event_file, answer_file]
        try:
            done = subprocess.run(
                command, cwd=code, env=_environment(function, timeout), timeout=timeout, capture_output=True, check=False
            )
        except subprocess.TimeoutExpired:
            return json.dumps({"errorMessage": f"Task timed out after {timeout}.00 seconds"}), True
        print(done.stdout.decode(errors="replace") + done.stderr.decode(errors="replace"), flush=True)
        if not os.path.exists(answer_file):
            return json.dumps({"errorType": "Runtime.ExitError", "errorMessage": "Runtime exited without an answer"}), True
        with open(answer_file, encoding="utf-8") as answer:
            return answer.read(), done.returncode != 0


def _environment(function: Any, timeout: int) -> dict[str, str]:
    return {
        **{key: value for key, value in os.environ.items() if not key.startswith(("AWS_", "MOTO_"))},
        **(function.environment_vars or {}),
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{os.environ['MOTO_PORT']}",
        "AWS_REGION": function.region,
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_LAMBDA_FUNCTION_NAME": function.function_name,
        "LOCAL_CLOUD_TIMEOUT": str(timeout),
        "NODE_PATH": os.environ.get("LOCAL_CLOUD_NODE_MODULES", ""),
    }
