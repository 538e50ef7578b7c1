import type { ReactNode } from "react";
import { subscriptionPage } from "@/lib/http/records";

type Props = { params: Promise<{ project: string; subscription: string }>; children: ReactNode };

/** The gate stands above `loading.tsx`: once that is sent, an unknown id could no longer answer 404. */
export default async function SubscriptionLayout({ params, children }: Props) {
  const { project, subscription: id } = await params;
  await subscriptionPage(project, id);
  return children;
}
