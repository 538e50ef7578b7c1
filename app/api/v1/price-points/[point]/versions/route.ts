import { apiRoute } from "@/lib/http/api-route";
import { listPricePointVersionsOperation } from "@/lib/price-points/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(listPricePointVersionsOperation);
