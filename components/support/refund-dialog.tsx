"use client";

import { useState } from "react";
import type { Sent } from "@/components/identity/ask";
import { Input } from "@/components/ui/input";
import type { RefundPreview } from "@/lib/support/queries";
import { ActionFrame } from "./action-frame";
import type { Acts } from "./acts";
import { Choice } from "./choice";
import { moneyWords } from "./money-words";

type Seen = Sent<RefundPreview>;

/** How much, and whether access stays; then what follows. */
export function RefundDialog({
  slug,
  order,
  act,
  onClose,
}: {
  slug: string;
  order: string;
  act: Acts["refund"];
  onClose: () => void;
}) {
  const [part, setPart] = useState<"all" | "part">("all");
  const [typed, setTyped] = useState("");
  const [access, setAccess] = useState<"keep" | "end">("keep");
  const [currency, setCurrency] = useState("");
  const keepAccess = access === "keep";
  const amount = part === "part" ? { amount: typed.trim(), currency } : undefined;
  const isMissing = amount !== undefined && amount.amount === "";
  const asked = JSON.stringify({ keepAccess, ...(amount && { amount }) });
  return (
    <ActionFrame<Seen>
      slug={slug}
      title="Refund a payment"
      path={isMissing ? null : `/api/console/${slug}/orders/${order}/refund?act=${encodeURIComponent(asked)}`}
      missing={isMissing ? "Write how much" : undefined}
      confirm={(seen) => (seen?.effects.money ? `Refund ${moneyWords(seen.effects.money.amount)}` : "Refund")}
      done="Refunded"
      isDanger
      method={({ method }) => methodWords(method)}
      submit={(acted) => act(slug, { ...acted, order, keepAccess, ...(amount && { amount }) })}
      onClose={onClose}
    >
      {(seen) => (
        <>
          <Choice
            legend="How much"
            name="part"
            value={part}
            onChange={(value) => {
              if (seen) setCurrency(seen.refundable.currency);
              setPart(value);
            }}
            options={[
              { value: "all", label: seen ? `All of it, ${moneyWords(seen.refundable)}` : "All of it" },
              {
                value: "part",
                label: "A part",
                beside: (
                  <span className="flex items-center gap-2">
                    <span className="w-28">
                      <Input
                        aria-label={`Amount in ${currency}`}
                        className="text-end"
                        inputMode="decimal"
                        autoComplete="off"
                        autoFocus
                        value={typed}
                        maxLength={20}
                        onChange={(event) => setTyped(event.target.value)}
                      />
                    </span>
                    <span className="text-text-muted">{currency}</span>
                  </span>
                ),
              },
            ]}
          />
          <Choice
            legend="Access that it paid for"
            name="access"
            value={access}
            onChange={setAccess}
            options={[
              { value: "keep", label: "Stays" },
              { value: "end", label: "Ends with the refund" },
            ]}
          />
        </>
      )}
    </ActionFrame>
  );
}

function methodWords(method: Seen["method"]): string | undefined {
  if (!method?.lastFour) return undefined;
  const brand = method.brand ?? "card";
  return `${brand.charAt(0).toUpperCase()}${brand.slice(1)} ••${method.lastFour}`;
}
