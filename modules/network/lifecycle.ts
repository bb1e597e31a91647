/**
 * For what belongs to a zone. When a zone is removed, Terraform otherwise deletes its subnets and routes before it changes what is in them:
 * AWS refuses to delete a subnet that a load balancer or an endpoint is in, and what is still running there would be cut off.
 */
export const leftBeforeItGoes = { createBeforeDestroy: true } as const;
