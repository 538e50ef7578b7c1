import { apiRoute } from "@/lib/http/api-route";
import { addAliasOperation } from "@/lib/identity/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(addAliasOperation);
