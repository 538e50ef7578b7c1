import { log } from "./log";

/**
 * Works on one after the other; what goes wrong with one is logged and does not stop the rest. Throws the last error when
 * nothing worked, so that whoever repeats this knows. `goOn` is asked before each.
 */
export async function eachOnItsOwn<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  { failed, goOn }: { failed: (item: T) => { message: string; id: string }; goOn: () => boolean },
): Promise<void> {
  let worked = 0;
  let last: { error: unknown } | null = null;
  for (const item of items) {
    if (!goOn()) break;
    try {
      await work(item);
      worked += 1;
    } catch (error) {
      const { message, id } = failed(item);
      log.error(message, { id, error });
      last = { error };
    }
  }
  if (last && worked === 0) throw last.error;
}
