"use client";

import { useRouter } from "next/navigation";
import { Component, type ReactNode, startTransition } from "react";
import { Button } from "@/components/ui/button";
import { RotateCw, TriangleAlert } from "@/components/ui/icons";
import { CopyId } from "./copy-id";
import { failureWords } from "./failure";
import { useRecovery } from "./recovery";

type Failure = { digest?: string };

/** Around the Suspense of each card: a failure stays in it, with a sentence, Retry and the id to quote. */
export function CardBoundary({ what, children }: { what: string; children: ReactNode }) {
  const router = useRouter();
  return (
    <Boundary what={what} refresh={() => router.refresh()}>
      {children}
    </Boundary>
  );
}

class Boundary extends Component<
  { what: string; refresh: () => void; children: ReactNode },
  { failure: Failure | null }
> {
  override state: { failure: Failure | null } = { failure: null };

  static getDerivedStateFromError(error: Failure) {
    // Redirects and not-found travel as errors; they belong to Next.
    if (error.digest?.startsWith("NEXT_")) throw error;
    return { failure: error };
  }

  override render() {
    const { failure } = this.state;
    if (!failure) return this.props.children;
    return (
      <CardFailure
        what={this.props.what}
        errorId={failure.digest}
        onRetry={() =>
          startTransition(() => {
            this.props.refresh();
            this.setState({ failure: null });
          })
        }
      />
    );
  }
}

/** "Integrations could not be loaded". */
export function CardFailure({
  what,
  errorId,
  onRetry,
}: {
  what: string;
  /** The digest, which the log line of the failure carries too. */
  errorId?: string;
  onRetry: () => void;
}) {
  const isAway = errorId === "unavailable";
  const away = failureWords(errorId);
  useRecovery(isAway, onRetry);
  return (
    <div role="alert" className="hue-amber flex gap-3 px-(--gutter) py-4">
      <span
        aria-hidden
        className="grid size-7 flex-none place-items-center rounded-md bg-(--hue-bg) text-(--hue-fg) forced-colors:border"
      >
        <TriangleAlert />
      </span>
      <div className="min-w-0">
        <p className="font-medium">{what} could not be loaded</p>
        <p className="text-text-secondary">
          {isAway ? `${away.title}. ${away.lead}` : "What you see elsewhere on this page is not affected."}
        </p>
        {errorId && !isAway && (
          <p className="text-xs text-text-muted">
            Error <CopyId value={errorId} label="Error id" shown />
          </p>
        )}
        <div className="mt-2">
          <Button icon={<RotateCw aria-hidden className="size-3.5" />} onClick={onRetry}>
            Retry
          </Button>
        </div>
      </div>
    </div>
  );
}
