import { apiRoute } from "@/lib/http/api-route";
import { deferOperation } from "@/lib/support/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(deferOperation);
