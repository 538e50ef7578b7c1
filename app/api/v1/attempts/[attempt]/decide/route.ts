import { apiRoute } from "@/lib/http/api-route";
import { decideChargeOperation } from "@/lib/support/decide-operation";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(decideChargeOperation);
