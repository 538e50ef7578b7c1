import type { Connection } from "@/lib/core/one-transaction";
import { arrayLiteral } from "@/lib/core/rows";
import { suppressionHashes } from "@/lib/suppressions/suppression-hash";

/** Whether anybody of the project was ever erased. Most have erased nobody, and then nothing more is asked. */
export async function hasErased(connection: Connection, projectId: string): Promise<boolean> {
  const text = "select 1 from suppressions where project_id = $1::uuid limit 1";
  return (await connection.unsafe(text, [projectId], { prepare: true }).execute()).length > 0;
}

/** Of these profiles, those that were erased: a page that still has their key must not bring them back. */
export async function readErased(
  connection: Connection,
  projectId: string,
  profileIds: readonly string[],
): Promise<Set<string>> {
  const known = new Map<string, string>(
    profileIds.flatMap((value) =>
      suppressionHashes(projectId, { kind: "profile", value }).map(
        ({ hash }) => [`\\x${hash.toString("hex")}`, value] as const,
      ),
    ),
  );
  const text =
    "select wanted.hash::text as hash from unnest($2::text::bytea[]) as wanted(hash) cross join lateral (select 1 from suppressions where project_id = $1::uuid and hash = wanted.hash limit 1) as s";
  const found = await connection
    .unsafe(text, [projectId, arrayLiteral([...known.keys()])], { prepare: true })
    .execute();
  return new Set(found.flatMap(({ hash }) => known.get(String(hash)) ?? []));
}
