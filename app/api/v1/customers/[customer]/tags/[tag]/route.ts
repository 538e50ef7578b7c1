import { apiRoute } from "@/lib/http/api-route";
import { addTagOperation, removeTagOperation } from "@/lib/tags/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(addTagOperation, removeTagOperation);
