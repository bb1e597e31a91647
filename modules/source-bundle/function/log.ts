/** Writes one line of JSON. Never pass credentials, answers of servers, or file contents. */
export type Log = (level: "info" | "error", message: string, fields?: Record<string, unknown>) => void;

/** Straight to stdout: Lambda's console.log would put a prefix before the JSON. */
export const logToStdout: Log = (level, message, fields = {}) => {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...fields })}\n`);
};
