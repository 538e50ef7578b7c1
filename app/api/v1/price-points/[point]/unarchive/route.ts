import { apiRoute } from "@/lib/http/api-route";
import { unarchivePricePointOperation } from "@/lib/price-points/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(unarchivePricePointOperation);
