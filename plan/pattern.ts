/** A text as part of a regular expression that means nothing but itself. */
export const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
