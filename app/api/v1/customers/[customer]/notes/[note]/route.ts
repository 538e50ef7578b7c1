import { apiRoute } from "@/lib/http/api-route";
import { deleteNoteOperation, editNoteOperation, getNoteOperation } from "@/lib/notes/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(
  getNoteOperation,
  editNoteOperation,
  deleteNoteOperation,
);
