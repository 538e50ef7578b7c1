import { Suspense } from "react";
import { AttributesPanels, AttributesSkeleton } from "@/components/attributes/attributes-panels";
import { CustomerFacts } from "@/components/customers/customer-facts";
import { CardBoundary } from "@/components/shell/card-boundary";
import { FactsOnDemand } from "@/components/shell/story";
import { countAttributeChanges, listAttributeChanges } from "@/lib/attributes/queries";
import { attributeLimits, isFixed } from "@/lib/attributes/rules";
import { attributesSearch } from "@/lib/attributes/schema";
import { can, rolesWith } from "@/lib/core/permissions";
import { listAttributes } from "@/lib/customers/facts";
import { customerPage } from "@/lib/http/records";
import { addTagAction, removeTagAction } from "../actions";
import { setAttributesAction } from "./actions";

const tagActions = { add: addTagAction, remove: removeTagAction };

type Props = {
  params: Promise<{ project: string; customer: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function CustomerAttributesPage({ params, searchParams }: Props) {
  const { project, customer: id } = await params;
  const { ctx, customer, shownId, links, facts } = await customerPage(project, id);
  const { history: key } = attributesSearch.parse(await searchParams);
  const path = `${links.customer(customer.id)}/attributes`;
  const load = async () => {
    const [attributes, counts, changes] = await Promise.all([
      listAttributes(ctx, customer),
      countAttributeChanges(ctx, customer),
      key ? listAttributeChanges(ctx, customer, key) : [],
    ]);
    return {
      attributes: attributes.map((attribute) => ({
        ...attribute,
        isFixed: isFixed(attribute.key),
        changes: counts.get(attribute.key) ?? 0,
      })),
      open: key ? { key, changes } : null,
    };
  };
  const mayWrite = can(ctx.actor, "customers:write");
  return (
    <>
      <FactsOnDemand label="Facts about this customer">
        <CustomerFacts {...facts} tagActions={tagActions} />
      </FactsOnDemand>
      <CardBoundary what="Attributes">
        <Suspense key={key} fallback={<AttributesSkeleton />}>
          <AttributesPanels
            load={load}
            doors={{
              href: (history) => (history ? `${path}?${new URLSearchParams({ history })}` : path),
              most: attributeLimits.count,
              setting: mayWrite ? { slug: project, customer: shownId, set: setAttributesAction } : null,
              readOnlyReason: mayWrite
                ? undefined
                : `For the roles ${rolesWith("customers:write").join(", ")}`,
            }}
          />
        </Suspense>
      </CardBoundary>
    </>
  );
}
