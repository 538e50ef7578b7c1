import { apiRoute } from "@/lib/http/api-route";
import { unparkOperation } from "@/lib/support/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(unparkOperation);
