import { openDatabase } from "../../db/client";
import type { EncryptionKey } from "../core/env-values";
import { ensureMembers, ensurePeople, ensureProject, publishableKeyOf } from "./project";
import { ensureSecretKey } from "./secret-key";
import { firstFreeSeed, seedCustomers } from "./seed";
import { demoUserIdOf, demoUsers } from "./users";

export type DemoData = {
  projectId: string;
  projectSlug: string;
  publishableKey: string;
  secretKey: string;
  users: { email: string; role: string }[];
  /** False when an earlier start had loaded it. */
  isNew: boolean;
};

/** Loads Nightleaf, the invented company of the demo, once; later calls only look it up. */
export async function loadDemoData(options: {
  databaseUrl: string;
  /** Of the OpenID provider that the demo's users sign in with. */
  issuer: string;
  encryptionKey: EncryptionKey;
  now: Date;
  customers?: number;
}): Promise<DemoData> {
  const { databaseUrl, issuer, encryptionKey, now } = options;
  const slug = "nightleaf";
  const { db, close } = openDatabase({ url: databaseUrl, applicationName: "dossier-demo", max: 1 });
  try {
    const projectId = await ensureProject(db, slug, "Nightleaf", now);
    const isNew = (await firstFreeSeed(db, projectId)) === 1;
    await ensurePeople(db, issuer, demoUsers, now);
    await ensureMembers(db, projectId, demoUsers, now);
    if (isNew)
      await seedCustomers({
        databaseUrl,
        projectSlug: slug,
        customers: options.customers ?? 2_400,
        kinMergedBy: demoUserIdOf("support"),
        now,
      });
    return {
      projectId,
      projectSlug: slug,
      publishableKey: await publishableKeyOf(db, projectId),
      secretKey: await ensureSecretKey(db, projectId, encryptionKey, now),
      users: demoUsers.map(({ email, role }) => ({ email, role })),
      isNew,
    };
  } finally {
    await close();
  }
}
