import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Page } from "@/components/shell/page";
import { EndpointHeader } from "@/components/webhooks/endpoint-header";
import { EndpointMenu } from "@/components/webhooks/endpoint-menu";
import { EndpointTabs } from "@/components/webhooks/endpoint-tabs";
import { EndpointVerdict } from "@/components/webhooks/endpoint-verdict";
import { RecoverButton } from "@/components/webhooks/recover-button";
import { can, rolesWith } from "@/lib/core/permissions";
import { eventTypes } from "@/lib/events/catalogue";
import { endpointPage } from "@/lib/http/records";
import { countUndelivered } from "@/lib/webhooks/deliveries";
import {
  deleteEndpointAction,
  enableEndpointAction,
  pauseEndpointAction,
  recoverAction,
  resumeEndpointAction,
} from "../actions";

type Props = { params: Promise<{ project: string; endpoint: string }>; children: ReactNode };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { project, endpoint: id } = await params;
  const { endpoint } = await endpointPage(project, id);
  return { title: hostOf(endpoint.url) };
}

export default async function EndpointLayout({ params, children }: Props) {
  const { project: slug, endpoint: id } = await params;
  const { ctx, endpoint, health, standing, shownId, links } = await endpointPage(slug, id);
  const undelivered = await countUndelivered(ctx, endpoint.id);
  const { state } = endpoint;
  const href = links.endpoint(endpoint.id);
  const reasonFor = (permission: "webhooks:write" | "webhooks:send") =>
    can(ctx.actor, permission) ? undefined : `For the roles ${rolesWith(permission).join(", ")}`;
  const total = undelivered.failed + undelivered.retrying + undelivered.skipped;
  const amount = `${total.toLocaleString("en")}${undelivered.isExact ? "" : "+"}`;
  const isOff = state === "disabled" || state === "paused";
  const onWord = state === "disabled" ? "Enable" : "Resume";
  return (
    <Page path={[{ href: links.webhooks, label: "Webhooks" }]} title={hostOf(endpoint.url)}>
      <EndpointHeader
        endpoint={endpoint}
        shownId={shownId}
        health={health}
        standing={standing}
        allTypes={eventTypes.length}
        testHref={can(ctx.actor, "webhooks:send") && state === "active" ? `${href}/test` : undefined}
        tools={
          state !== "deleted" && (
            <EndpointMenu
              slug={slug}
              endpoint={shownId}
              url={endpoint.url}
              state={state}
              listPath={links.webhooks}
              actions={{
                pause: pauseEndpointAction,
                resume: resumeEndpointAction,
                enable: enableEndpointAction,
                remove: deleteEndpointAction,
              }}
              disabledReason={reasonFor("webhooks:write")}
            />
          )
        }
      />
      {state !== "deleted" && (
        <EndpointVerdict
          standing={standing}
          actorName={endpoint.actorName}
          undelivered={undelivered}
          action={
            (isOff || total > 0) && (
              <RecoverButton
                slug={slug}
                endpoint={shownId}
                href={href}
                since={total > 0 ? (undelivered.since?.toISOString() ?? null) : null}
                words={[
                  ...(isOff ? [onWord] : []),
                  ...(total > 0 ? [`${isOff ? "and send" : "Send"} ${amount} again`] : []),
                ].join(" ")}
                turnOn={
                  state === "disabled" ? enableEndpointAction : isOff ? resumeEndpointAction : undefined
                }
                recover={recoverAction}
                disabledReason={
                  (isOff ? reasonFor("webhooks:write") : undefined) ??
                  (total > 0 ? reasonFor("webhooks:send") : undefined)
                }
              />
            )
          }
        />
      )}
      <EndpointTabs href={href} mayTest={state !== "deleted"} />
      {children}
    </Page>
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
