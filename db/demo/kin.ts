import { deriveId, showId } from "../../lib/core/ids";
import { addCustomer, addIdentifier, type Population } from "./customer";
import { noRows, type Rows } from "./rows";

type Known = { email?: string; userId?: string; provider?: string };

/** Two profiles each that look like one person, by one reason or several. */
const pairs: readonly (readonly [Known, Known])[] = [
  [{ userId: "usr_50112" }, { userId: "usr_50112" }],
  [{ email: "sven@hagerup.example" }, { email: "sven@hagerup.example" }],
  [{ email: "freya.oakwood@brightmail.example" }, { email: "freya.oakwood+2@brightmail.example" }],
  [
    { email: "kelechi.abara@sunward.example", userId: "usr_48213", provider: "cus_QkelechiA1b2c3" },
    { email: "k.abara@sunward.example", userId: "usr_51907", provider: "cus_QkelechiA1b2c3" },
  ],
  [{ email: "jorunn.eide@gmail.com" }, { email: "jorunneide@gmail.com" }],
  [
    { email: "priya.raman@okapi-works.example", userId: "usr_40771" },
    { email: "priya.raman@okapi-works.example", userId: "usr_40771" },
  ],
];

/** Two who have been merged already, the address of the second one chosen. */
const merged: readonly [Known, Known] = [
  { email: "tomoko@asagao.example", userId: "usr_33018" },
  { email: "tomoko.hayase@asagao.example" },
];

export const kinCount = 2 * (pairs.length + 1);

/** Adds customers who look like one another, for the queue of duplicates, and one that is made of two. */
export function addKin(rows: Rows, population: Population, mergedBy: string): void {
  const own = { ...population, seed: population.seed + 770_000 };
  let next = 0;
  const add = (known: Known) => {
    for (;;) {
      const one = noRows();
      addCustomer(one, own, next++);
      const [profile] = one.profiles;
      if (!profile || profile.isBot || profile.environment === "preview") continue;
      name(one, profile, known);
      for (const table of Object.keys(one) as (keyof Rows)[]) append(rows, one, table); // its own keys
      return profile;
    }
  };
  for (const pair of pairs) pair.forEach(add);
  const [one, other] = merged.map(add).sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  if (one && other) merge(rows, [one, other], population, mergedBy);
}

type Profile = Rows["profiles"][number];

/** Puts names of our choice in the place of those that chance gave. */
function name(rows: Rows, profile: Profile, { email, userId, provider }: Known): void {
  const at = profile.createdAt;
  rows.profile_identifiers = rows.profile_identifiers.filter(({ kind }) => kind === "app_user_id");
  rows.profile_integrations = rows.profile_integrations.filter((link) => link.provider !== "stripe");
  rows.domain_events = rows.domain_events.filter(({ type }) => type !== "profile.updated");
  for (const [index, event] of rows.domain_events.entries()) event.sequence = index + 1;
  Object.assign(profile, { email: email ?? null, userId: userId ?? null, identifiedAt: at });
  profile.eventSequence = rows.domain_events.length;
  addIdentifier(rows, profile, "email", profile.email, at);
  addIdentifier(rows, profile, "user_id", profile.userId, at);
  addIdentifier(rows, profile, "provider_customer_id", provider ?? null, at);
  if (provider)
    rows.profile_integrations.push({
      projectId: profile.projectId,
      provider: "stripe",
      environment: profile.environment,
      profileCreatedAt: at,
      profileId: profile.id,
      firstSeenAt: at,
    });
}

function append<Table extends keyof Rows>(rows: Rows, more: Rows, table: Table): void {
  const list: unknown[] = rows[table];
  list.push(...more[table]);
}

function merge(
  rows: Rows,
  [one, other]: [Profile, Profile],
  { projectId, now }: Population,
  by: string,
): void {
  const id = deriveId("demo merge", projectId, one.id, other.id);
  const at = new Date(Math.max(other.createdAt.getTime(), now.getTime() - 3 * 86_400_000));
  const actor = { actorKind: "user" as const, actorId: by };
  const reason = "Wrote from her other address about the same order";
  other.customerId = one.id;
  one.eventSequence += 1;
  rows.merges.push({
    projectId,
    id,
    customerId: one.id,
    mergedId: other.id,
    winners: {},
    reason,
    rule: "picked",
    ...actor,
    createdAt: at,
    undoneAt: null,
    undoneByKind: null,
    undoneById: null,
    undoneReason: null,
  });
  rows.merged_profiles.push({ projectId, mergeId: id, profileId: other.id, previousCustomerId: other.id });
  const shown = { customer_id: showId("profile", one.id), merged_id: showId("profile", other.id) };
  rows.domain_events.push({
    projectId,
    id: deriveId("demo merge event", id),
    type: "profile.merged",
    profileId: one.id,
    sequence: one.eventSequence,
    environment: one.environment,
    occurredAt: at,
    receivedAt: at,
    ...actor,
    payload: {
      merge_id: showId("merge", id),
      ...shown,
      profile_ids: [shown.merged_id],
      rule: "picked",
      reason,
    },
    dispatchedAt: at,
  });
}
