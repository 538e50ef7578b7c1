"use server";

import { revalidatePath } from "next/cache";
import { systemClock } from "@/lib/core/clock";
import { requireSameOrigin } from "@/lib/http/action";
import { buyersAttempt } from "@/lib/http/buyer";
import { confirmPurchase } from "@/lib/subscriptions/confirm-sandbox";

export async function confirmAction(
  address: { project: string; attempt: string },
  isConfirmed: boolean,
): Promise<void> {
  await requireSameOrigin();
  const { projectId, attemptId } = buyersAttempt({
    project: String(address?.project),
    attempt: String(address?.attempt),
  });
  await confirmPurchase(projectId, systemClock, attemptId, isConfirmed === true);
  revalidatePath("/(buyer)/sandbox/confirm/[project]/[attempt]", "page");
}
