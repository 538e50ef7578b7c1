import { apiRoute } from "@/lib/http/api-route";
import { changePricePointOperation } from "@/lib/price-points/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(changePricePointOperation);
