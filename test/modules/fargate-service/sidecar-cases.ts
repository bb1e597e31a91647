import type { Inputs } from "../synthesis";
import { sidecar, fireLens, good } from "./base";

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a sidecar in capitals": [{ ...good, sidecars: { A: sidecar } }, /sidecars\.A must be up to 31 lower-case/],
  "a sidecar called as the service": [
    { ...good, sidecars: { app: sidecar } },
    /sidecars\.app must not be called as the service is/,
  ],
  "a sidecar called as the log router": [
    { ...good, sidecars: { "log-router": sidecar } },
    /sidecars\.log-router must not be called as the service is, nor log-router/,
  ],
  "a sidecar without a tag": [
    { ...good, sidecars: { a: { image: "agent" } } },
    /sidecars\.a\.image must have a tag or a digest/,
  ],
  "a sidecar with all of the CPU": [
    { ...good, sidecars: { a: { ...sidecar, cpu: 256 } }, fireLens: { ...fireLens, cpu: 256 } },
    /sidecars must leave some of the task's cpu/,
  ],
  "a sidecar with all of the memory": [
    { ...good, sidecars: { a: { ...sidecar, memory: 1024 } } },
    /sidecars must leave some of the task's memory/,
  ],
  "a sidecar with a tmpfs of all of its memory": [
    { ...good, sidecars: { a: { ...sidecar, memory: 128, tmpfs: { tmp: { path: "/tmp", sizeMib: 128 } } } } },
    /sidecars\.a must have tmpfs that are smaller than its memory/,
  ],
  "a sidecar with a tmpfs where a volume is": [
    {
      ...good,
      sidecars: {
        a: { ...sidecar, tmpfs: { tmp: { path: "/tmp", sizeMib: 64 } }, writablePaths: { tmp: "/tmp" } },
      },
    },
    /sidecars\.a must have a path of its own for each tmpfs/,
  ],
  "a sidecar without CPU": [
    { ...good, sidecars: { a: { ...sidecar, cpu: 0 } } },
    /sidecars\.a\.cpu must be at least 1/,
  ],
  "a sidecar with half a CPU unit": [
    { ...good, sidecars: { a: { ...sidecar, cpu: 1.5 } } },
    /sidecars\.a\.cpu must be a whole/,
  ],
  "a sidecar without memory": [
    { ...good, sidecars: { a: { ...sidecar, memory: 4 } } },
    /sidecars\.a\.memory must be at least 6/,
  ],
  "a sidecar with half a MiB": [
    { ...good, sidecars: { a: { ...sidecar, memory: 6.5 } } },
    /sidecars\.a\.memory must be a whole/,
  ],
  "a sidecar on port 0": [
    { ...good, sidecars: { a: { ...sidecar, port: 0 } } },
    /sidecars\.a\.port must be at least 1/,
  ],
  "a sidecar on port 65536": [
    { ...good, sidecars: { a: { ...sidecar, port: 65536 } } },
    /sidecars\.a\.port must be at most 65535/,
  ],
  "a sidecar on half a port": [
    { ...good, sidecars: { a: { ...sidecar, port: 1.5 } } },
    /sidecars\.a\.port must be a whole/,
  ],
  "a log router without a tag": [
    { ...good, fireLens: { image: "fluent-bit" } },
    /fireLens\.image must have a tag/,
  ],
  "a log router of another kind": [
    { ...good, fireLens: { ...fireLens, type: "vector" } },
    /fireLens\.type must be one of fluentbit, fluentd/,
  ],
  "a log router with a secret by name": [
    { ...good, fireLens: { ...fireLens, secretOptions: { key: "x" } } },
    /fireLens\.secretOptions\.key must be the ARN of a secret/,
  ],
  "a log router with a variable that is none": [
    { ...good, fireLens: { ...fireLens, environment: { "1": "x" } } },
    /fireLens\.environment\.1 must be letters/,
  ],
  "a log router without CPU": [
    { ...good, fireLens: { ...fireLens, cpu: 0 } },
    /fireLens\.cpu must be at least 1/,
  ],
  "a log router with half a unit": [
    { ...good, fireLens: { ...fireLens, cpu: 1.5 } },
    /fireLens\.cpu must be a whole/,
  ],
  "a log router without memory": [
    { ...good, fireLens: { ...fireLens, memory: 0 } },
    /fireLens\.memory must be at least 6/,
  ],
  "a log router with half a MiB": [
    { ...good, fireLens: { ...fireLens, memory: 6.5 } },
    /fireLens\.memory must be a whole/,
  ],
};
