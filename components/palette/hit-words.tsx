import { Badge } from "@/components/ui/badge";
import type { CustomerHit, Found, JumpHit } from "@/lib/customers/search";
import { Matched } from "./matched";

type Query = Found["query"];

const fieldNames: Record<CustomerHit["field"], string> = {
  id: "customer ID",
  email: "email",
  user_id: "user ID",
  app_user_id: "app user ID",
  provider_customer_id: "provider ID",
  card: "paid with",
  amount: "paid",
};

const jumpNames: Partial<Record<JumpHit["kind"], string>> = {
  session: "Visit",
  funnel: "Funnel",
  event: "Event",
  note: "Note",
  merge: "Merge",
  order: "Order",
  transaction: "Transaction",
  subscription: "Subscription",
  refund: "Refund",
  dispute: "Dispute",
  export: "Export",
  erasure: "Erasure",
  auditEntry: "Audit entry",
  apiKey: "API key",
};

/** The customer, and which of their names matched where that is not the one shown. */
export function HitWords({ hit, query }: { hit: CustomerHit; query: Query }) {
  const name = hit.email ?? hit.userId ?? hit.id;
  const isShown = same(hit.value, name);
  return (
    <>
      <bdi className="truncate">{isShown ? <Marked text={name} query={query} /> : name}</bdi>
      <span className="min-w-0 flex-none truncate text-xs text-text-muted max-sm:flex-1">
        {fieldWords(hit)}{" "}
        {!isShown && (
          <bdi>
            <Marked text={hit.value} query={query} />
          </bdi>
        )}
      </span>
      {hit.isPreview && (
        <span className="ms-auto">
          <Badge hue="amber">Preview</Badge>
        </span>
      )}
    </>
  );
}

export function JumpWords({ jump }: { jump: JumpHit }) {
  const owner = jump.customer && (jump.customer.email ?? jump.customer.userId ?? jump.customer.id);
  return (
    <>
      <bdi className="flex-none">
        {[jumpNames[jump.kind] ?? jump.kind, jump.title].filter(Boolean).join(" ")}
      </bdi>
      {owner && (
        <span className="truncate text-text-secondary">
          of <bdi>{owner}</bdi>
        </span>
      )}
      <span className="mono ms-auto truncate text-xs text-text-muted max-sm:hidden">{jump.id}</span>
    </>
  );
}

function fieldWords(hit: CustomerHit): string {
  if (hit.field === "id" && hit.value !== hit.id) return "merged customer ID";
  if (hit.field === "email" && !same(hit.value, hit.email)) return "other email";
  if (hit.field === "user_id" && hit.userId && !same(hit.value, hit.userId)) return "other user ID";
  return fieldNames[hit.field];
}

/** What was looked for in it: the part, or the whole where an address or an id named it. */
function Marked({ text, query }: { text: string; query: Query }) {
  const whole = query.values.find((value) => same(value, text));
  return <Matched text={text} part={whole ?? query.part ?? ""} />;
}

function same(one: string, other: string | null): boolean {
  return one.toLowerCase() === other?.toLowerCase();
}
