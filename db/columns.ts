import { char, customType, text, timestamp, uuid } from "drizzle-orm/pg-core";

/** First column of every tenant table and first in each of its keys. */
export const projectId = () => uuid().notNull();
export const id = () => uuid().notNull();
export const instant = () => timestamp({ withTimezone: true, mode: "date" });
export const country = () => char({ length: 2 });
export const environment = () => text({ enum: environments }).notNull();

export const environments = ["production", "preview"] as const;
export type Environment = (typeof environments)[number];

export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });
