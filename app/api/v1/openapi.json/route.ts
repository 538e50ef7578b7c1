import { env } from "@/lib/core/env";
import { publicRoute } from "@/lib/http/public-route";
import { openApiDocument } from "@/lib/openapi/document";
import { operations } from "@/lib/openapi/operations";

export const dynamic = "force-dynamic";

export const GET = publicRoute(async () =>
  Response.json(openApiDocument(operations, env().appUrl), { headers: { "cache-control": "no-store" } }),
);
