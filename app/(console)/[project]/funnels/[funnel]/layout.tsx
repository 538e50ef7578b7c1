import type { ReactNode } from "react";
import { funnelPage } from "@/lib/http/records";

type Props = { params: Promise<{ project: string; funnel: string }>; children: ReactNode };

/** The gate stands above `loading.tsx`: once that is sent, an unknown id could no longer answer 404. */
export default async function FunnelLayout({ params, children }: Props) {
  const { project, funnel: id } = await params;
  await funnelPage(project, id);
  return children;
}
