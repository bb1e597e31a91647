import type { Side } from "./side";

/** What is there before a plan and after it. */
export interface Sides {
  readonly before: Side;
  readonly after: Side;
}
