import { newPerDay } from "@/lib/customers/new-per-day";
import { customerList } from "@/lib/customers/schema";
import { addressParams } from "@/lib/http/address-params";
import { sessionRoute } from "@/lib/http/session-route";

const format = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

export const GET = sessionRoute("customers:read", async ({ ctx, request }) => {
  const { filter } = customerList.parse(addressParams(request.nextUrl.searchParams));
  const days = await newPerDay(ctx, filter);
  return {
    days:
      days?.map(({ day, count }) => ({ day, count, label: format.format(new Date(`${day}T00:00:00Z`)) })) ??
      null,
    total: days?.reduce((sum, { count }) => sum + count, 0) ?? 0,
  };
});
