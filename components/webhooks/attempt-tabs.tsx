import clsx from "clsx";
import { Time } from "@/components/shell/time";
import { Dot } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import type { DeliveryAttempt } from "@/lib/webhooks/delivery-story";
import { answerWords, ordinal, triggerWords } from "./delivery-words";

export type ShownAttempt = DeliveryAttempt & { href: string };

/** Each attempt as a tab, and the one that is to come. */
export function AttemptTabs({
  attempts,
  openId,
  nextAt,
}: {
  attempts: ShownAttempt[];
  openId: string | null;
  nextAt: Date | null;
}) {
  const face = "min-w-36 flex-none border-e border-border-subtle px-4 py-2.5";
  return (
    <nav
      aria-label="Attempts"
      className="no-scrollbar flex overflow-x-auto border-y border-border ps-[calc(var(--gutter)-1rem)]"
    >
      {attempts.map((attempt, at) => {
        const isOpen = attempt.id === openId;
        const isGood = attempt.error === null;
        return (
          <Link
            key={attempt.id}
            href={attempt.href}
            scroll={false}
            aria-current={isOpen ? "true" : undefined}
            {...(at < 9 && { "data-hotkey": String(at + 1) })}
            className={clsx(
              face,
              "relative block -outline-offset-2",
              isOpen
                ? "bg-selected after:absolute after:inset-x-0 after:bottom-0 after:h-0.5 after:bg-accent"
                : "hover:bg-hover",
            )}
          >
            <span className="flex items-center gap-1.5 font-medium">
              <Dot hue={isGood ? "green" : "red"} />
              {answerWords(attempt)}
            </span>
            <span className="block text-xs whitespace-nowrap text-text-muted">
              {ordinal(at + 1)}, <Time value={attempt.startedAt} format="seconds" />
              {attempt.trigger !== "schedule" && `, ${triggerWords[attempt.trigger]}`}
            </span>
          </Link>
        );
      })}
      {nextAt && (
        <div className={face}>
          <span className="flex items-center gap-1.5 text-text-muted">
            <Dot hue="grey" hollow />
            {ordinal(attempts.length + 1)}
          </span>
          <span className="block text-xs whitespace-nowrap text-text-muted">
            <Time value={nextAt} />
          </span>
        </div>
      )}
    </nav>
  );
}
