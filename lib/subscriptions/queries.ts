import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { AppError } from "../core/errors";
import { findId } from "../core/ids";
import { findHeld, type Held } from "./held";
import { terrainOf } from "./project-time";

/** The subscription behind a shown id; unknown and foreign ones are `not_found`. */
export async function getHeld(ctx: Ctx, shownId: string): Promise<Held> {
  const id = findId("subscription", shownId);
  const held =
    id &&
    (await read(ctx, async (tx) => {
      const terrain = await terrainOf(tx, ctx.projectId, ctx.clock.now());
      return findHeld(tx, ctx.projectId, id, terrain, { lock: false });
    }));
  if (!held) throw new AppError("not_found", "There is no such subscription");
  return held;
}
