import { apiRoute } from "@/lib/http/api-route";
import { getOfferingOperation, updateOfferingOperation } from "@/lib/offerings/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(getOfferingOperation, updateOfferingOperation);
