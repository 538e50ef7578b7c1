import type { Metadata } from "next";
import { FirstRun } from "@/components/shell/empty-state";
import { Page } from "@/components/shell/page";
import { Button, ButtonLink } from "@/components/ui/button";
import { BookOpen, Lock, Plus, RotateCw, Send, ShieldCheck } from "@/components/ui/icons";
import { EndpointTable } from "@/components/webhooks/endpoint-table";
import { TroubleBanners } from "@/components/webhooks/trouble-banners";
import { showId } from "@/lib/core/ids";
import { roleCan, rolesWith } from "@/lib/core/permissions";
import { eventTypes } from "@/lib/events/catalogue";
import { linksOf } from "@/lib/http/links";
import { projectCtx } from "@/lib/http/session";
import { listEndpoints, listTroubledEndpoints } from "@/lib/webhooks/queries";

export const metadata: Metadata = { title: "Webhooks" };

type Props = { params: Promise<{ project: string }> };

export default async function WebhooksPage({ params }: Props) {
  const { ctx, project, role } = await projectCtx((await params).project, "webhooks:read");
  const links = linksOf(project.slug);
  const [listed, troubled] = await Promise.all([listEndpoints(ctx), listTroubledEndpoints(ctx)]);
  const add = roleCan(role, "webhooks:write") ? (
    <ButtonLink variant="primary" icon={<Plus aria-hidden />} hotkey="n" href={`${links.webhooks}/new`}>
      Add endpoint
    </ButtonLink>
  ) : (
    <Button
      icon={<Lock aria-hidden />}
      disabledReason={`For the roles ${rolesWith("webhooks:write").join(", ")}`}
    >
      Add endpoint
    </Button>
  );
  if (listed.length === 0)
    return (
      <Page title="Webhooks" fill>
        <FirstRun
          title="Your backend hears what happens"
          lead="Every change of a customer as a signed request to an address of yours, within a second."
          points={[
            {
              icon: <ShieldCheck aria-hidden />,
              text: "Signed as Standard Webhooks say, so any library verifies it",
            },
            {
              icon: <RotateCw aria-hidden />,
              text: "Tried ten times over three days when your server is away",
            },
            {
              icon: <Send aria-hidden />,
              text: "Every attempt kept, and what was missed sent again by one click",
            },
          ]}
          actions={
            <>
              {add}
              <ButtonLink icon={<BookOpen aria-hidden />} href={links.eventTypes}>
                Event catalogue
              </ButtonLink>
            </>
          }
        />
      </Page>
    );
  return (
    <Page title="Webhooks" fill aside={listed.length}>
      <TroubleBanners
        troubled={troubled.map((endpoint) => ({
          id: endpoint.id,
          url: endpoint.url,
          href: links.endpoint(endpoint.id),
          isDisabled: endpoint.state === "disabled",
          reason: endpoint.disabledReason,
          since: endpoint.failingSince ?? endpoint.stateSince,
        }))}
      />
      <div className="flex min-h-11 flex-none items-center px-(--gutter) py-1.5">
        <p className="text-text-muted max-sm:hidden">Attempts and figures of the last 24 hours</p>
        <div className="ms-auto flex gap-2">
          <ButtonLink icon={<BookOpen aria-hidden />} href={links.eventTypes}>
            Event catalogue
          </ButtonLink>
          {add}
        </div>
      </div>
      <EndpointTable
        allTypes={eventTypes.length}
        rows={listed.map(({ endpoint, health, standing }) => ({
          id: showId("endpoint", endpoint.id),
          href: links.endpoint(endpoint.id),
          url: endpoint.url,
          description: endpoint.description,
          environment: endpoint.environment,
          types: endpoint.types?.length ?? null,
          health,
          standing,
          actorName: endpoint.actorName,
        }))}
      />
    </Page>
  );
}
