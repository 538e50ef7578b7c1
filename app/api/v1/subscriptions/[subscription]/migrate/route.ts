import { apiRoute } from "@/lib/http/api-route";
import { migrateOperation } from "@/lib/support/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(migrateOperation);
