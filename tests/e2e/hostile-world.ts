import { createHash, randomBytes, randomUUID } from "node:crypto";
import type postgres from "postgres";
import { newId, parseId, showId } from "@/lib/core/ids";
import type { Instance } from "./instance";

const perCustomer = 50;
const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

export type Stored = { customer: string; session: string; funnel: string };

/** Stores each string in each field that holds words: fifty to a customer, by the page's door and past every door. */
export async function storePayloads(instance: Instance, slug: string, payloads: string[]): Promise<Stored[]> {
  const [key] = await instance.sql`select k.publishable_key, k.project_id from api_keys k
    join projects p on p.id = k.project_id where p.slug = ${slug} and k.kind = 'publishable'`;
  if (!key) throw new Error("the project has no publishable key");
  const stored: Stored[] = [];
  for (let start = 0; start < payloads.length; start += perCustomer) {
    const some = payloads.slice(start, start + perCustomer);
    const visitor = randomBytes(16).toString("hex");
    const visit = await visitWith(instance.appUrl, key.publishable_key, visitor, some);
    const funnel = await instance.sql.begin(async (sql) => {
      await sql`select use_project(${key.project_id})`;
      await workOn(sql, key.project_id, parseId("profile", visit.profile), some);
      const [row] = await sql`select id from funnels
        where project_id = ${key.project_id} and alias = ${aliasOf(visitor)}`;
      return showId("funnel", row?.id);
    });
    stored.push({ customer: visit.profile, session: visit.session, funnel });
  }
  return stored;
}

function aliasOf(visitor: string): string {
  return `f-${visitor.slice(0, 8)}`;
}

/** One visit for each string. What the door refuses it must refuse as the sender's mistake. */
async function visitWith(
  appUrl: string,
  key: string,
  visitor: string,
  some: string[],
): Promise<{ profile: string; session: string }> {
  let last: { profile: string; session: string } | undefined;
  for (const [index, payload] of some.entries()) {
    const response = await fetch(`${appUrl}/i/v1/batch`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        // A strange one looks like a program, and programs make no funnel: the first visit is a plain browser's.
        "user-agent": `${firefox} ${index === 0 ? "" : payload.replaceAll(/[^\x20-\x7e]/g, "").slice(0, 200)}`,
      },
      body: JSON.stringify(batchOf({ key, visitor, index, payload: storable(payload) })),
    });
    if (response.status === 202) {
      const answer = await response.json();
      if (answer.accepted > 0) last = answer;
    } else if (response.status !== 400) throw new Error(`${response.status} for ${JSON.stringify(payload)}`);
  }
  if (!last) throw new Error("none of these strings was accepted");
  return last;
}

function batchOf({
  key,
  visitor,
  index,
  payload,
}: Record<"key" | "visitor" | "payload", string> & { index: number }) {
  const now = Date.now();
  const inUrl = encodeURIComponent(payload.slice(0, 200));
  return {
    key,
    visitor,
    session: randomBytes(16).toString("hex"),
    mode: "production",
    sentAt: now,
    funnel: { id: aliasOf(visitor), title: payload.slice(0, 200), version: payload.slice(0, 50) },
    page: {
      url: `https://quiz.example/?utm_source=${inUrl}&utm_campaign=${inUrl}&${inUrl}=1`,
      referrer: `https://from.example/?${inUrl}`,
      language: payload.slice(0, 20),
    },
    inputs: {
      _USERID_: payload.slice(0, 200),
      [`key_${index}`]: payload.slice(0, 400),
      [payload.slice(0, 60)]: "x",
    },
    consent: { [payload.slice(0, 40)]: "granted", policyVersion: payload.slice(0, 40) },
    events: [
      {
        id: randomUUID(),
        name: "screen_presented",
        at: now,
        properties: {
          screen_id: payload.slice(0, 100),
          screen_title: payload,
          [payload.slice(0, 50)]: payload,
        },
      },
    ],
  };
}

/** Notes, tags, names of keys and entries of the audit log, as a person of the project could have written them. */
async function workOn(
  sql: postgres.TransactionSql,
  projectId: string,
  profileId: string,
  some: string[],
): Promise<void> {
  const now = new Date();
  const by = { actor_kind: "user", actor_id: newId(now) };
  for (const payload of some) {
    const words = storable(payload);
    const note = { project_id: projectId, body: words, version: 1, ...by, created_at: now };
    const noteId = newId(now);
    await sql`insert into notes ${sql({ ...note, id: noteId, profile_id: profileId, pinned_at: now })}`;
    await sql`insert into note_versions ${sql({ ...note, note_id: noteId })}`;
    await sql`insert into tags ${sql({ project_id: projectId, profile_id: profileId, name: [...words].slice(0, 40).join(""), ...by, created_at: now })} on conflict do nothing`;
    const details = { reason: words, before: { [words]: words }, after: { [words]: `${words}!` } };
    const digest = createHash("sha256").update(words).digest();
    await sql`insert into audit_log ${sql({
      project_id: projectId,
      id: newId(now),
      occurred_at: now,
      ...by,
      action: "note.edit",
      subject: words.slice(0, 100),
      profile_id: profileId,
      details: sql.json(details),
      digest,
      salt: digest,
      request_id: words.slice(0, 60),
    })}`;
  }
  const [name = ""] = some;
  await sql`update projects set name = ${`${name.slice(0, 60).trim()} x`} where id = ${projectId}`;
  await sql`update api_keys set name = ${name.slice(0, 60)} where project_id = ${projectId}`;
}

/** As every door makes it: without NUL and lone surrogates, which the database refuses. */
function storable(payload: string): string {
  return payload.replaceAll("\0", "").replaceAll(/\p{Surrogate}/gu, "\ufffd");
}
