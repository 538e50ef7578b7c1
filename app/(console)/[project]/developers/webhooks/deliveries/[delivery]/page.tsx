import type { Metadata } from "next";
import { CopyButton } from "@/components/shell/copy-id";
import { Nothing } from "@/components/shell/empty-state";
import { Page } from "@/components/shell/page";
import { ButtonLink, buttonStyle } from "@/components/ui/button";
import { Columns3 } from "@/components/ui/icons";
import { AttemptPanel } from "@/components/webhooks/attempt-panel";
import { AttemptTabs } from "@/components/webhooks/attempt-tabs";
import { CompareAttempts } from "@/components/webhooks/compare-attempts";
import { curlOf } from "@/components/webhooks/curl";
import { DeliveryHeader } from "@/components/webhooks/delivery-header";
import { ResendButton } from "@/components/webhooks/resend-button";
import { showId } from "@/lib/core/ids";
import { can, rolesWith } from "@/lib/core/permissions";
import { deliveryPage } from "@/lib/http/records";
import type { DeliveryAttempt } from "@/lib/webhooks/delivery-story";
import { resendAction } from "../../actions";

type Props = {
  params: Promise<{ project: string; delivery: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { project, delivery: id } = await params;
  const { story } = await deliveryPage(project, id);
  return { title: story.delivery.type };
}

export default async function DeliveryPage({ params, searchParams }: Props) {
  const { project: slug, delivery: id } = await params;
  const { ctx, story, shownId, links } = await deliveryPage(slug, id);
  const search = await searchParams;
  const { delivery, endpoint, customer, attempts, body } = story;
  const path = links.delivery(delivery.id);
  const bodyOf = ({ isThin }: DeliveryAttempt) => (isThin ? story.thin : body);
  const named = (asked: string | string[] | undefined) =>
    attempts.find((attempt) => showId("deliveryAttempt", attempt.id) === asked);
  const open = named(search.attempt) ?? attempts.at(-1) ?? null;
  const sent = open && bodyOf(open);
  const before = open && attempts[attempts.indexOf(open) - 1];
  const compared = named(search.compare);
  const addressOf = (attempt: DeliveryAttempt, other?: DeliveryAttempt) =>
    `${path}?attempt=${showId("deliveryAttempt", attempt.id)}${other ? `&compare=${showId("deliveryAttempt", other.id)}` : ""}`;
  const other = before ?? attempts.find((attempt) => attempt !== open);
  return (
    <Page
      path={[
        { href: links.webhooks, label: "Webhooks" },
        { href: links.endpoint(endpoint.id), label: hostOf(endpoint.url) },
      ]}
      title={delivery.type}
    >
      <DeliveryHeader
        story={story}
        shownId={shownId}
        eventId={showId("event", delivery.eventId)}
        endpointHref={links.endpoint(endpoint.id)}
        customerHref={customer ? links.customer(customer.id) : undefined}
        actions={
          <>
            <ResendButton
              slug={slug}
              delivery={shownId}
              attempts={attempts.length}
              href={path}
              resend={resendAction}
              disabledReason={
                can(ctx.actor, "webhooks:send")
                  ? offReason(endpoint.state)
                  : `For the roles ${rolesWith("webhooks:send").join(", ")}`
              }
            />
            {sent && open && (
              <CopyButton
                value={curlOf({ url: open.url, headers: open.requestHeaders, body: sent })}
                label="cURL command"
                className={buttonStyle({})}
              >
                Copy as cURL
              </CopyButton>
            )}
            {open && other && (
              <ButtonLink
                icon={<Columns3 aria-hidden />}
                href={compared ? addressOf(open) : addressOf(open, other)}
              >
                {compared ? "Stop comparing" : "Compare"}
              </ButtonLink>
            )}
          </>
        }
      />
      <AttemptTabs
        attempts={attempts.map((attempt) => ({ ...attempt, href: addressOf(attempt) }))}
        openId={open?.id ?? null}
        nextAt={delivery.nextAttemptAt}
      />
      {open && compared && compared !== open ? (
        <CompareAttempts
          attempts={attempts}
          older={compared}
          newer={open}
          hrefFor={(older, newer) => addressOf(newer, older)}
        />
      ) : open ? (
        <AttemptPanel attempt={open} body={sent} />
      ) : (
        <Nothing>
          {delivery.state === "skipped"
            ? "It was not sent: the endpoint was off when it happened. Resend it to send it now."
            : "It was not tried yet."}
        </Nothing>
      )}
      {sent && (
        <p className="px-(--gutter) pb-6 text-xs text-text-muted">
          The copied command holds no secret: put yours in its first line, and it signs the same body as of
          the moment you run it. Values of headers of your own are left out too.
        </p>
      )}
    </Page>
  );
}

function offReason(state: "active" | "paused" | "disabled" | "deleted"): string | undefined {
  if (state === "active") return undefined;
  return {
    paused: "Its endpoint is paused",
    disabled: "Its endpoint is disabled",
    deleted: "Its endpoint is deleted",
  }[state];
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
