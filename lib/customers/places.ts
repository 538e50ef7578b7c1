import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { countEmailsAhead, sampleEmails, walkedEmails } from "../search/email-part";
import { canonicalOnPage, joinedAmong, joinedStatement, needsJoined } from "./joined";
import {
  type Driver,
  emailOf,
  firstPlaces,
  type LeadingFilter,
  placesStatement,
  sizeStatement,
  type Walk,
} from "./walk";

export type Place = { at: Date; id: string };

/** Filters with fewer rows than this are gathered whole; those with more are dense enough to be met while walking. */
const fewRows = { alone: 5_000, paired: 15_000, marks: 3_000 };
const nearRows = 2_000;
const sampleSize = 5_000;
const commonInSample = 100;

/** The next places of a list, `limit` at most. Which index leads is decided by what the filters hold, in bounded looks. */
export async function findPlaces(tx: Transaction, walk: Walk, limit: number): Promise<Place[]> {
  if (matchesNothing(walk)) return [];
  if (!needsJoined(walk)) return walkedPlaces(tx, walk, limit);
  const found = await (walk.sort.by === "seen" ? alonePlaces : walkedPlaces)(tx, walk, limit);
  const last = found.length === limit ? (found.at(-1) ?? null) : null;
  const near = last !== null && (await isNear(tx, walk, last));
  const joined = await places(tx, firstPlaces(walk, joinedStatement(walk, { last, isNear: near }), limit));
  if (joined.length === 0) return found;
  const all = new Map([...found, ...joined].map((place) => [place.id, place]));
  const sign = walk.sort.isAscending ? 1 : -1;
  const inOrder = (a: Place, b: Place) => sign * (a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
  return [...all.values()].sort(inOrder).slice(0, limit);
}

/** Whether a page's joined customers are soon met along the list; else each that there is must be looked up. */
async function isNear(tx: Transaction, walk: Walk, last: Place): Promise<boolean> {
  const along = sql`${canonicalOnPage(walk, last)} limit ${sql.raw(String(nearRows))}`;
  return (await count(tx, sql`select count(*)::int as count from (${along}) along`)) < nearRows;
}

/** Without the customers of several profiles, whose place by the last visit is that of the latest of these. */
async function alonePlaces(tx: Transaction, walk: Walk, limit: number): Promise<Place[]> {
  const met = await walkedPlaces(tx, walk, limit);
  if (met.length === 0) return [];
  const joined = new Set((await tx.execute(joinedAmong(walk, met))).map((row) => row.customer_id));
  const found = met.filter((place) => !joined.has(place.id));
  const after = met.at(-1) ?? null;
  if (met.length < limit || joined.size === 0) return found;
  const further = await alonePlaces(tx, { ...walk, after }, Math.max(limit - found.length, 10));
  return [...found, ...further].slice(0, limit);
}

async function walkedPlaces(tx: Transaction, walk: Walk, limit: number): Promise<Place[]> {
  const run = (driver: Driver) => places(tx, placesStatement(walk, driver, limit));
  const driver = walk.sort.by === "seen" ? await driverBySeen(tx, walk) : await driverByCreated(tx, walk);
  const found = await run(driver);
  if (driver === "marks in order" && found.length < limit) return run(walk.tags ? "tags" : "attributes");
  if (driver !== "emails in order" || found.length === limit) return found;
  const place = { isAscending: walk.sort.isAscending, after: walk.after };
  const ahead = await count(tx, countEmailsAhead(emailOf(walk), place));
  return ahead < walkedEmails ? found : run("rare emails");
}

/** The driver for reading every match, in no order. */
export function driverOfAll({ attributes, tags, integrations, emailPart, funnelIds }: Walk): Driver {
  if (tags) return "tags";
  if (attributes.length > 0) return "attributes";
  if (integrations) return "integrations";
  if (emailPart) return "rare emails";
  return funnelIds ? "funnels" : "all";
}

export function matchesNothing(walk: Walk): boolean {
  return walk.funnelIds?.length === 0 || walk.integrations?.length === 0;
}

async function driverByCreated(tx: Transaction, walk: Walk): Promise<Driver> {
  const { funnelIds, integrations, emailPart } = walk;
  const mark = await leadingMark(tx, walk);
  if (mark) return mark;
  const isPaired = funnelIds ?? integrations ?? emailPart;
  // Along all, those who have not opted in are met in an index that holds nobody else.
  if (walk.notOptedIn && isPaired && (await isFew(tx, walk, "not opted in"))) return "all";
  if (!funnelIds && !integrations) return emailPart ? "emails in order" : alongAll(walk);
  if (!emailPart && !integrations) return "funnels";
  if (!emailPart && !funnelIds) return "integrations";
  if (integrations && (await isFew(tx, walk, "integrations"))) return "integrations";
  if (funnelIds && (await isFew(tx, walk, "funnels"))) return "funnels";
  return emailPart ? "emails in order" : "integrations";
}

/** The copies of a profile are in order of its first visit, so here a filter leads only when it is gathered whole. */
async function driverBySeen(tx: Transaction, walk: Walk): Promise<Driver> {
  const { funnelIds, integrations, emailPart } = walk;
  const mark = await leadingMark(tx, walk);
  if (mark) return mark;
  if (walk.notOptedIn && (await isFew(tx, walk, "not opted in"))) return "not opted in";
  if (integrations && (await isFew(tx, walk, "integrations"))) return "integrations";
  if (funnelIds && (await isFew(tx, walk, "funnels"))) return "funnels";
  if (!emailPart) return alongAll(walk);
  const sampled = await count(tx, sampleEmails(emailOf(walk), sampleSize));
  return sampled > commonInSample ? "all" : "rare emails";
}

function alongAll({ tags, attributes }: Walk): Driver {
  return tags || attributes.length > 0 ? "marks in order" : "all";
}

async function leadingMark(tx: Transaction, walk: Walk): Promise<"tags" | "attributes" | null> {
  if (walk.tags && (await isFew(tx, walk, "tags"))) return "tags";
  return walk.attributes.length > 0 && (await isFew(tx, walk, "attributes")) ? "attributes" : null;
}

async function isFew(tx: Transaction, walk: Walk, driver: LeadingFilter): Promise<boolean> {
  const isPaired =
    [walk.funnelIds, walk.integrations, walk.emailPart].filter((one) => one !== null).length > 1;
  const isMark = driver === "tags" || driver === "attributes";
  const rest = isPaired && walk.sort.by === "seen" ? fewRows.paired : fewRows.alone;
  const few = isMark ? fewRows.marks : rest;
  return (await count(tx, sizeStatement(walk, driver, few))) < few;
}

/** The number in a statement's one row. */
export async function count(tx: Transaction, statement: SQL): Promise<number> {
  const [row] = await tx.execute(statement);
  return Number(row?.count);
}

async function places(tx: Transaction, statement: SQL): Promise<Place[]> {
  const rows = await tx.execute(statement);
  return rows.map((row) => ({ at: new Date(String(row.at)), id: String(row.id) }));
}
