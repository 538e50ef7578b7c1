import { apiRoute } from "@/lib/http/api-route";
import { restoreNoteOperation } from "@/lib/notes/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(restoreNoteOperation);
