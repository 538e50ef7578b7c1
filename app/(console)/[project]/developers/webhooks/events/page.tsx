import type { Metadata } from "next";
import { Prose } from "@/components/api-reference/prose";
import { TypeList } from "@/components/events/type-list";
import { VerifySnippets } from "@/components/events/verify-snippets";
import { AddressForm } from "@/components/shell/address-form";
import { Page } from "@/components/shell/page";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { catalogueSearch } from "@/lib/events/schema";
import { verifySnippets } from "@/lib/events/verify-snippets";
import { linksOf } from "@/lib/http/links";
import { projectCtx } from "@/lib/http/session";

export const metadata: Metadata = { title: "Event catalogue" };

type Props = {
  params: Promise<{ project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function EventCataloguePage({ params, searchParams }: Props) {
  const { project } = await params;
  await projectCtx(project, "customers:read");
  const { q } = catalogueSearch.parse(await searchParams);
  const links = linksOf(project);
  return (
    <Page path={[{ href: links.webhooks, label: "Webhooks" }]} title="Event catalogue">
      <div className="max-w-260 px-(--gutter) py-5">
        <h1 className="text-lg">Event catalogue</h1>
        <p className="mt-1 max-w-160 text-text-secondary">
          What endpoints are told, in one envelope. The same list comes as JSON Schema from{" "}
          <Prose text="`GET /api/v1/event-types`" />.
        </p>
        <AddressForm
          key={q}
          action={links.eventTypes}
          label="Search the catalogue"
          className="mt-3 flex max-w-100 items-center gap-2"
        >
          <Input
            type="search"
            name="q"
            defaultValue={q}
            maxLength={100}
            placeholder="refund, trial, consent…"
            aria-label="Words in the catalogue"
            data-hotkey="f"
            data-hotkey-label="Search the catalogue"
          />
          <Button type="submit">Search</Button>
        </AddressForm>
        <TypeList asked={q} path={links.eventTypes} hrefOf={links.eventType} />
        <section aria-labelledby="verify" className="mt-8 grid gap-2">
          <h2 id="verify" className="scroll-mt-14 text-md">
            Check the signature
          </h2>
          <p className="max-w-160 text-text-secondary">
            <Prose text="Each body is signed by Standard Webhooks: `webhook-signature` holds HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`, with what follows `whsec_` in the secret as base64 key. Keep the ids that you have worked on: the same event may come twice, always with the same `webhook-id`. Order it by `sequence` within one `profile_id`." />
          </p>
          <VerifySnippets snippets={verifySnippets} />
        </section>
      </div>
    </Page>
  );
}
