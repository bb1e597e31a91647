import type { Inputs } from "../synthesis";
import { secret, sidecar, fireLens, good, health } from "./base";

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a user with a space": [{ ...good, user: "no body" }, /user must be a user, or user:group/],
  "a variable with a hyphen": [
    { ...good, environment: { "A-B": "" } },
    /environment\.A-B must be letters, digits/,
  ],
  "a secret's variable with a hyphen": [
    { ...good, secrets: { "A-B": secret } },
    /secrets\.A-B must be letters/,
  ],
  "a secret by name": [{ ...good, secrets: { A: "app" } }, /secrets\.A must be the ARN of a secret/],
  "a secret with half a suffix": [
    { ...good, secrets: { A: `${secret}:key` } },
    /secrets\.A must be the ARN of a secret/,
  ],
  "a path that is relative": [
    { ...good, writablePaths: { tmp: "tmp" } },
    /writablePaths\.tmp must be an absolute path/,
  ],
  "a volume in capitals": [
    { ...good, writablePaths: { Tmp: "/tmp" } },
    /writablePaths\.Tmp must be up to 31 lower-case/,
  ],
  "a tmpfs on a path that is relative": [
    { ...good, tmpfs: { tmp: { path: "tmp", sizeMib: 64 } } },
    /tmpfs\.tmp\.path must be an absolute path/,
  ],
  "a tmpfs on the whole of the file system": [
    { ...good, tmpfs: { tmp: { path: "/", sizeMib: 64 } } },
    /tmpfs\.tmp\.path must be an absolute path below \//,
  ],
  "a tmpfs with a slash at its end": [
    { ...good, tmpfs: { tmp: { path: "/tmp/", sizeMib: 64 } } },
    /tmpfs\.tmp\.path must be an absolute path below \/, without a slash at its end/,
  ],
  "a tmpfs in capitals": [
    { ...good, tmpfs: { Tmp: { path: "/tmp", sizeMib: 64 } } },
    /tmpfs\.Tmp must be up to 31 lower-case/,
  ],
  "a tmpfs of no size": [
    { ...good, tmpfs: { tmp: { path: "/tmp", sizeMib: 0 } } },
    /tmpfs\.tmp\.sizeMib must be at least 1/,
  ],
  "a tmpfs of half a MiB": [
    { ...good, tmpfs: { tmp: { path: "/tmp", sizeMib: 1.5 } } },
    /tmpfs\.tmp\.sizeMib must be a whole/,
  ],
  "programs in a tmpfs, for a reason that says nothing": [
    { ...good, tmpfs: { tmp: { path: "/tmp", sizeMib: 64, executable: { reason: "why" } } } },
    /tmpfs\.tmp\.executable\.reason must have at least 10/,
  ],
  "programs in a tmpfs, for a reason that is too long": [
    { ...good, tmpfs: { tmp: { path: "/tmp", sizeMib: 64, executable: { reason: "x".repeat(257) } } } },
    /tmpfs\.tmp\.executable\.reason must have at most 256/,
  ],
  "programs in a tmpfs, for a reason that is no tag": [
    { ...good, tmpfs: { tmp: { path: "/tmp", sizeMib: 64, executable: { reason: "it is needed!" } } } },
    /tmpfs\.tmp\.executable\.reason must contain only letters/,
  ],
  "two tmpfs on one path": [
    { ...good, tmpfs: { a: { path: "/tmp", sizeMib: 64 }, b: { path: "/tmp", sizeMib: 64 } } },
    /tmpfs\.a must have a path of its own[^]*tmpfs\.b must have a path of its own/,
  ],
  "a tmpfs where a volume is": [
    { ...good, tmpfs: { tmp: { path: "/tmp", sizeMib: 64 } }, writablePaths: { tmp: "/tmp/" } },
    /tmpfs\.tmp must have a path of its own, which no other tmpfs and none of writablePaths has/,
  ],
  "a tmpfs of all of the memory": [
    { ...good, memory: 1024, tmpfs: { tmp: { path: "/tmp", sizeMib: 1024 } } },
    /tmpfs must, together with memory of sidecars[^]*be smaller than the task's memory/,
  ],
  "tmpfs that take the rest of the memory, with those of sidecars": [
    {
      ...good,
      memory: 1024,
      tmpfs: { tmp: { path: "/tmp", sizeMib: 256 } },
      fireLens: { ...fireLens, memory: 128 },
      sidecars: {
        // Its tmpfs is within its memory.
        a: { ...sidecar, memory: 512, tmpfs: { tmp: { path: "/tmp", sizeMib: 500 } } },
        b: { ...sidecar, tmpfs: { tmp: { path: "/tmp", sizeMib: 128 } } },
      },
    },
    /tmpfs must, together with memory of sidecars[^]*be smaller than the task's memory/,
  ],
  "no reason": [
    { ...good, writableRootFilesystem: { reason: "why" } },
    /writableRootFilesystem\.reason must have at least 10/,
  ],
  "a reason that is too long": [
    { ...good, writableRootFilesystem: { reason: "x".repeat(257) } },
    /writableRootFilesystem\.reason must have at most 256/,
  ],
  "a reason that is no tag": [
    { ...good, writableRootFilesystem: { reason: "it is needed!" } },
    /writableRootFilesystem\.reason must contain only letters/,
  ],
  "a health check without a kind": [
    health({ command: ["curl", "x"] }),
    /healthCheck\.command must begin with CMD/,
  ],
  "a health check without a command": [
    health({ command: ["CMD"] }),
    /healthCheck\.command must have at least 2/,
  ],
  "a health check every second": [
    health({ intervalSeconds: 1 }),
    /healthCheck\.intervalSeconds must be at least 5/,
  ],
  "a health check every hour": [
    health({ intervalSeconds: 3600 }),
    /healthCheck\.intervalSeconds must be at most 300/,
  ],
  "a health check each half second": [
    health({ intervalSeconds: 5.5 }),
    /healthCheck\.intervalSeconds must be a whole/,
  ],
  "a health check without time": [
    health({ timeoutSeconds: 1 }),
    /healthCheck\.timeoutSeconds must be at least 2/,
  ],
  "a health check with too much time": [
    health({ timeoutSeconds: 61 }),
    /healthCheck\.timeoutSeconds must be at most 60/,
  ],
  "half a second of time": [health({ timeoutSeconds: 2.5 }), /healthCheck\.timeoutSeconds must be a whole/],
  "no retries": [health({ retries: 0 }), /healthCheck\.retries must be at least 1/],
  "too many retries": [health({ retries: 11 }), /healthCheck\.retries must be at most 10/],
  "half a retry": [health({ retries: 1.5 }), /healthCheck\.retries must be a whole/],
  "a start before the start": [
    health({ startPeriodSeconds: -1 }),
    /healthCheck\.startPeriodSeconds must be at least 0/,
  ],
  "a start that is too long": [
    health({ startPeriodSeconds: 301 }),
    /healthCheck\.startPeriodSeconds must be at most 300/,
  ],
  "half a second of a start": [
    health({ startPeriodSeconds: 0.5 }),
    /healthCheck\.startPeriodSeconds must be a whole/,
  ],
  "a stop at once": [{ ...good, stopTimeoutSeconds: 1 }, /stopTimeoutSeconds must be at least 2/],
  "a stop after more than two minutes": [
    { ...good, stopTimeoutSeconds: 121 },
    /stopTimeoutSeconds must be at most 120/,
  ],
  "a stop in half a second": [{ ...good, stopTimeoutSeconds: 2.5 }, /stopTimeoutSeconds must be a whole/],
  "a limit in capitals": [
    { ...good, ulimits: { NOFILE: { soft: 1, hard: 2 } } },
    /ulimits\.NOFILE must be a limit's name/,
  ],
  "a soft limit above the hard one": [
    { ...good, ulimits: { nofile: { soft: 3, hard: 2 } } },
    /ulimits\.nofile must have a soft limit up to the hard one/,
  ],
  "limits below zero": [
    { ...good, ulimits: { nofile: { soft: -1, hard: -1 } } },
    /ulimits\.nofile\.soft must be at least 0[^]*ulimits\.nofile\.hard must be at least 0|ulimits\.nofile\.hard must be at least 0[^]*soft/,
  ],
  "half a limit": [
    { ...good, ulimits: { nofile: { soft: 0.5, hard: 1.5 } } },
    /ulimits\.nofile\.soft must be a whole/,
  ],
  "a state that does not exist": [
    { ...good, sidecars: { a: sidecar }, waitsFor: { a: "READY" } },
    /waitsFor\.a must be one of START, COMPLETE, SUCCESS, HEALTHY/,
  ],
  "a wait for a name in capitals": [
    { ...good, waitsFor: { A: "START" } },
    /waitsFor\.A must be up to 31 lower-case/,
  ],
  "a wait for a container that is not there": [
    { ...good, waitsFor: { a: "START" } },
    /waitsFor must name sidecars/,
  ],
  "a wait for a log router that is not there": [
    { ...good, waitsFor: { "log-router": "START" } },
    /waitsFor must name sidecars, or log-router/,
  ],
  "a wait for itself": [{ ...good, waitsFor: { app: "START" } }, /waitsFor must name sidecars/],
  "a wait for health that nobody checks": [
    { ...good, sidecars: { a: sidecar }, waitsFor: { a: "HEALTHY" } },
    /waitsFor must name sidecars, or log-router, and wait for HEALTHY only where there is a healthCheck/,
  ],
  "a sidecar that waits for nobody": [
    { ...good, sidecars: { a: { ...sidecar, waitsFor: { b: "START" } } } },
    /sidecars\.a must wait for other containers of the task only/,
  ],
  "a sidecar that waits for health that nobody checks": [
    { ...good, sidecars: { a: { ...sidecar, waitsFor: { app: "HEALTHY" } } } },
    /sidecars\.a must wait for other containers of the task only/,
  ],
};
