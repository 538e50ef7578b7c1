import type { ReactNode } from "react";
import { SideCard } from "@/components/shell/side-card";
import { Time } from "@/components/shell/time";
import { Check, Clock, type Icon, TriangleAlert, Undo2, X } from "@/components/ui/icons";
import { formatMoney } from "@/lib/core/money";
import type { Attempt, OrderDetail } from "@/lib/transactions/order";

type Part = { id: string; at: Date; icon: Icon; hue: string; title: ReactNode; detail: string };

/** How an order went, oldest first: each try, each refund, each dispute. */
export function OrderStory({ order }: { order: OrderDetail }) {
  const parts = partsOf(order);
  if (parts.length === 0) return null;
  return (
    <SideCard title="How it went">
      <ol className="grid gap-2.5 pt-1">
        {parts.map(({ id, at, icon: PartIcon, hue, title, detail }) => (
          <li key={id} className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-2.5">
            <span
              aria-hidden
              className={`${hue} grid size-6 place-items-center rounded-full bg-(--hue-bg) text-(--hue-fg) forced-colors:border [&>.lucide]:size-3.5`}
            >
              <PartIcon />
            </span>
            <div className="min-w-0 pt-0.5">
              <p className="wrap-anywhere">{title}</p>
              <p className="text-xs leading-5 wrap-anywhere text-text-muted">
                <Time value={at} format="full" />
                {detail && ` · ${detail}`}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </SideCard>
  );
}

function partsOf(order: OrderDetail): Part[] {
  const { currency, exponent } = order;
  const shown = (minor: bigint) => formatMoney({ minor, currency, exponent });
  // What was given back stands among the refunds; only refunds that are open are seen in their attempts.
  const attempts = order.attempts.filter(({ kind, state }) => kind !== "refund" || state !== "succeeded");
  const parts: Part[] = [
    ...attempts.map((attempt) => ({ id: attempt.id, at: attempt.createdAt, ...attemptPart(attempt, shown) })),
    ...order.refunds.map((refund) => ({
      id: refund.id,
      at: refund.occurredAt,
      icon: Undo2,
      hue: "hue-violet",
      title: (
        <>
          Refunded {shown(refund.amountMinor)} by <bdi>{refund.actorName}</bdi>
        </>
      ),
      detail: [
        refund.reason && `“${refund.reason}”`,
        refund.comment,
        refund.keptAccess ? "access kept" : "access ended",
      ]
        .filter(Boolean)
        .join(" · "),
    })),
    ...order.disputes.flatMap((dispute): Part[] => {
      const opened: Part = {
        id: dispute.id,
        at: dispute.openedAt,
        icon: TriangleAlert,
        hue: "hue-orange",
        title: `Contested ${shown(dispute.amountMinor)}`,
        detail: dispute.reason ?? "",
      };
      if (!dispute.closedAt) return [opened];
      const isWon = dispute.state === "won";
      const title = isWon ? "Dispute won, the money came back" : "Dispute lost";
      const end = { icon: isWon ? Check : X, hue: isWon ? "hue-green" : "hue-red", title, detail: "" };
      return [opened, { id: `${dispute.id} closed`, at: dispute.closedAt, ...end }];
    }),
  ];
  return parts.sort((a, b) => a.at.getTime() - b.at.getTime());
}

function attemptPart(
  { kind, state, amountMinor, decline, parkedReason }: Attempt,
  shown: (minor: bigint) => string,
): Omit<Part, "id" | "at"> {
  const what = kind === "refund" ? "Refund of " : "";
  const amount = `${what}${shown(amountMinor)}`;
  // Also of one that was refused, where the gateway has contradicted itself since.
  if (parkedReason)
    return {
      icon: TriangleAlert,
      hue: "hue-red",
      title: `${amount}: a person must decide`,
      detail: parkedReason,
    };
  switch (state) {
    case "succeeded":
      return { icon: Check, hue: "hue-green", title: `Settled, ${amount}`, detail: "" };
    case "declined": {
      const detail = [decline?.code, decline?.isWorthRetrying && "trying again may help"];
      const title = `Declined, ${amount}: ${decline?.reason ?? "no reason given"}`;
      return { icon: X, hue: "hue-red", title, detail: detail.filter(Boolean).join(" · ") };
    }
    case "not_executed":
      return { icon: X, hue: "hue-grey", title: `Never executed, ${amount}`, detail: "" };
    case "action_required":
      return { icon: Clock, hue: "hue-amber", title: `${amount} waits for the buyer to confirm`, detail: "" };
    default:
      return { icon: Clock, hue: "hue-grey", title: `${amount} waits for the provider's answer`, detail: "" };
  }
}
