export type Joint = { customerId: string; mergedId: string };
type Member = { id: string; createdAt: Date };

/**
 * Who belongs to whom when just these merges hold: for each profile the oldest of those it is joined with. A merge joins
 * two that were apart, so taking one away parts its profiles into exactly two, whatever came before or after it.
 */
export function canonicalIds(members: readonly Member[], joints: readonly Joint[]): Map<string, string> {
  const oldestFirst = members.toSorted(
    (a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1),
  );
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
