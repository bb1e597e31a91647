import type { Inputs } from "../synthesis";
import { good, scaling, schedule, deployment } from "./base";

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "fewer tasks than none": [scaling({ min: -1 }), /scaling\.min must be at least 0/],
  "more tasks than ECS allows": [scaling({ min: 5001 }), /scaling\.min must be at most 5000/],
  "half a task": [scaling({ min: 1.5 }), /scaling\.min must be a whole/],
  "a maximum below the minimum": [scaling({ min: 3, max: 2 }), /scaling must have min up to max/],
  "a maximum of half tasks": [scaling({ max: 2.5, cpu: {} }), /scaling\.max must be a whole/],
  "a maximum below zero": [scaling({ min: 0, max: -1 }), /scaling\.max must be at least 0/],
  "a maximum that ECS does not allow": [scaling({ max: 5001, cpu: {} }), /scaling\.max must be at most 5000/],
  "a maximum that nothing reaches": [
    scaling({ min: 2, max: 3 }),
    /scaling must have cpu, memory or schedules if max is above min/,
  ],
  "targets that are too low": [
    scaling({ cpu: { targetPercent: 9 }, memory: { targetPercent: 9 } }),
    /scaling\.cpu\.targetPercent must be at least 10[^]*scaling\.memory\.targetPercent must be at least 10/,
  ],
  "targets that are too high": [
    scaling({ cpu: { targetPercent: 96 }, memory: { targetPercent: 96 } }),
    /scaling\.cpu\.targetPercent must be at most 95[^]*scaling\.memory\.targetPercent must be at most 95/,
  ],
  "half percents": [
    scaling({ cpu: { targetPercent: 50.5 }, memory: { targetPercent: 50.5 } }),
    /scaling\.cpu\.targetPercent must be a whole[^]*scaling\.memory\.targetPercent must be a whole/,
  ],
  "cooldowns below zero": [
    scaling({ scaleInCooldownSeconds: -1, scaleOutCooldownSeconds: -1 }),
    /scaling\.scaleInCooldownSeconds must be at least 0[^]*scaling\.scaleOutCooldownSeconds must be at least 0/,
  ],
  "cooldowns in half seconds": [
    scaling({ scaleInCooldownSeconds: 0.5, scaleOutCooldownSeconds: 0.5 }),
    /scaling\.scaleInCooldownSeconds must be a whole[^]*scaling\.scaleOutCooldownSeconds must be a whole/,
  ],
  "a schedule in capitals": [
    scaling({ schedules: { Day: { schedule: "rate(1 day)", min: 1, max: 1 } } }),
    /scaling\.schedules\.Day must be up to 31/,
  ],
  "a schedule in words": [
    schedule({ schedule: "daily" }),
    /scaling\.schedules\.day\.schedule must be a schedule/,
  ],
  "a time zone with a space": [
    schedule({ timezone: "New York" }),
    /scaling\.schedules\.day\.timezone must be a time zone/,
  ],
  "a schedule with a maximum below its minimum": [
    schedule({ min: 5 }),
    /scaling\.schedules\.day must have min up to max/,
  ],
  "a schedule with fewer tasks than none": [
    schedule({ min: -1, max: -1 }),
    /scaling\.schedules\.day\.min must be at least 0[^]*scaling\.schedules\.day\.max must be at least 0|scaling\.schedules\.day\.max must be at least 0/,
  ],
  "a schedule with too many tasks": [
    schedule({ min: 5001, max: 5001 }),
    /scaling\.schedules\.day\.max must be at most 5000/,
  ],
  "a schedule with half tasks": [
    schedule({ min: 1.5, max: 2.5 }),
    /scaling\.schedules\.day\.max must be a whole/,
  ],
  "fewer initial tasks than none": [{ ...good, initialTasks: -1 }, /initialTasks must be at least 0/],
  "too many initial tasks": [{ ...good, initialTasks: 5001 }, /initialTasks must be at most 5000/],
  "half an initial task": [{ ...good, initialTasks: 0.5 }, /initialTasks must be a whole/],
  "a share below zero": [
    deployment({ minimumHealthyPercent: -1 }),
    /deployment\.minimumHealthyPercent must be at least 0/,
  ],
  "a share above all": [
    deployment({ minimumHealthyPercent: 101 }),
    /deployment\.minimumHealthyPercent must be at most 100/,
  ],
  "half a percent": [
    deployment({ minimumHealthyPercent: 50.5 }),
    /deployment\.minimumHealthyPercent must be a whole/,
  ],
  "fewer tasks during a deployment": [
    deployment({ minimumHealthyPercent: 50, maximumPercent: 99 }),
    /deployment\.maximumPercent must be at least 100/,
  ],
  "three times the tasks": [
    deployment({ maximumPercent: 300 }),
    /deployment\.maximumPercent must be at most 200/,
  ],
  "half a percent of the maximum": [
    deployment({ maximumPercent: 150.5 }),
    /deployment\.maximumPercent must be a whole/,
  ],
  "a deployment that can replace nothing": [
    { ...deployment({ maximumPercent: 100 }), availabilityZoneRebalancing: false },
    /deployment must let a deployment replace a task/,
  ],
  "rebalancing without room": [
    deployment({ minimumHealthyPercent: 50, maximumPercent: 100 }),
    /availabilityZoneRebalancing must be false with a maximumPercent of 100/,
  ],
  "no alarms": [deployment({ alarms: { names: [] } }), /deployment\.alarms\.names must have at least 1/],
  "an alarm without a name": [
    deployment({ alarms: { names: [""] } }),
    /deployment\.alarms\.names\[0\] must have at least 1/,
  ],
  "an alarm's name that is too long": [
    deployment({ alarms: { names: ["x".repeat(256)] } }),
    /deployment\.alarms\.names\[0\] must have at most 255/,
  ],
  "no time to wait": [deployment({ timeoutMinutes: 4 }), /deployment\.timeoutMinutes must be at least 5/],
  "too much time to wait": [
    deployment({ timeoutMinutes: 181 }),
    /deployment\.timeoutMinutes must be at most 180/,
  ],
  "half a minute": [deployment({ timeoutMinutes: 5.5 }), /deployment\.timeoutMinutes must be a whole/],
  "another capacity provider": [
    { ...good, capacityProviders: { EC2: {} } },
    /capacityProviders\.EC2 must be FARGATE or FARGATE_SPOT/,
  ],
  "no capacity": [
    { ...good, capacityProviders: { FARGATE: { weight: 0 } } },
    /capacityProviders must have an entry with a weight/,
  ],
  "two bases": [
    { ...good, capacityProviders: { FARGATE: { base: 1 }, FARGATE_SPOT: { base: 1 } } },
    /capacityProviders must have an entry with a weight, and a base in one entry at most/,
  ],
  "a weight and a base below zero": [
    { ...good, capacityProviders: { FARGATE: { base: -1 }, FARGATE_SPOT: { weight: -1 } } },
    /capacityProviders\.FARGATE\.base must be at least 0/,
  ],
  "a weight and a base that are too high": [
    { ...good, capacityProviders: { FARGATE: { weight: 1001, base: 100001 } } },
    /capacityProviders\.FARGATE\.base must be at most 100000/,
  ],
  "half a weight": [
    { ...good, capacityProviders: { FARGATE: { weight: 1.5, base: 0.5 } } },
    /capacityProviders\.FARGATE\.weight must be a whole/,
  ],
  "a platform version in words": [
    { ...good, platformVersion: "newest" },
    /platformVersion must be LATEST or a platform version/,
  ],
};
