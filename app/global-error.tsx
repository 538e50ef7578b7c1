"use client";

import "./globals.css";
import RootError from "./error";

type Props = { error: Error & { digest?: string } };

export default function GlobalError({ error }: Props) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · Dossier</title>
        <RootError error={error} />
      </body>
    </html>
  );
}
