import type { RateLimit } from "../core/rate-limiter";

/**
 * Far above what pages send: an address stands for a whole office or a phone network, a key for a funnel in prime time.
 * They hold per process and protect the others from one sender that has gone wild.
 */
export const senderLimit: RateLimit = { most: 1_000, windowMs: 10_000 };
export const keyLimit: RateLimit = { most: 200_000, windowMs: 10_000 };
