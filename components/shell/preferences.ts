export const THEME_COOKIE = "dossier_theme";
export const ZONE_COOKIE = "dossier_zone";
export const KEYS_COOKIE = "dossier_keys";

export type Theme = "light" | "dark" | "system";

/** Root layout: `<html data-theme={themeAttribute(cookie)}>`; absent means the system decides, in CSS. */
export function themeAttribute(cookie: string | undefined): "light" | "dark" | undefined {
  return cookie === "light" || cookie === "dark" ? cookie : undefined;
}

export function remember(name: string, value: string): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  // cookieStore needs a secure context, which a console on a plain-HTTP address is not.
  Reflect.set(
    document,
    "cookie",
    `${name}=${encodeURIComponent(value)}; path=/; max-age=34560000; samesite=lax${secure}`,
  );
}

export function recall(name: string): string | undefined {
  const pair = document.cookie.split("; ").find((entry) => entry.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}
