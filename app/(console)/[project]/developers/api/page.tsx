import type { Metadata } from "next";
import { Contents } from "@/components/api-reference/contents";
import { OperationSection } from "@/components/api-reference/operation-section";
import { Prose } from "@/components/api-reference/prose";
import { Shapes } from "@/components/api-reference/shapes";
import { Page } from "@/components/shell/page";
import { env } from "@/lib/core/env";
import { projectCtx } from "@/lib/http/session";
import { basics } from "@/lib/openapi/basics";
import { operations } from "@/lib/openapi/operations";
import { referenceOf } from "@/lib/openapi/reference";

export const metadata: Metadata = { title: "API reference" };

type Props = { params: Promise<{ project: string }> };

export default async function ApiReferencePage({ params }: Props) {
  await projectCtx((await params).project, "install:read");
  const { appUrl } = env();
  const reference = referenceOf(operations, appUrl);
  return (
    <Page
      title="API reference"
      aside={
        <a href="/api/v1/openapi.json" className="block truncate text-accent-text hover:underline">
          OpenAPI 3.1
        </a>
      }
    >
      <div className="relative grid grid-cols-[minmax(0,1fr)] items-start gap-x-8 px-(--gutter) lg:grid-cols-[17rem_minmax(0,1fr)]">
        <div className="py-5 lg:sticky lg:top-0 lg:max-h-[calc(100dvh-4.5rem)] lg:overflow-y-auto">
          <Contents reference={reference} />
        </div>
        <div className="min-w-0">
          <section aria-labelledby="basics" className="py-5 max-lg:border-t max-lg:border-border">
            <h2 id="basics" className="scroll-mt-14 text-lg">
              Keys, pages, errors
            </h2>
            <dl className="mt-3 grid max-w-176 gap-3">
              {basics.map(({ title, text }) => (
                <div key={title}>
                  <dt className="font-medium">{title}</dt>
                  <dd className="text-text-secondary">
                    <Prose text={text} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
          {reference.groups.map((group) => (
            <section key={group.name} aria-label={group.name}>
              {group.operations.map((operation) => (
                <OperationSection key={operation.id} operation={operation} />
              ))}
            </section>
          ))}
          <Shapes shapes={reference.shapes} />
        </div>
      </div>
    </Page>
  );
}
