import { apiRoute } from "@/lib/http/api-route";
import { createPricePointOperation, listPricePointsOperation } from "@/lib/price-points/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(
  createPricePointOperation,
  listPricePointsOperation,
);
