import { apiRoute } from "@/lib/http/api-route";
import { listTagsOperation } from "@/lib/tags/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(listTagsOperation);
