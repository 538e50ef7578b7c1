import { and, eq, inArray } from "drizzle-orm";
import { authUsers } from "../../db/schema/auth";
import { apiKeys } from "../../db/schema/projects";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { isUuid, showId } from "../core/ids";
import type { Actor } from "../core/permissions";

type Acting = { actorKind: Actor["kind"]; actorId: string };
export type Named<Row> = Row & { actorName: string };

/** People by name or address, keys by name; jobs, integrations and visitors by what they are. */
export async function nameActors<Row extends Acting>(ctx: Ctx, rows: Row[]): Promise<Named<Row>[]> {
  const ids = (kind: Actor["kind"]) => [
    ...new Set(rows.filter((row) => row.actorKind === kind && isUuid(row.actorId)).map((row) => row.actorId)),
  ];
  const [userIds, keyIds] = [ids("user"), ids("api_key")];
  const names = await read(ctx, async (tx) => {
    const people =
      userIds.length > 0
        ? await tx
            .select({ id: authUsers.id, name: authUsers.name, email: authUsers.email })
            .from(authUsers)
            .where(inArray(authUsers.id, userIds))
        : [];
    const keys =
      keyIds.length > 0
        ? await tx
            .select({ id: apiKeys.id, name: apiKeys.name })
            .from(apiKeys)
            .where(and(eq(apiKeys.projectId, ctx.projectId), inArray(apiKeys.id, keyIds)))
        : [];
    return new Map([
      ...people.map(({ id, name, email }) => [id, name ?? email] as const),
      ...keys.map(({ id, name }) => [id, `Key ${name}`] as const),
    ]);
  });
  return rows.map((row) => ({ ...row, actorName: names.get(row.actorId) ?? wordsFor(row) }));
}

function wordsFor({ actorKind, actorId }: Acting): string {
  switch (actorKind) {
    case "system":
      return `Dossier (${actorId})`;
    case "provider":
      return "An integration";
    case "visitor":
      return "The visitor";
    default:
      return isUuid(actorId) ? showId(actorKind === "user" ? "user" : "apiKey", actorId) : actorId;
  }
}
