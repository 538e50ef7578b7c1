import { listFunnelsOperation } from "@/lib/funnels/operations";
import { apiRoute } from "@/lib/http/api-route";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(listFunnelsOperation);
