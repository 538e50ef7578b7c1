import type { Metadata } from "next";
import { ProviderFrame } from "@/components/inbound-events/provider-frame";
import { ApiKeys } from "@/components/integrations/api-keys";
import { ConnectPaypal } from "@/components/integrations/connect-paypal";
import { ConnectStripe } from "@/components/integrations/connect-stripe";
import { Differs } from "@/components/integrations/differs";
import { DisconnectButton } from "@/components/integrations/disconnect-button";
import { FirstEvent, type LatestEvent } from "@/components/integrations/first-event";
import { Health } from "@/components/integrations/health";
import { OneClick } from "@/components/integrations/one-click";
import { providerWords } from "@/components/integrations/provider-words";
import { RenamedEventsForm } from "@/components/integrations/renamed-events-form";
import { SecretForm } from "@/components/integrations/secret-form";
import { SettingForm } from "@/components/integrations/setting-form";
import { StateBadge } from "@/components/integrations/state-badge";
import { Step, Steps } from "@/components/integrations/steps";
import { CopyId } from "@/components/shell/copy-id";
import { Time } from "@/components/shell/time";
import { env } from "@/lib/core/env";
import { findId } from "@/lib/core/ids";
import { providerPage } from "@/lib/http/records";
import { listDifferences } from "@/lib/inbound-events/provider-differences";
import { listErrorGroups } from "@/lib/inbound-events/queries";
import { listConnections } from "@/lib/integrations/connections";
import { findLatest } from "@/lib/integrations/latest";
import { findProvider } from "@/lib/integrations/provider";
import { getIntegrationDetail, listRefusals } from "@/lib/integrations/queries";
import { type AdaptyEvent, adaptyEvents } from "@/lib/integrations/schema";
import {
  changeSettingsAction,
  connectPaypalAction,
  connectStripeAction,
  disconnectAction,
  pauseAction,
  removeSecretAction,
  resumeAction,
  setSecretAction,
  setUpAction,
} from "./actions";

type Props = { params: Promise<{ project: string; provider: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const provider = findProvider((await params).provider);
  return { title: provider ? providerWords[provider].name : "Integrations" };
}

const keyLeads = {
  stripe: "Charges subscriptions and gives money back, with the cards that your checkout keeps at Stripe.",
  paypal: "Gives back payments that PayPal took. PayPal itself charges its subscriptions.",
};

export default async function IntegrationPage({ params }: Props) {
  const asked = await params;
  const { ctx, project, provider, links, frame, disabledReason } = await providerPage(
    asked.project,
    asked.provider,
  );
  const words = providerWords[provider];
  const [detail, connections, refusals, latest] = await Promise.all([
    getIntegrationDetail(ctx, provider),
    listConnections(ctx),
    listRefusals(ctx, provider),
    findLatest(ctx, provider),
  ]);
  const integrationId = detail.id && findId("integration", detail.id);
  const groups = integrationId ? await listErrorGroups(ctx, integrationId) : [];
  const { slug } = project;
  const own = { slug, provider, disabledReason };
  const settings = { ...own, change: changeSettingsAction };
  const keys = connections.find((each) => each.provider === provider);
  const connected = keys && { ...keys, since: <Time value={keys.connectedAt} format="full" /> };
  const isSandbox = project.kind === "sandbox";
  return (
    <ProviderFrame {...frame} name={words.name} badges={<StateBadge state={detail.state} />}>
      <div className="grid max-w-160 gap-6 px-(--gutter) py-6">
        <p className="text-text-secondary">{words.lead}</p>
        {detail.id === null ? (
          <div>
            <OneClick {...own} variant="primary" run={setUpAction} done={`${words.name} has an address now`}>
              {`Set up ${words.name}`}
            </OneClick>
          </div>
        ) : (
          <Steps>
            <Step number={1} title={`Give ${words.name} this address`}>
              <div className="min-w-0 rounded-md border border-border bg-sunken px-2.5 py-1.5">
                <CopyId
                  value={`${env().appUrl}/hooks/${provider}/${detail.id}`}
                  label="address"
                  short={false}
                  shown
                />
              </div>
              <p className="text-text-secondary">
                {words.address} {words.events}
              </p>
            </Step>
            <Step
              number={2}
              title={provider === "paypal" ? "Write the webhook's ID here" : "Agree on a secret"}
            >
              {provider === "paypal" && (
                <SettingForm
                  {...settings}
                  key={detail.settings.webhookId}
                  name="webhookId"
                  label="Webhook ID"
                  hint="PayPal shows it beside the webhook. Its signatures are made over it."
                  value={detail.settings.webhookId}
                />
              )}
              {words.secrets.map((secret) => (
                <SecretForm
                  key={secret.kind}
                  {...own}
                  words={secret}
                  hint={detail.secrets.find(({ kind }) => kind === secret.kind) ?? null}
                  set={setSecretAction}
                  remove={removeSecretAction}
                />
              ))}
              {words.unproved && <p className="text-text-secondary">{words.unproved}</p>}
            </Step>
            <Step number={3} title="Let the first event come">
              <FirstEvent
                href={`/api/console/${slug}/integrations/${provider}/latest`}
                initial={shown(latest)}
                lead={words.first}
              />
            </Step>
          </Steps>
        )}
        {detail.id !== null && (
          <Health detail={detail} eventsHref={`${frame.href}/events`} refusals={refusals} groups={groups} />
        )}
        {integrationId && (
          <Differs
            name={words.name}
            load={() => listDifferences(ctx, integrationId)}
            hrefOf={links.subscription}
          />
        )}
        {detail.id !== null && (
          <section className="grid gap-4 border-t border-border-subtle pt-5" aria-labelledby="mapping">
            <h2 id="mapping" className="text-md font-semibold">
              Mapping
            </h2>
            {provider !== "funnelfox-billing" && (
              <SettingForm
                {...settings}
                key={detail.settings.userIdField}
                name="userIdField"
                {...words.userIdField}
                value={detail.settings.userIdField}
              />
            )}
            {provider === "funnelfox-billing" && (
              <p className="text-text-secondary">The User ID is always external_id.</p>
            )}
            {provider === "adapty" && (
              <RenamedEventsForm
                slug={slug}
                disabledReason={disabledReason}
                change={changeSettingsAction}
                events={adaptyEvents}
                renamed={Object.entries(detail.settings.renamedEvents ?? {}).flatMap(
                  ([name, event]): [string, AdaptyEvent][] => {
                    const known = adaptyEvents.find((each) => each === event);
                    return known ? [[name, known]] : [];
                  },
                )}
              />
            )}
          </section>
        )}
        {(provider === "stripe" || provider === "paypal") && (
          <ApiKeys lead={keyLeads[provider]} connected={connected ?? null}>
            {provider === "stripe" ? (
              <ConnectStripe {...own} isSandbox={isSandbox} connect={connectStripeAction} />
            ) : (
              <ConnectPaypal {...own} isSandbox={isSandbox} connect={connectPaypalAction} />
            )}
          </ApiKeys>
        )}
        {detail.id !== null && (
          <section className="grid gap-3 border-t border-border-subtle pt-5" aria-label="Pause or disconnect">
            {detail.pausedAt && (
              <p className="text-text-secondary">
                Paused <Time value={detail.pausedAt} />. Its events are kept, and wait.
              </p>
            )}
            <div className="flex flex-wrap gap-2">
              {detail.pausedAt ? (
                <OneClick {...own} run={resumeAction} done={`${words.name} goes on`}>
                  {`Resume ${words.name}`}
                </OneClick>
              ) : (
                <OneClick {...own} run={pauseAction} done={`${words.name} is paused`}>
                  {`Pause ${words.name}`}
                </OneClick>
              )}
              <DisconnectButton {...own} name={words.name} disconnect={disconnectAction} />
            </div>
          </section>
        )}
      </div>
    </ProviderFrame>
  );
}

/** As the door that is asked later says it. */
function shown({ event, refused }: Awaited<ReturnType<typeof findLatest>>): LatestEvent {
  return {
    event: event && { ...event, receivedAt: event.receivedAt.toISOString() },
    refused: refused && { ...refused, at: refused.at.toISOString() },
  };
}
