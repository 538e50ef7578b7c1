import { pingDatabase } from "@/lib/core/database";
import { publicRoute } from "@/lib/http/public-route";

/** For load balancers: 200 while the database answers, else 503. */
export const GET = publicRoute(async () => {
  await pingDatabase();
  return Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
});
