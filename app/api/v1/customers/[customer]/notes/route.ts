import { apiRoute } from "@/lib/http/api-route";
import { addNoteOperation, listNotesOperation } from "@/lib/notes/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(listNotesOperation, addNoteOperation);
