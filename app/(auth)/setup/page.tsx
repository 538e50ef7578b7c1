import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SetUpForm } from "@/components/projects/set-up-form";
import { Folder } from "@/components/sign-in/folder";
import { isSetUp, requireViewer } from "@/lib/http/session";
import { setUpAction } from "./actions";

export const metadata: Metadata = { title: "Set up" };

export default async function SetUpPage() {
  const viewer = await requireViewer();
  if (await isSetUp()) redirect("/");
  return (
    <Folder title="You will be the owner" lead={`Signed in as ${viewer.email}`}>
      <SetUpForm setUp={setUpAction} />
    </Folder>
  );
}
