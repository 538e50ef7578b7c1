"use server";

import { action } from "@/lib/http/action";
import { addNote, deleteNote, editNote, pinNote, restoreNote, unpinNote } from "@/lib/notes/commands";

const refresh = "/(console)/[project]/customers/[customer]/notes";

export const addNoteAction = action(addNote, { refresh });
export const editNoteAction = action(editNote, { refresh });
export const pinNoteAction = action(pinNote, { refresh });
export const unpinNoteAction = action(unpinNote, { refresh });
export const deleteNoteAction = action(deleteNote, { refresh });
export const restoreNoteAction = action(restoreNote, { refresh });
