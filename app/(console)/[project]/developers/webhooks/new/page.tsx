import type { Metadata } from "next";
import { Page } from "@/components/shell/page";
import { EndpointForm } from "@/components/webhooks/endpoint-form";
import { eventTypes } from "@/lib/events/catalogue";
import { linksOf } from "@/lib/http/links";
import { projectCtx } from "@/lib/http/session";
import { addEndpointAction } from "../actions";

export const metadata: Metadata = { title: "Add an endpoint" };

type Props = { params: Promise<{ project: string }> };

export default async function NewEndpointPage({ params }: Props) {
  const { project } = await projectCtx((await params).project, "webhooks:write");
  const links = linksOf(project.slug);
  return (
    <Page path={[{ href: links.webhooks, label: "Webhooks" }]} title="Add an endpoint">
      <div className="grid max-w-160 gap-5 px-(--gutter) py-6">
        <h1 className="text-xl tracking-[-0.018em]">Add an endpoint</h1>
        <EndpointForm
          slug={project.slug}
          listPath={links.webhooks}
          allTypes={eventTypes}
          endpoint={null}
          add={addEndpointAction}
        />
      </div>
    </Page>
  );
}
