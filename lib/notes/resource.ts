import { z } from "zod";
import { showId } from "../core/ids";
import { instant, resource } from "../core/resource";
import { actorResource, showActor } from "../events/resource";
import type { Note, NoteVersion } from "./queries";

const author = actorResource.describe("Who wrote it.");

export const noteResource = resource("Note", {
  id: z.string(),
  profileId: z.string().describe("The profile that keeps the note; it stays when customers are merged."),
  body: z.string().describe("Markdown."),
  version: z.int().describe("Say it when you edit; it counts from 1."),
  author,
  authorName: z.string(),
  createdAt: instant,
  editedAt: instant.nullable(),
  pinnedAt: instant.nullable(),
});

export function showNote(note: Note): z.input<typeof noteResource> {
  return {
    id: showId("note", note.id),
    profileId: showId("profile", note.profileId),
    body: note.body,
    version: note.version,
    author: showActor(note),
    authorName: note.actorName,
    createdAt: note.createdAt.toISOString(),
    editedAt: note.editedAt?.toISOString() ?? null,
    pinnedAt: note.pinnedAt?.toISOString() ?? null,
  };
}

export const noteVersionResource = resource("NoteVersion", {
  version: z.int(),
  body: z.string(),
  author,
  authorName: z.string(),
  createdAt: instant,
});

export function showNoteVersion(version: NoteVersion): z.input<typeof noteVersionResource> {
  return {
    version: version.version,
    body: version.body,
    author: showActor(version),
    authorName: version.actorName,
    createdAt: version.createdAt.toISOString(),
  };
}
