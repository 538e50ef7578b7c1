import { listAttributesOperation, setAttributesOperation } from "@/lib/attributes/operations";
import { apiRoute } from "@/lib/http/api-route";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(listAttributesOperation, setAttributesOperation);
