import { apiRoute } from "@/lib/http/api-route";
import { listNoteVersionsOperation } from "@/lib/notes/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(listNoteVersionsOperation);
