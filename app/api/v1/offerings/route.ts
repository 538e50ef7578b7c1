import { apiRoute } from "@/lib/http/api-route";
import { createOfferingOperation, listOfferingsOperation } from "@/lib/offerings/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(createOfferingOperation, listOfferingsOperation);
