import { apiRoute } from "@/lib/http/api-route";
import { makeOfferingCurrentOperation } from "@/lib/offerings/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(makeOfferingCurrentOperation);
