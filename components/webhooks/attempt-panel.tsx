import type { ReactNode } from "react";
import { Fact, Facts } from "@/components/shell/facts";
import { JsonView } from "@/components/shell/json-view";
import { Time } from "@/components/shell/time";
import type { DeliveryAttempt } from "@/lib/webhooks/delivery-story";
import { triggerWords, verdictWords } from "./delivery-words";

const keptCharacters = 4_096;

/** One attempt: what came of it in a sentence, what was asked and what was answered. */
export function AttemptPanel({ attempt, body }: { attempt: DeliveryAttempt; body: string | null }) {
  const [title, lead] = verdictWords(attempt);
  return (
    <div className="grid gap-x-8 gap-y-5 px-(--gutter) py-4 lg:grid-cols-[minmax(0,20rem)_minmax(0,1fr)]">
      <div className="grid content-start gap-4">
        <p>
          <b className="font-semibold">{title}</b> <span className="text-text-secondary">{lead}</span>
        </p>
        <Facts>
          <Fact label="Sent">
            <Time value={attempt.startedAt} format="full" />
          </Fact>
          <Fact label="Took">{attempt.durationMs.toLocaleString("en")} ms</Fact>
          <Fact label="Why then">{triggerWords[attempt.trigger]}</Fact>
          <Fact label="URL">{attempt.url}</Fact>
          <Fact label="Address">
            {attempt.address ? <code className="mono">{attempt.address}</code> : "Not connected"}
          </Fact>
          <Fact label="Payload">
            {attempt.isThin ? "Thin" : "Full"}, {attempt.requestBytes.toLocaleString("en")} bytes
          </Fact>
        </Facts>
      </div>
      <div className="grid min-w-0 content-start gap-5">
        <Part title="Request">
          <HeaderList
            headers={{ ...attempt.requestHeaders, "webhook-signature": "not kept" }}
            label="Request headers"
          />
          <Body text={body} label="Request body" none={noBody(attempt)} />
        </Part>
        <Part title="Response">
          {attempt.status === null ? (
            <p className="text-text-muted">There was none.</p>
          ) : (
            <>
              <HeaderList headers={attempt.responseHeaders ?? {}} label="Response headers" />
              <Body
                text={attempt.responseBody}
                label="Response body"
                none={attempt.responseHeaders === null ? "It is not kept any more." : "It was empty."}
              />
              {(attempt.responseBody?.length ?? 0) >= keptCharacters && (
                <p className="text-xs text-text-muted">
                  The first 4 KiB of {(attempt.responseBytes ?? 0).toLocaleString("en")} bytes that were read.
                </p>
              )}
            </>
          )}
        </Part>
      </div>
    </div>
  );
}

function noBody({ trigger }: DeliveryAttempt): string {
  return trigger === "test"
    ? "The body of a test is not kept."
    : "It is not kept any more: the person was erased, or its time is over.";
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid min-w-0 gap-2">
      <h2 className="text-md font-semibold">{title}</h2>
      {children}
    </section>
  );
}

export function HeaderList({ headers, label }: { headers: Record<string, string>; label: string }) {
  const all = Object.entries(headers);
  if (all.length === 0) return <p className="text-text-muted">No headers.</p>;
  return (
    <dl
      aria-label={label}
      className="mono grid grid-cols-[minmax(7rem,max-content)_minmax(0,1fr)] gap-x-4 gap-y-0.5 text-xs"
    >
      {all.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-text-muted wrap-anywhere">{name}</dt>
          <dd className={value === "hidden" || value === "not kept" ? "text-text-muted" : "wrap-anywhere"}>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** JSON is folded; anything else stands there as text. */
function Body({ text, label, none }: { text: string | null; label: string; none: string }) {
  if (!text) return <p className="text-text-muted">{none}</p>;
  const json = parsed(text);
  if (json !== undefined) return <JsonView value={json} label={label} />;
  return (
    <pre className="mono max-h-96 overflow-auto rounded-md bg-sunken px-3 py-2.5 text-xs whitespace-pre-wrap wrap-anywhere">
      {text}
    </pre>
  );
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
