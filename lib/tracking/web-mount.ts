import { readBody } from "./handler";
import { ingest } from "./ingest";

/**
 * Ingest for a door that speaks Request and Response. Only our own console server stands before it: it has written
 * `x-forwarded-for` anew, so that the header holds the sender's address and nothing that the sender claims.
 */
export async function ingestRoute(request: Request): Promise<Response> {
  const { status, headers, body } = await ingest().handle({
    method: request.method,
    contentType: request.headers.get("content-type"),
    contentEncoding: request.headers.get("content-encoding"),
    userAgent: request.headers.get("user-agent"),
    origin: request.headers.get("origin"),
    address: request.headers.get("x-forwarded-for") ?? "0.0.0.0",
    body: async () => (request.body ? readBody(request.body) : ""),
  });
  return new Response(body || null, { status, headers });
}
