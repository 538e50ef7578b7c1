import type { Metadata } from "next";
import { providerNames } from "@/components/customers/provider-names";
import { InboundFacts } from "@/components/inbound-events/inbound-facts";
import { InboundRaw } from "@/components/inbound-events/inbound-raw";
import { InboundVerdict } from "@/components/inbound-events/inbound-verdict";
import { customerName, statusCode } from "@/components/inbound-events/inbound-words";
import { RetryEvents } from "@/components/inbound-events/retry-events";
import { CopyId } from "@/components/shell/copy-id";
import { Fact, Facts } from "@/components/shell/facts";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { StatusBadge } from "@/components/shell/status-badge";
import { Time } from "@/components/shell/time";
import { TwoClocks } from "@/components/shell/two-clocks";
import { Link } from "@/components/ui/link";
import { inboundEventPage } from "@/lib/http/records";
import { troubleOf } from "@/lib/inbound-events/troubles";
import { retryInboundAction } from "../actions";

export const metadata: Metadata = { title: "Event received" };

type Props = { params: Promise<{ project: string; inbound: string }> };

export default async function InboundEventPage({ params }: Props) {
  const { project, inbound } = await params;
  const { story, shownId, links, disabledReason } = await inboundEventPage(project, inbound);
  const { event, customer, body, facts } = story;
  const { provider, type, words, state } = event;
  const list = `${links.integration(provider)}/events`;
  const trouble = event.errorCode ? troubleOf(event.errorCode) : null;
  const headers = Object.entries(story.headers);
  return (
    <Page
      path={[
        { href: links.integrations, label: "Integrations" },
        { href: list, label: providerNames[provider] },
      ]}
      title={type}
    >
      <PageHeader
        title={words ?? type}
        badges={<StatusBadge kind="inbound" code={statusCode(event)} />}
        meta={
          <>
            <code className="mono wrap-anywhere">{type}</code>
            <CopyId value={shownId} label="Event" shown />
            {customer && (
              <Link href={links.customer(customer.id)} className="link">
                <bdi>{customerName(customer)}</bdi>
              </Link>
            )}
          </>
        }
      />
      <InboundVerdict
        event={event}
        problem={trouble?.title ?? null}
        fix={trouble?.fix ?? null}
        action={
          state === "parked" && (
            <RetryEvents
              slug={project}
              input={{ event: shownId }}
              retry={retryInboundAction}
              variant="primary"
              disabledReason={
                disabledReason ?? (event.hasBody ? undefined : "What was sent is no longer kept")
              }
            />
          )
        }
      />
      <div className="grid gap-x-8 gap-y-6 px-(--gutter) py-4 pb-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid min-w-0 content-start gap-6">
          <section aria-labelledby="stated">
            <h2 id="stated" className="mb-1.5">
              What it stated
            </h2>
            {facts.length > 0 ? (
              <InboundFacts facts={facts} />
            ) : (
              <p className="text-text-muted">
                {state === "ignored"
                  ? "Nothing: events of this type are kept and change nothing."
                  : state === "processed"
                    ? "Nothing that is kept."
                    : "Nothing of it holds until it is processed."}
              </p>
            )}
          </section>
          <section aria-labelledby="raw">
            <h2 id="raw" className="mb-1.5">
              What was sent
            </h2>
            <InboundRaw body={body} isErased={state === "processed" && words === null} />
          </section>
          {headers.length > 0 && (
            <section aria-labelledby="headers">
              <h2 id="headers" className="mb-1.5">
                Headers kept
              </h2>
              <Facts>
                {headers.map(([name, value]) => (
                  <Fact key={name} label={name}>
                    <code className="mono wrap-anywhere">{value}</code>
                  </Fact>
                ))}
              </Facts>
            </section>
          )}
        </div>
        <section aria-label="Facts" className="lg:order-none max-lg:order-first">
          <Facts>
            <Fact label="Happened">
              <Time value={event.occurredAt} format="full" focusable />
            </Fact>
            <Fact
              label="Received"
              note={<TwoClocks happened={event.occurredAt} arrived={event.receivedAt} />}
            >
              <Time value={event.receivedAt} format="full" focusable />
            </Fact>
            <Fact label="Processed">
              {event.processedAt ? <Time value={event.processedAt} format="full" focusable /> : "Not yet"}
            </Fact>
            <Fact label="Customer">
              {customer ? (
                <Link href={links.customer(customer.id)} className="link">
                  <bdi>{customerName(customer)}</bdi>
                </Link>
              ) : (
                "Nobody"
              )}
            </Fact>
            <Fact label="Provider's ID">
              <CopyId value={event.providerEventId} label="Provider's ID" shown />
            </Fact>
            <Fact label="Data">{event.environment === "preview" ? "Preview" : "Production"}</Fact>
            <Fact label="Read by">
              {event.parserVersion === null ? "Nothing yet" : `Parser version ${event.parserVersion}`}
            </Fact>
            <Fact label="Size">{event.bytes.toLocaleString("en")} bytes</Fact>
          </Facts>
        </section>
      </div>
    </Page>
  );
}
