export type Joint = { customerId: string; mergedId: string };
type Member = { id: string; createdAt: Date };

/** The older one gives its id to whoever is joined with it; the id decides between twins. */
export function isOlder(one: Member, other: Member): boolean {
  return +one.createdAt === +other.createdAt ? one.id < other.id : one.createdAt < other.createdAt;
}

/**
 * Who belongs to whom when just these merges hold: for each profile the oldest of those it is joined with. A merge joins
 * two that were apart, so taking one away parts its profiles into exactly two, whatever came before or after it.
 */
export function canonicalIds(members: readonly Member[], joints: readonly Joint[]): Map<string, string> {
  const oldestFirst = members.toSorted((a, b) => (isOlder(a, b) ? -1 : 1));
  const canonical = new Map<string, string>();
  for (const { id } of oldestFirst) {
    if (canonical.has(id)) continue;
    const found = new Set([id]);
    for (const one of found) {
      canonical.set(one, id);
      for (const joint of joints) {
        if (joint.customerId === one) found.add(joint.mergedId);
        if (joint.mergedId === one) found.add(joint.customerId);
      }
    }
  }
  return canonical;
}
