/** Says which step runs and how long it took; a failure names the step. */
export async function step<T>(title: string, work: () => Promise<T> | T): Promise<T> {
  const started = Date.now();
  console.log(`▸ ${title}`);
  try {
    const result = await work();
    console.log(`  ${title}: done in ${seconds(started)}`);
    return result;
  } catch (error) {
    console.error(`✗ ${title}: failed after ${seconds(started)}`);
    throw error;
  }
}

const seconds = (started: number): string => `${((Date.now() - started) / 1000).toFixed(1)} s`;

/** Runs a command of tools/: an error becomes its message on stderr and exit code 1. */
export function main(command: () => Promise<void>): void {
  command().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
