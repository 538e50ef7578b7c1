import { redirect } from "next/navigation";
import { projectCtx } from "@/lib/http/session";

type Props = { params: Promise<{ project: string }> };

export default async function SettingsPage({ params }: Props) {
  const { project } = await projectCtx((await params).project, "members:read");
  redirect(`/${project.slug}/settings/project`);
}
