import { publicRoute } from "@/lib/http/public-route";
import { inboundRoute } from "@/lib/inbound-events/web-mount";

export const POST = publicRoute<{ provider: string; integration: string }>(({ request, params }) =>
  inboundRoute(request, params),
);
