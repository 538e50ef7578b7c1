import { redirect } from "next/navigation";
import { projectCtx } from "@/lib/http/session";

type Props = { params: Promise<{ project: string }> };

export default async function ProjectPage({ params }: Props) {
  const { project } = await projectCtx((await params).project, "customers:read");
  redirect(`/${project.slug}/customers`);
}
