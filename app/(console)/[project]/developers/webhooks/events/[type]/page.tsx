import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TypeDetail } from "@/components/events/type-detail";
import { Page } from "@/components/shell/page";
import { eventTypes } from "@/lib/events/catalogue";
import { eventData } from "@/lib/events/data";
import { eventDescriptions } from "@/lib/events/descriptions";
import { exampleBody } from "@/lib/events/examples";
import { jsonSchemaOf } from "@/lib/events/json-schema";
import { linksOf } from "@/lib/http/links";
import { projectCtx } from "@/lib/http/session";
import { fieldsOf } from "@/lib/openapi/fields";

type Props = { params: Promise<{ project: string; type: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { type } = await params;
  return { title: eventTypes.find((known) => known === type) ?? "Event catalogue" };
}

export default async function EventTypePage({ params }: Props) {
  const { project, type: asked } = await params;
  await projectCtx(project, "customers:read");
  const type = eventTypes.find((known) => known === asked);
  if (!type) notFound();
  const links = linksOf(project);
  return (
    <Page
      path={[
        { href: links.webhooks, label: "Webhooks" },
        { href: links.eventTypes, label: "Event catalogue" },
      ]}
      title={type}
    >
      <TypeDetail
        type={type}
        described={eventDescriptions[type]}
        fields={fieldsOf(jsonSchemaOf(eventData[type]))}
        example={exampleBody(type)}
      />
    </Page>
  );
}
