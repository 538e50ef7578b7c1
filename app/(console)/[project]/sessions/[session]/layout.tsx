import type { ReactNode } from "react";
import { sessionPage } from "@/lib/http/records";

type Props = { params: Promise<{ project: string; session: string }>; children: ReactNode };

/** The gate stands above `loading.tsx`: once that is sent, an unknown id could no longer answer 404. */
export default async function SessionLayout({ params, children }: Props) {
  const { project, session: id } = await params;
  await sessionPage(project, id);
  return children;
}
