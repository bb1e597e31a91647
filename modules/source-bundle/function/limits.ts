/** How much the bundler takes on. Sizes in bytes. */
export interface Limits {
  /** The zip that is fetched. It has to fit into the function's /tmp together with the bundle. */
  readonly archiveBytes: number;
  /** All files of that zip, unpacked. */
  readonly unpackedBytes: number;
  /** Files and folders in that zip. REDCap has some 20,000. */
  readonly entries: number;
  /** Unpacked size divided by packed size. REDCap's is about 4; deflate's maximum is 1032. */
  readonly ratio: number;
  /** The finished bundle. Elastic Beanstalk takes 500 MB. */
  readonly bundleBytes: number;
}

export const DEFAULT_LIMITS: Limits = {
  archiveBytes: 2 * 1024 ** 3,
  unpackedBytes: 8 * 1024 ** 3,
  entries: 100_000,
  ratio: 100,
  bundleBytes: 500 * 1024 ** 2,
};

/** `12.3 MiB`. */
export function size(bytes: number): string {
  const units = ["bytes", "KiB", "MiB", "GiB"];
  let unit = 0;
  let value = bytes;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return unit === 0 ? `${bytes} bytes` : `${value.toFixed(1)} ${units[unit]}`;
}
