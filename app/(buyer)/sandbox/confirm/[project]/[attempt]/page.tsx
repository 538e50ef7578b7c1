import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ConfirmButtons } from "@/components/sandbox/confirm-buttons";
import { Folder } from "@/components/sign-in/folder";
import { ButtonLink } from "@/components/ui/button";
import { formatMoney } from "@/lib/core/money";
import { buyersAttempt } from "@/lib/http/buyer";
import { findConfirmation } from "@/lib/subscriptions/confirm-sandbox";
import { confirmAction } from "./actions";

export const metadata: Metadata = { title: "Confirm a payment", robots: { index: false } };

type Props = { params: Promise<{ project: string; attempt: string }> };

const titles = {
  waiting: "Confirm this payment",
  confirmed: "Payment confirmed",
  refused: "Payment refused",
};

export default async function ConfirmPage({ params }: Props) {
  const address = await params;
  const { projectId, attemptId } = buyersAttempt(address);
  const confirmation = await findConfirmation(projectId, attemptId);
  if (!confirmation) notFound();
  const { amount, state, returnUrl } = confirmation;
  return (
    <Folder title={titles[state]} lead={`${formatMoney(amount)}, at the bank of the sandbox`}>
      {state === "waiting" ? (
        <ConfirmButtons {...address} confirm={confirmAction} />
      ) : returnUrl ? (
        <ButtonLink href={returnUrl} size="lg" wide>
          Back to the shop
        </ButtonLink>
      ) : (
        <p className="text-text-muted">You can close this page.</p>
      )}
    </Folder>
  );
}
