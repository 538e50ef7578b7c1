import type { DemoProfile, Population } from "./customer";
import { type Random, weighted } from "./random";
import type { Rows } from "./rows";

const texts = [
  "Writes in **Swedish**. Prefers a refund to a voucher.",
  "Asked whether the plan can be paused in August. It can; told them how.",
  "Called about the invoice for July. Sent the receipt link; wants the **company name** on it.",
  "Travels a lot, so two things to watch:\n\n- visits come from several countries\n- the card ends `08/27`, ask before then",
  "Found the sound too loud at the start. Passed on to the team.",
  "> I only ever use it on Sundays\n\nOffer the smaller plan when it renews.",
];

const earlier = "Prefers a voucher.";

const tagNames = weighted([
  { name: "vip-2026", weight: 3 },
  { name: "beta sounds", weight: 4 },
  { name: "asked-refund", weight: 2 },
  { name: "newsletter", weight: 6 },
]);

/** What colleagues left on a customer: for some a note or two, one of them edited and pinned, and tags. */
export function addNotesAndTags(
  rows: Rows,
  { projectId, now, writtenBy }: Population,
  profile: DemoProfile,
  random: Random,
): void {
  const author = writtenBy
    ? ({ actorKind: "user", actorId: writtenBy } as const)
    : ({ actorKind: "system", actorId: "seed" } as const);
  const after = (at: Date) => new Date(at.getTime() + random.next() * (now.getTime() - at.getTime()));
  const own = { projectId, profileId: profile.id };
  const count = random.chance(0.06) ? random.between(1, 3) : 0;
  for (let number = 0; number < count; number++) {
    const createdAt = after(profile.createdAt);
    const isPinned = number === 0 && random.chance(0.5);
    const note = { ...own, id: random.uuidAt(createdAt), body: random.pick(texts), ...author, createdAt };
    const editedAt = isPinned ? after(createdAt) : null;
    rows.notes.push({ ...note, version: editedAt ? 2 : 1, editedAt, pinnedAt: editedAt, deletedAt: null });
    const version = { projectId, noteId: note.id, ...author };
    rows.note_versions.push({ ...version, version: 1, body: editedAt ? earlier : note.body, createdAt });
    if (editedAt) rows.note_versions.push({ ...version, version: 2, body: note.body, createdAt: editedAt });
  }
  const names = random.chance(0.1) ? [tagNames(random).name, tagNames(random).name] : [];
  for (const name of new Set(names))
    rows.tags.push({ ...own, name, ...author, createdAt: after(profile.createdAt) });
}
