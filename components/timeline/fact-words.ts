import { auditedWords } from "./audited-words";
import { changesWords, isRecord, text } from "./change-words";
import { subscriptionWords } from "./subscription-words";
import { supportWords } from "./support-words";

type Fact = { type: string; payload: Record<string, unknown> };

/** What a fact means to a reader: a sentence, and what changed in it. An unknown type is shown as it is. */
export function factWords({ type, payload }: Fact): { sentence: string; detail?: string } {
  switch (type) {
    case "profile.created":
      return { sentence: "First seen, customer created" };
    case "profile.updated":
      return identityWords(payload);
    case "profile.merged":
      return {
        sentence: `Merged with ${text(payload.merged_id)}`,
        detail: text(payload.reason) || undefined,
      };
    case "profile.unmerged":
      return {
        sentence: `Parted from ${text(payload.restored_id)}`,
        detail: text(payload.reason) || undefined,
      };
    case "onboarding.started":
      return { sentence: "Started the funnel" };
    case "onboarding.completed":
      return { sentence: "Completed the funnel" };
    case "consent.updated":
      return {
        sentence: `${payload.state === "granted" ? "Allowed" : "Refused"} ${text(payload.purpose) || "tracking"}`,
        detail: payload.policy_version ? `Policy version ${text(payload.policy_version)}` : undefined,
      };
    case "attributes.updated":
      return { sentence: "Attributes changed", detail: changesWords(payload.attributes, payload.previous) };
    case "entitlement.granted":
      return grantedWords(payload);
    case "entitlement.revoked":
      return {
        sentence: `Had their granted ${nameIn(payload.entitlement)} entitlement removed`,
        detail: payload.transferred_to ? "Given to another customer" : undefined,
      };
    case "offering.overridden":
      return {
        sentence: payload.offering
          ? `Was given the offering ${nameIn(payload.offering)}`
          : "Sees the current offering again",
      };
    case "profile.erased":
      return { sentence: "Erased" };
    default:
      if (type.startsWith("support.")) return supportWords(type, payload);
      return subscriptionWords(type, payload) ?? auditedWords(type, payload);
  }
}

/** In the words of RevenueCat's customer history. */
function grantedWords(payload: Record<string, unknown>): { sentence: string; detail?: string } {
  const name = nameIn(payload.entitlement);
  const until = payload.expires_at ? `until ${text(payload.expires_at).slice(0, 10)}` : "for life";
  return {
    sentence: payload.previous_expires_at
      ? `Had their granted ${name} entitlement extended ${until}`
      : `Was granted the ${name} entitlement ${until}`,
    detail: payload.transferred_from ? "Taken over from another customer" : undefined,
  };
}

function nameIn(value: unknown): string {
  return isRecord(value) ? text(value.name) : "";
}

function identityWords(payload: Record<string, unknown>): { sentence: string; detail?: string } {
  const previous = isRecord(payload.previous) ? payload.previous : null;
  const changed = (key: string) => (previous ? key in previous : key in payload);
  const parts = [
    payload.alias !== undefined && `Alias ${text(payload.alias)} added`,
    changed("email") && changeWords("Email", previous?.email, payload.email),
    changed("user_id") && changeWords("User ID", previous?.user_id, payload.user_id),
    ...tagWords(previous?.tags, payload.tags),
  ].filter((part) => part !== false);
  return { sentence: parts.join("; ") || "Profile changed" };
}

function tagWords(before: unknown, after: unknown): string[] {
  if (!Array.isArray(before) || !Array.isArray(after)) return [];
  const added = after.filter((tag) => !before.includes(tag)).map((tag) => `Tagged ${text(tag)}`);
  const removed = before.filter((tag) => !after.includes(tag)).map((tag) => `Tag ${text(tag)} removed`);
  return [...added, ...removed];
}

function changeWords(name: string, before: unknown, after: unknown): string {
  if (!after) return `${name} removed`;
  return before ? `${name} changed from ${text(before)} to ${text(after)}` : `${name} set to ${text(after)}`;
}
