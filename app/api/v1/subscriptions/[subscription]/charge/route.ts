import { apiRoute } from "@/lib/http/api-route";
import { chargeOperation } from "@/lib/support/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(chargeOperation);
