/**
 * A load that several cards of a page share, begun by the first that asks. Handed down as a function: a promise that was
 * begun before a card waits for it could fail unseen, and an unseen failure ends the process.
 */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  let begun: Promise<T> | undefined;
  return () => {
    begun ??= load();
    return begun;
  };
}
