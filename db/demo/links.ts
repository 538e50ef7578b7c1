import { inboundProviders } from "../columns";
import { addIdentifier, type DemoProfile } from "./customer";
import type { Random } from "./random";
import type { Rows } from "./rows";

type Provider = (typeof inboundProviders)[number];

const providerMixes: readonly (readonly Provider[])[] = [
  ["stripe"],
  ["stripe"],
  ["stripe"],
  ["stripe", "revenuecat"],
  ["stripe", "adapty"],
  ["paypal"],
  ["paypal", "revenuecat"],
  ["revenuecat"],
  ["adapty"],
];

/** Those who finished a funnel, and some who only left an address, are known to outside services. */
export function linkProviders(
  rows: Rows,
  profile: DemoProfile,
  emailAt: Date | null,
  completedAt: Date | null,
  random: Random,
  /** Through whom they paid, and when first. */
  paid: ReadonlyMap<string, Date>,
): void {
  const since = completedAt ?? (emailAt && random.chance(0.25) ? emailAt : null);
  const known = since ? random.pick(providerMixes) : [];
  for (const provider of inboundProviders) {
    const firstSeenAt = known.includes(provider) ? since : paid.get(provider);
    if (firstSeenAt) link(rows, profile, provider, firstSeenAt);
  }
  if (!since) return;
  for (const provider of known) {
    const [kind, value] = identifierAt(provider, random);
    addIdentifier(rows, profile, kind, value, since);
  }
}

function link(rows: Rows, profile: DemoProfile, provider: Provider, firstSeenAt: Date): void {
  rows.profile_integrations.push({
    projectId: profile.projectId,
    provider,
    environment: profile.environment,
    profileCreatedAt: profile.createdAt,
    profileId: profile.id,
    firstSeenAt,
  });
}

function identifierAt(provider: Provider, random: Random): ["provider_customer_id" | "app_user_id", string] {
  if (provider === "stripe") return ["provider_customer_id", `cus_${random.text(14)}`];
  if (provider === "paypal") return ["provider_customer_id", random.text(13).toUpperCase()];
  if (provider === "revenuecat")
    return ["app_user_id", `$RCAnonymousID:${random.uuid().replaceAll("-", "")}`];
  return ["app_user_id", random.uuid()];
}
