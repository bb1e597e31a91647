/** Name of the container that routes logs with FireLens. */
export const LOG_ROUTER = "log-router";
