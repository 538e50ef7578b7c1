import { sql } from "drizzle-orm";
import { openDatabase } from "../../db/client";
import { verifyChain } from "../audit/verify";

export type AuditExamination = { projects: number; sealed: number; faults: string[] };

/** Verifies the chain over the audit log of every project, each in its own scope. */
export async function examineAuditLogs(url: string): Promise<AuditExamination> {
  const { db, close } = openDatabase({ url, applicationName: "dossier-doctor", max: 1 });
  try {
    const projects = await db.execute<{ id: string; slug: string }>(sql`select id, slug from projects`);
    const examined: AuditExamination = { projects: projects.length, sealed: 0, faults: [] };
    for (const { id, slug } of projects) {
      const chain = await db.transaction(async (tx) => {
        await tx.execute(sql`select use_project(${id}::uuid)`);
        return verifyChain(tx, id);
      });
      examined.sealed += chain.sealed;
      if (chain.fault) examined.faults.push(`${slug}: ${chain.fault}`);
    }
    return examined;
  } finally {
    await close();
  }
}
