import { notFound } from "next/navigation";
import { projectCtx } from "@/lib/http/session";

type Props = { params: Promise<{ project: string }> };

/** Any other address below a project: members stay in the frame, strangers learn nothing. */
export default async function UnknownPage({ params }: Props) {
  await projectCtx((await params).project, "members:read");
  notFound();
}
