"use server";

import { startSignIn } from "@/lib/http/auth";

export async function signInAction(form: FormData): Promise<void> {
  await startSignIn(String(form.get("provider")), String(form.get("next")), form.has("again"));
}
