import type { ReactNode } from "react";
import { CopyId } from "@/components/shell/copy-id";
import { Meta, PageHeader } from "@/components/shell/page-header";
import { FactsLink } from "@/components/shell/story";
import { Time } from "@/components/shell/time";
import { Badge } from "@/components/ui/badge";
import { buttonStyle } from "@/components/ui/button";
import { Filter } from "@/components/ui/icons";
import type { Funnel } from "@/lib/funnels/queries";

const receivingMs = 24 * 3_600_000;

/** Which funnel, whether visits still come, which days are shown. */
export function FunnelHeader({
  funnel,
  shownId,
  now,
  range,
}: {
  funnel: Funnel;
  shownId: string;
  now: Date;
  range: ReactNode;
}) {
  const isReceiving = now.getTime() - funnel.lastSeenAt.getTime() < receivingMs;
  return (
    <PageHeader
      mark={<Filter />}
      title={funnel.title ?? funnel.alias}
      badges={
        isReceiving ? (
          <Badge hue="green" tip="The last visit came within a day">
            Receiving
          </Badge>
        ) : (
          <Badge hue="grey" hollow tip="No visit within a day">
            Quiet
          </Badge>
        )
      }
      meta={
        <>
          <CopyId shown value={shownId} label="Funnel ID" hotkey="y" />
          <Meta label="First visit">
            <Time value={funnel.firstSeenAt} format="day" focusable />
          </Meta>
          <Meta label="Last visit">
            <Time value={funnel.lastSeenAt} focusable />
          </Meta>
        </>
      }
      actions={
        <>
          <FactsLink className={buttonStyle({})} />
          {range}
        </>
      }
    />
  );
}
