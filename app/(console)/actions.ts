"use server";

import { redirect } from "next/navigation";
import { endEverySession, endOwnSession } from "@/lib/http/auth";

export async function signOutAction(): Promise<void> {
  await endOwnSession();
  redirect("/sign-in");
}

export async function signOutEverywhereAction(): Promise<void> {
  await endEverySession();
  redirect("/sign-in");
}
