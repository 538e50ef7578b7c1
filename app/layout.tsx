import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { THEME_COOKIE, themeAttribute } from "@/components/shell/preferences";
import { LinkLayer } from "@/components/ui/link-layer";
import "./globals.css";

export const metadata: Metadata = { title: { default: "Dossier", template: "%s · Dossier" } };

export const viewport: Viewport = { colorScheme: "light dark", viewportFit: "cover" };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const jar = await cookies();
  return (
    <html lang="en" data-theme={themeAttribute(jar.get(THEME_COOKIE)?.value)}>
      <body>
        {children}
        <LinkLayer />
      </body>
    </html>
  );
}
