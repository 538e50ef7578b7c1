import { AppError } from "@/lib/core/errors";
import { cursorInstant, parseCursor } from "@/lib/core/page";
import { countNewer } from "@/lib/customers/count";
import { customerList } from "@/lib/customers/schema";
import { addressParams } from "@/lib/http/address-params";
import { sessionRoute } from "@/lib/http/session-route";

/** How many customers stand above the row that `cursor` names. */
export const GET = sessionRoute("customers:read", async ({ ctx, request }) => {
  const { filter, sort, cursor } = customerList.parse(addressParams(request.nextUrl.searchParams));
  if (!cursor) throw new AppError("invalid", "The row to count from is missing.", { cursor: "Is required" });
  const place = parseCursor(cursor);
  return { count: await countNewer(ctx, filter, sort.by, { at: cursorInstant(place), id: place.id }) };
});
