import { apiRoute } from "@/lib/http/api-route";
import { unarchiveOfferingOperation } from "@/lib/offerings/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(unarchiveOfferingOperation);
