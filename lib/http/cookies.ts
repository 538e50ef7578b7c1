import { env } from "../core/env";

/** `__Host-` binds a cookie to this host over https; plain http is only ever loopback, where it would be refused. */
export function cookieName(name: string): string {
  return isSecure() ? `__Host-dossier.${name}` : `dossier.${name}`;
}

export function sessionCookie(): string {
  return cookieName("session");
}

export function cookieOptions() {
  return { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() } as const;
}

export function isSecure(): boolean {
  return env().appUrl.startsWith("https:");
}
