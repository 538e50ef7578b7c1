import { z } from "zod";

/** What we take from a provider: the subject is the identity, the address counts only because the provider verified it. */
export type VerifiedProfile = { id: string; name: string | null; email: string; image: string | null };

const claims = z.object({
  sub: z.string().min(1).max(255),
  email: z.email().max(254),
  // Some providers write the boolean as text.
  email_verified: z.union([z.literal(true), z.literal("true")]),
  name: z.string().nullish(),
  preferred_username: z.string().nullish(),
});

const githubUser = z.object({
  id: z.int(),
  login: z.string(),
  name: z.string().nullish(),
});

const githubEmails = z.array(z.object({ email: z.email(), primary: z.boolean(), verified: z.boolean() }));

/** Null unless the claims carry a subject and an address that the provider says is verified. */
export function profileFromClaims(raw: unknown): VerifiedProfile | null {
  const parsed = claims.safeParse(raw);
  if (!parsed.success) return null;
  const { sub, email, name, preferred_username } = parsed.data;
  return {
    id: sub,
    name: shortened(name ?? preferred_username ?? null),
    email: email.toLowerCase(),
    image: null,
  };
}

/** Null unless the primary address of the account is verified; the public one in the profile proves nothing. */
export function profileFromGithub(rawUser: unknown, rawEmails: unknown): VerifiedProfile | null {
  const user = githubUser.safeParse(rawUser);
  const emails = githubEmails.safeParse(rawEmails);
  const primary = emails.success ? emails.data.find((email) => email.primary && email.verified) : undefined;
  if (!user.success || !primary) return null;
  const name = shortened(user.data.name ?? user.data.login);
  return { id: String(user.data.id), name, email: primary.email.toLowerCase(), image: null };
}

function shortened(name: string | null): string | null {
  return name?.replaceAll("\u0000", "").trim().slice(0, 120) || null;
}
