/** A size as people read it: `3.4 MB`. */
export function megabytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 999_950) return `${(bytes / 1e3).toFixed(1)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Files and bytes of a longer work. */
export interface Progress {
  /** Counts one file. */
  done(bytes: number): void;
}

/** Prints how far a work is, not more often than every two seconds, and at its end. */
export function progressOf(
  title: string,
  { files, bytes }: { readonly files: number; readonly bytes: number },
  print: (line: string) => void,
  now: () => number = Date.now,
): Progress {
  let [doneFiles, doneBytes, last] = [0, 0, now()];
  return {
    done(size) {
      doneFiles += 1;
      doneBytes += size;
      if (doneFiles < files && now() - last < 2000) return;
      last = now();
      print(`  ${title}: ${doneFiles} of ${files} files, ${megabytes(doneBytes)} of ${megabytes(bytes)}`);
    },
  };
}
