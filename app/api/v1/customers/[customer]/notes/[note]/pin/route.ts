import { apiRoute } from "@/lib/http/api-route";
import { pinNoteOperation, unpinNoteOperation } from "@/lib/notes/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(pinNoteOperation, unpinNoteOperation);
