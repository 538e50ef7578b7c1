import type { Metadata } from "next";
import { Nothing } from "@/components/shell/empty-state";
import { AttemptPanel } from "@/components/webhooks/attempt-panel";
import { AttemptTabs } from "@/components/webhooks/attempt-tabs";
import { TestChoice } from "@/components/webhooks/test-choice";
import { TestForm } from "@/components/webhooks/test-form";
import type { Ctx } from "@/lib/core/ctx";
import { isAppError } from "@/lib/core/errors";
import { showId } from "@/lib/core/ids";
import { can, rolesWith } from "@/lib/core/permissions";
import { getCustomerByAnyId } from "@/lib/customers/any-id";
import { endpointPage } from "@/lib/http/records";
import { listTests } from "@/lib/webhooks/delivery-story";
import { testSearch } from "@/lib/webhooks/schema";
import { testBody } from "@/lib/webhooks/test-body";
import { sendTestAction } from "../../actions";

export const metadata: Metadata = { title: "Test" };

type Props = {
  params: Promise<{ project: string; endpoint: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function EndpointTestPage({ params, searchParams }: Props) {
  const { project: slug, endpoint: id } = await params;
  const { ctx, endpoint, shownId, links } = await endpointPage(slug, id);
  if (endpoint.state === "deleted")
    return <Nothing>This endpoint is deleted: nothing is sent to it any more.</Nothing>;
  const search = await searchParams;
  const { type, customer: asked } = testSearch.parse(search);
  const path = `${links.endpoint(endpoint.id)}/test`;
  const { profileId, trouble } = await customerNamed(ctx, asked);
  const [example, tests] = await Promise.all([
    testBody(ctx, endpoint, { type, profileId }),
    listTests(ctx, endpoint.id),
  ]);
  const customer = profileId && showId("profile", profileId);
  const chosen = `${path}?type=${type}${customer ? `&customer=${customer}` : ""}`;
  const attempts = tests.toReversed();
  const open =
    attempts.find((attempt) => showId("deliveryAttempt", attempt.id) === search.attempt) ?? attempts.at(-1);
  return (
    <div className="grid gap-5 pt-5">
      <div className="grid max-w-200 gap-5 px-(--gutter)">
        <TestChoice path={path} type={type} customer={customer ?? asked} customerError={trouble} />
        <TestForm
          key={`${type} ${customer}`}
          slug={slug}
          endpoint={shownId}
          type={type}
          customer={customer}
          example={JSON.stringify(JSON.parse(example), null, 2)}
          path={chosen}
          send={sendTestAction}
          disabledReason={
            can(ctx.actor, "webhooks:send")
              ? undefined
              : `For the roles ${rolesWith("webhooks:send").join(", ")}`
          }
        />
      </div>
      {open && (
        <section aria-label="Tests that were sent">
          <h2 className="px-(--gutter) pb-2 text-md font-semibold">The last tests</h2>
          <AttemptTabs
            attempts={attempts.map((attempt) => ({
              ...attempt,
              href: `${chosen}&attempt=${showId("deliveryAttempt", attempt.id)}`,
            }))}
            openId={open.id}
            nextAt={null}
          />
          <AttemptPanel attempt={open} body={null} />
        </section>
      )}
    </div>
  );
}

async function customerNamed(
  ctx: Ctx,
  asked: string | null,
): Promise<{ profileId: string | null; trouble?: string }> {
  if (!asked) return { profileId: null };
  try {
    return { profileId: (await getCustomerByAnyId(ctx, asked)).id };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { profileId: null, trouble: error.message };
  }
}
