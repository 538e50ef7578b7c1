import type { ReactNode } from "react";
import { CopyId } from "@/components/shell/copy-id";
import { Meta, PageHeader } from "@/components/shell/page-header";
import { Time } from "@/components/shell/time";
import { ButtonLink } from "@/components/ui/button";
import { Send } from "@/components/ui/icons";
import type { Endpoint } from "@/lib/webhooks/queries";
import type { EndpointHealth, Standing } from "@/lib/webhooks/standing";
import { DeliveredShare } from "./endpoint-table";
import { HoursChart } from "./hours-chart";
import { StandingBadge } from "./standing";

export function EndpointHeader({
  endpoint,
  shownId,
  health,
  standing,
  allTypes,
  testHref,
  tools,
}: {
  endpoint: Endpoint;
  shownId: string;
  health: EndpointHealth;
  standing: Standing;
  allTypes: number;
  /** Absent where whoever looks may not send. */
  testHref?: string;
  tools?: ReactNode;
}) {
  const { url, environment, types, secretSetAt, description } = endpoint;
  return (
    <PageHeader
      title={url}
      badges={<StandingBadge standing={standing} />}
      meta={
        <>
          <CopyId value={shownId} label="Endpoint ID" shown />
          {description && <bdi className="text-text">{description}</bdi>}
          <span>{types === null ? "All events" : `${types.length} of ${allTypes} events`}</span>
          <span>{environment === "preview" ? "Preview data" : "Live data"}</span>
          <Meta label="Secret set">
            <Time value={secretSetAt} format="day" />
          </Meta>
        </>
      }
      figures={[
        { value: <DeliveredShare health={health} />, label: "delivered, 24 h" },
        {
          value: health.p95Ms === null ? "–" : `${health.p95Ms.toLocaleString("en")} ms`,
          label: "p95 when it answers",
        },
      ]}
      actions={
        <>
          {health.isKnown && (
            <div className="w-44 max-sm:hidden">
              <HoursChart health={health} caption={`Attempts to reach ${url} in the last 24 hours`} />
            </div>
          )}
          {testHref && (
            <ButtonLink icon={<Send aria-hidden />} href={testHref}>
              Send test
            </ButtonLink>
          )}
          {tools}
        </>
      }
    />
  );
}
