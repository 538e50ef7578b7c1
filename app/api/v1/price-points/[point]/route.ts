import { apiRoute } from "@/lib/http/api-route";
import { getPricePointOperation } from "@/lib/price-points/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(getPricePointOperation);
