import { stringify } from "csv-stringify/sync";
import { mainStatus, statuses } from "../billing/statuses";
import { whatHappensNext } from "../billing/words";
import type { Ctx } from "../core/ctx";
import { AppError } from "../core/errors";
import { showId } from "../core/ids";
import { decimalString } from "../core/money";
import { type ListAsked, type ListedSubscription, listSubscriptions } from "./queries";

const portion = 500;
const heads = [
  "subs_id",
  "customer",
  "email",
  "user id",
  "price point",
  "status",
  "main status",
  "period start",
  "period end",
  "next check",
  "what happens then",
  "amount",
  "currency",
  "iteration",
  "provider",
  "provider id",
  "funnel",
  "started at",
  "ended at",
  "end reason",
];

/** What a filter finds as CSV, in the list's order, page by page. Cells that a spreadsheet would run as formulas are inert. */
export async function* subscriptionsCsv(
  ctx: Ctx,
  asked: Pick<ListAsked, "filter" | "sort">,
): AsyncGenerator<string> {
  yield stringify([heads]);
  let cursor: string | null = null;
  do {
    const page = await listSubscriptions(ctx, { ...asked, size: portion, cursor });
    // A file that ends early looks like a whole one.
    if (page.problem) throw new AppError("unavailable", "This filter takes too long to answer.");
    yield stringify(page.rows.map(cells), { escape_formulas: true });
    cursor = page.nextCursor;
  } while (cursor);
}

function cells({ row, plan, pricePoint, customer, funnel }: ListedSubscription): (string | number)[] {
  const { priceMinor, currency, exponent } = plan.terms;
  return [
    showId("subscription", row.id),
    customer ? showId("profile", customer.id) : "",
    customer?.email ?? "",
    customer?.userId ?? "",
    pricePoint.ident,
    statuses(row).join(" "),
    mainStatus(row),
    at(row.periodStart),
    at(row.periodEnd),
    at(row.nextCheckAt),
    whatHappensNext(row, plan).words,
    decimalString(priceMinor, exponent),
    currency,
    row.iteration,
    row.provider,
    row.providerSubscriptionId ?? "",
    funnel?.alias ?? "",
    at(row.startedAt),
    at(row.endedAt),
    row.endReason ?? "",
  ];
}

function at(date: Date | null): string {
  return date?.toISOString() ?? "";
}
