import { apiRoute } from "@/lib/http/api-route";
import { archiveOfferingOperation } from "@/lib/offerings/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(archiveOfferingOperation);
