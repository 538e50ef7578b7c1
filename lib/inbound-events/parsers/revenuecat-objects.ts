import type { IntegrationSettings } from "../../../db/schema/integrations";
import { formatMoney } from "../../core/money";
import type { CustomerFact, Names, ProductFact } from "../facts";
import type { JsonReader } from "../json-reader";
import { compact, country, customerFact, email } from "../parser";
import { decimalAmount } from "../spellings";

export function namesOf(node: JsonReader, { userIdField }: IntegrationSettings): Names | null {
  const ids = [node.text("app_user_id"), node.text("original_app_user_id"), ...node.texts("aliases")];
  const known = [...new Set(ids.filter((id): id is string => id !== undefined))];
  const customerId = node.text("original_app_user_id", "app_user_id") ?? known[0];
  if (customerId === undefined) return null;
  const attributes = node.at("subscriber_attributes");
  const attributed = userIdField?.startsWith("$") || (userIdField && attributes.names.includes(userIdField));
  const userId = attributed
    ? attributes.own(userIdField ?? "").text("value")
    : node.text(userIdField === "original_app_user_id" ? userIdField : "app_user_id");
  return compact({
    customerId,
    userId: userId !== undefined && !isAnonymous(userId) ? userId : undefined,
    aliases: known.length > 1 ? known.filter((id) => id !== customerId) : undefined,
    email: email(attributes.own("$email").text("value")),
  });
}

export function isAnonymous(id: string): boolean {
  return id.startsWith("$RCAnonymousID:");
}

export function person(node: JsonReader, names: Names): CustomerFact {
  const said = node.at("subscriber_attributes");
  const value = (name: string) => said.own(name).text("value");
  const attributes = Object.fromEntries(
    said.names.flatMap((name) => {
      const text = value(name);
      return text !== undefined && name !== "$email" && name !== "$ip" ? [[name, text]] : [];
    }),
  );
  const attribution = compact({
    source: value("$mediaSource"),
    campaign: value("$campaign"),
    content: value("$creative") ?? value("$ad"),
    term: value("$keyword"),
  });
  return customerFact(names, {
    attributes: Object.keys(attributes).length > 0 ? attributes : undefined,
    attribution: Object.keys(attribution).length > 0 ? attribution : undefined,
    country: country(node.text("country_code")),
  });
}

/** What the buyer paid, in the buyer's currency; in USD where that is not said. */
export function price(node: JsonReader) {
  return (
    decimalAmount(node.text("price_in_purchased_currency"), node.text("currency")) ??
    decimalAmount(node.text("price"), "USD")
  );
}

export function productOf(node: JsonReader): ProductFact | undefined {
  const id = node.text("product_id");
  if (id === undefined) return undefined;
  const entitlements = node.texts("entitlement_ids");
  const only = node.text("entitlement_id");
  const money = price(node);
  return compact({
    id,
    price: money && money.minor > 0n ? money : undefined,
    entitlements: entitlements.length > 0 ? entitlements : only ? [only] : undefined,
  });
}

export function isTrial(node: JsonReader): boolean {
  return node.text("period_type")?.toUpperCase() === "TRIAL";
}

export function product(node: JsonReader): string {
  return node.text("product_id")?.slice(0, 80) ?? "a product";
}

export function bought(node: JsonReader, verb: string): string {
  const money = price(node);
  return money && money.minor > 0n
    ? `${verb} ${product(node)} for ${formatMoney(money)}`
    : `${verb} ${product(node)}`;
}
