import { Fact, Facts } from "@/components/shell/facts";

const subjects: Record<string, string> = {
  customer: "Customer",
  subscription: "Subscription",
  payment: "Payment",
  dispute: "Dispute",
};

const labels: Record<string, string> = {
  at: "Time",
  autoRenew: "Renews",
  customerId: "Customer",
  dunning: "Dunning",
  endedAt: "Ended",
  isTrial: "Trial",
  periodEnd: "Period ends",
  periodStart: "Period starts",
  startedAt: "Started",
  subscriptionId: "Subscription",
  chargeId: "Charge",
  userId: "User ID",
  sameAs: "Same as",
};

/** What an event stated, each fact with the name that the provider gives its subject. */
export function InboundFacts({ facts }: { facts: Record<string, unknown>[] }) {
  return (
    <ul className="grid gap-3">
      {facts.map((fact) => (
        <li key={JSON.stringify(fact)} className="rounded-md border border-border-subtle px-3 py-2">
          <p className="mb-1 flex flex-wrap gap-x-2 font-medium">
            {subjects[String(fact.subject)] ?? String(fact.subject)}{" "}
            <code className="mono wrap-anywhere text-text-muted">{String(fact.id)}</code>
          </p>
          <Facts>
            {said(fact).map(([key, value]) => (
              <Fact key={key} label={labels[key] ?? spelled(key)}>
                <bdi>{value}</bdi>
              </Fact>
            ))}
          </Facts>
        </li>
      ))}
    </ul>
  );
}

/** Flat pairs of name and words, without what names the subject itself. */
function said(fact: Record<string, unknown>): [string, string][] {
  return Object.entries(fact).flatMap(([key, value]): [string, string][] => {
    if (key === "subject" || key === "id") return [];
    if (key === "names" && isObject(value)) return said({ ...value, customerId: undefined });
    const text = worded(value);
    return text === "" ? [] : [[key, text]];
  });
}

function worded(value: unknown): string {
  if (value === undefined) return "";
  if (value === null) return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map(worded).join(", ");
  if (!isObject(value)) return String(value);
  const { minor, currency, exponent } = value;
  if (typeof minor === "string" && typeof exponent === "number" && typeof currency === "string")
    return `${decimal(minor, exponent)} ${currency}`;
  return Object.entries(value)
    .map(([key, item]) => `${spelled(key).toLowerCase()} ${worded(item)}`)
    .join(", ");
}

function decimal(minor: string, exponent: number): string {
  const digits = minor.replace("-", "").padStart(exponent + 1, "0");
  const whole = digits.slice(0, digits.length - exponent);
  return `${minor.startsWith("-") ? "-" : ""}${whole}${exponent > 0 ? `.${digits.slice(-exponent)}` : ""}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** "providerEventId" as "Provider event id". */
function spelled(key: string): string {
  const words = key.replaceAll(/([A-Z])/g, " $1").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
