import type { Metadata } from "next";
import { Nothing } from "@/components/shell/empty-state";
import { Panel } from "@/components/shell/side-card";
import { Time } from "@/components/shell/time";
import { ReplayFilterForm } from "@/components/webhooks/replay-filter";
import { ReplayProgress } from "@/components/webhooks/replay-progress";
import { ReplayStart } from "@/components/webhooks/replay-start";
import { ReplayTable } from "@/components/webhooks/replay-table";
import { showId } from "@/lib/core/ids";
import { can, rolesWith } from "@/lib/core/permissions";
import { endpointPage } from "@/lib/http/records";
import { countDeliveries } from "@/lib/webhooks/deliveries";
import { deliveriesAsked, spanOf } from "@/lib/webhooks/delivery-search";
import { listReplays } from "@/lib/webhooks/replays";
import { type DeliveryFilter, deliveryList } from "@/lib/webhooks/schema";
import { pauseReplayAction, resumeReplayAction, startReplayAction, stopReplayAction } from "../../actions";

export const metadata: Metadata = { title: "Replay" };

type Props = {
  params: Promise<{ project: string; endpoint: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const mostShown = 20;

export default async function ReplayPage({ params, searchParams }: Props) {
  const { project: slug, endpoint: id } = await params;
  const { ctx, endpoint, shownId, links } = await endpointPage(slug, id);
  const search = await searchParams;
  const path = `${links.endpoint(endpoint.id)}/replay`;
  const filter = chosen(deliveryList.parse(search).filter);
  const { asked, customerName } = await deliveriesAsked(ctx, endpoint.id, filter);
  const [replays, total] = await Promise.all([
    listReplays(ctx, endpoint.id, mostShown),
    countDeliveries(ctx, asked),
  ]);
  const shown = replays.find((replay) => showId("replay", replay.id) === search.replay);
  const present = shown ?? replays.find(({ state }) => state === "running" || state === "paused");
  const disabledReason = can(ctx.actor, "webhooks:send")
    ? undefined
    : `For the roles ${rolesWith("webhooks:send").join(", ")}`;
  const { from, to } = spanOf(filter, ctx.clock.now());
  return (
    <div className="grid gap-6 py-6">
      {present && (
        <div className="px-(--gutter)">
          <ReplayProgress
            slug={slug}
            replay={showId("replay", present.id)}
            {...{ state: present.state, handed: present.handed, total: present.total }}
            perSecond={present.perSecond}
            meta={
              <>
                Started by {present.actorName}, <Time value={present.createdAt} format="full" />
              </>
            }
            actions={{ pause: pauseReplayAction, resume: resumeReplayAction, stop: stopReplayAction }}
            disabledReason={disabledReason}
          />
        </div>
      )}
      <div className="grid gap-x-10 gap-y-6 px-(--gutter) lg:grid-cols-[minmax(0,36rem)_minmax(16rem,22rem)]">
        <section aria-label="Which deliveries" className="grid content-start gap-3">
          <div>
            <h2 className="text-md font-semibold">Which deliveries</h2>
            <p className="text-text-secondary">
              They go out oldest first, with the ids they had, signed with the present secret.
            </p>
          </div>
          <ReplayFilterForm path={path} filter={filter} />
        </section>
        <section aria-label="Send them again" className="grid content-start gap-3">
          <p>
            {total === null ? (
              "Counting took too long. Choose a shorter time."
            ) : (
              <>
                <b className="block text-xl font-semibold tracking-[-0.02em]">{total.toLocaleString("en")}</b>
                <span className="text-text-secondary">
                  {total === 1 ? "delivery matches" : "deliveries match"}
                  {customerName && ` of ${customerName}`}
                </span>
              </>
            )}
          </p>
          {total !== null && (
            <ReplayStart
              slug={slug}
              asked={{
                ...{ endpoint: shownId, states: filter.states, customer: filter.customer },
                types: filter.types.length > 0 ? filter.types : null,
                from: (from ?? endpoint.createdAt).toISOString(),
                to: (to ?? ctx.clock.now()).toISOString(),
              }}
              total={total}
              path={path}
              start={startReplayAction}
              disabledReason={
                disabledReason ?? (endpoint.state === "active" ? undefined : "The endpoint is off")
              }
            />
          )}
        </section>
      </div>
      <Panel title="Replays">
        {replays.length === 0 ? (
          <Nothing>Nothing was replayed to this endpoint yet.</Nothing>
        ) : (
          <ReplayTable
            rows={replays.map((replay) => ({
              ...replay,
              href: `${path}?replay=${showId("replay", replay.id)}`,
            }))}
          />
        )}
      </Panel>
    </div>
  );
}

/** Where an address says nothing: what was not delivered in the last day. */
function chosen(filter: DeliveryFilter): DeliveryFilter {
  const { states, window, from, to } = filter;
  return {
    ...filter,
    states: states.length > 0 ? states : ["failed", "waiting", "skipped"],
    window: window ?? (from || to ? null : "24h"),
  };
}
