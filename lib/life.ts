import { tf } from "./expression";

/**
 * Text that differs from one life of a resource to the next, for names that a resource leaves behind when it is destroyed, such as a
 * final snapshot's: the next one of that name must not find it taken. It depends on the time of the plan, so that the argument must be
 * among the resource's `ignoreChanges`: Terraform then keeps what the resource was created with, and takes a new value when it replaces
 * the resource, for whatever reason.
 */
export const ofThisLife = tf`substr(sha256(plantimestamp()), 0, 8)`.string;
