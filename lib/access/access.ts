/** One thing that opens entitlements, or did: a subscription, a purchase for good, or a grant. */
export type Source = {
  kind: "subscription" | "one_off" | "grant";
  id: string;
  entitlementIds: string[];
  isActive: boolean;
  /** When it ends, or renews; for what gives no access any more, when it ended. Null lasts for life. */
  until: Date | null;
  /** At `until` it goes on by itself. */
  renews: boolean;
  /** Why it gives access, or why not. */
  words: string;
};

/** What a customer may do about one entitlement, because of what. */
export type Access<Entitlement> = {
  entitlement: Entitlement;
  isActive: boolean;
  until: Date | null;
  renews: boolean;
  /** The source that lasts the longest, or the one that ended last. */
  because: Source;
  /** All, that one first. */
  sources: Source[];
};

/** Pure. Entitlements that nothing ever opened for the customer are left out; those that are open come first. */
export function accessFrom<Entitlement extends { id: string; name: string }>(
  entitlements: readonly Entitlement[],
  sources: readonly Source[],
): Access<Entitlement>[] {
  return entitlements
    .flatMap((entitlement): Access<Entitlement>[] => {
      const own = sources
        .filter(({ entitlementIds }) => entitlementIds.includes(entitlement.id))
        .toSorted(longestFirst);
      const [because] = own;
      if (!because) return [];
      const { isActive, until, renews } = because;
      return [{ entitlement, isActive, until, renews, because, sources: own }];
    })
    .toSorted(
      (a, b) =>
        Number(b.isActive) - Number(a.isActive) || a.entitlement.name.localeCompare(b.entitlement.name),
    );
}

function longestFirst(a: Source, b: Source): number {
  return Number(b.isActive) - Number(a.isActive) || endOf(b) - endOf(a) || (a.id < b.id ? -1 : 1);
}

function endOf({ until }: Source): number {
  return until?.getTime() ?? Number.MAX_VALUE;
}
