import { apiRoute } from "@/lib/http/api-route";
import { archivePricePointOperation } from "@/lib/price-points/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(archivePricePointOperation);
