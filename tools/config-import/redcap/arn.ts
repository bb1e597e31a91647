/** Region that an ARN names, or the empty text. */
export const regionOf = (arn: string): string => arn.split(":")[3] ?? "";
