import { apiRoute } from "@/lib/http/api-route";
import { listTimelineOperation } from "@/lib/timeline/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(listTimelineOperation);
