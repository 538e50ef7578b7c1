import type { Metadata } from "next";
import { providerNames } from "@/components/customers/provider-names";
import { ApplyReprocessButton } from "@/components/inbound-events/apply-reprocess";
import { differenceWords } from "@/components/inbound-events/difference-words";
import { DifferencesList } from "@/components/inbound-events/differences";
import { counted } from "@/components/inbound-events/inbound-words";
import { ProviderFrame } from "@/components/inbound-events/provider-frame";
import { ReprocessProgress } from "@/components/inbound-events/reprocess-progress";
import { ReprocessRuns } from "@/components/inbound-events/reprocess-runs";
import { ReprocessStart } from "@/components/inbound-events/reprocess-start";
import { ReprocessWindow } from "@/components/inbound-events/reprocess-window";
import { Nothing } from "@/components/shell/empty-state";
import { Panel } from "@/components/shell/side-card";
import { Time } from "@/components/shell/time";
import { showId } from "@/lib/core/ids";
import { providerPage } from "@/lib/http/records";
import { countReadable, listReprocessRuns } from "@/lib/inbound-events/reprocess-runs";
import { reprocessSearch, windowOf } from "@/lib/inbound-events/schema";
import { applyReprocessAction, startReprocessAction } from "../../events/actions";

export const metadata: Metadata = { title: "Read anew" };

type Props = {
  params: Promise<{ project: string; provider: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function ReprocessPage({ params, searchParams }: Props) {
  const { project, provider: asked } = await params;
  const { ctx, provider, integration, links, frame, disabledReason } = await providerPage(project, asked);
  const name = providerNames[provider];
  if (!integration)
    return (
      <ProviderFrame {...frame} name={name}>
        <Nothing>{name} is not set up, so there is nothing to read anew.</Nothing>
      </ProviderFrame>
    );
  const search = reprocessSearch.parse(await searchParams);
  const path = `${links.integration(provider)}/reprocess`;
  const { days, from, to } = windowOf(search, ctx.clock.now());
  const [runs, total] = await Promise.all([
    listReprocessRuns(ctx, integration.id),
    countReadable(ctx, integration.id, { from, to }),
  ]);
  const shown = runs.find(({ id }) => showId("reprocessRun", id) === search.run);
  const present = shown ?? runs.find(({ state }) => state === "counting" || state === "applying");
  const differences = Object.entries(present?.differences ?? {});
  return (
    <ProviderFrame {...frame} name={name}>
      <div className="grid gap-6 px-(--gutter) py-5">
        {present && (
          <ReprocessProgress
            state={present.state}
            handled={present.handled}
            total={present.total}
            error={present.error}
            meta={
              <>
                {counted(present.total, "event")} received from <Time value={present.from} format="full" /> to{" "}
                <Time value={present.to} format="full" />. Started by {present.actorName}.
              </>
            }
            action={
              present.state === "ready" &&
              differences.length > 0 && (
                <ApplyReprocessButton
                  slug={project}
                  run={showId("reprocessRun", present.id)}
                  events={present.total}
                  effects={differences.map(([kind, { count }]) => differenceWords(kind, count))}
                  apply={applyReprocessAction}
                  disabledReason={disabledReason}
                />
              )
            }
          >
            {differences.length > 0 ? (
              <DifferencesList
                differences={present.differences}
                hrefOf={(id) => `${links.integrations}/events/${id}`}
              />
            ) : (
              present.state === "ready" && (
                <p>Nothing would change: these events already hold as they read today.</p>
              )
            )}
          </ReprocessProgress>
        )}
        <section aria-labelledby="window" className="grid gap-3">
          <div>
            <h2 id="window" className="text-md font-semibold">
              Read events anew
            </h2>
            <p className="max-w-176 text-text-secondary">
              After a product was mapped, a setting changed or Dossier learned to read more: every event of
              the time that you choose is read again, as if it had just come.
            </p>
          </div>
          <ReprocessWindow path={path} from={days.from} to={days.to} />
          <p>
            {total === null ? (
              "Counting took too long. Choose a shorter time."
            ) : (
              <>
                <b className="font-semibold">{total.toLocaleString("en")}</b>{" "}
                <span className="text-text-secondary">
                  {total === 1 ? "event of these days is kept" : "events of these days are kept"}
                </span>
              </>
            )}
          </p>
          <ReprocessStart
            slug={project}
            asked={{
              integration: showId("integration", integration.id),
              from: from.toISOString(),
              to: to.toISOString(),
            }}
            total={total}
            path={path}
            start={startReprocessAction}
            disabledReason={disabledReason}
          />
        </section>
      </div>
      <Panel title="Runs">
        {runs.length === 0 ? (
          <Nothing>Nothing was read anew yet.</Nothing>
        ) : (
          <ReprocessRuns
            rows={runs.map((run) => ({ ...run, href: `${path}?run=${showId("reprocessRun", run.id)}` }))}
          />
        )}
      </Panel>
    </ProviderFrame>
  );
}
