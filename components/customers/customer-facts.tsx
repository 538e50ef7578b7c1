import { type ComponentProps, Suspense } from "react";
import { EventsCard } from "@/components/events/events-card";
import { CardBoundary } from "@/components/shell/card-boundary";
import { CopyId } from "@/components/shell/copy-id";
import { Email } from "@/components/shell/email";
import { Fact, Facts } from "@/components/shell/facts";
import { SideCard, SideCardSkeleton } from "@/components/shell/side-card";
import { Time } from "@/components/shell/time";
import { NextCheckCard, nextCheckLabels } from "@/components/subscriptions/next-check-card";
import { HistoryCard } from "@/components/support/history-card";
import { UserInformationCard, userInformationLabels } from "@/components/support/user-information-card";
import type { TagActions, Tagging } from "@/components/tags/tag-actions";
import { TagsCard } from "@/components/tags/tags-card";
import { MoneyCard, moneyLabels } from "@/components/transactions/money-card";
import { Skeleton } from "@/components/ui/skeleton";
import { Tag, Tags } from "@/components/ui/tag";
import type { attributionOf } from "@/lib/customers/attribution";
import type { Customer } from "@/lib/customers/customer";
import type { Consent, Integration } from "@/lib/customers/facts";
import type { SubscriptionView } from "@/lib/subscriptions/view";
import type { HistoryEntry } from "@/lib/support/queries";
import type { UserInformation } from "@/lib/support/user-information";
import type { MoneySummary } from "@/lib/transactions/summary";
import { AttributionCard } from "./attribution-card";
import { countryName } from "./country-name";
import { deviceWords } from "./device-words";
import { providerNames } from "./provider-names";

type Loading = {
  integrations: () => Promise<Integration[]>;
  consents: () => Promise<Consent[]>;
  attribution: () => Promise<ReturnType<typeof attributionOf>>;
  tags: () => Promise<{ tags: string[]; choices: string[] }>;
  money: () => Promise<MoneySummary>;
  userInformation: () => Promise<UserInformation>;
  supportHistory: () => Promise<HistoryEntry[]>;
  subscriptions: () => Promise<SubscriptionView[]>;
  events: ComponentProps<typeof EventsCard>;
};

const attributionLabels = ["Network", "Campaign", "Ad group", "Keyword", "Creative"];

/** The facts beside the story. What needs a query of its own comes, and fails, by itself. */
export function CustomerFacts({
  customer,
  shownId,
  integrations,
  consents,
  attribution,
  tags,
  money,
  userInformation,
  supportHistory,
  subscriptions,
  events,
  subscriptionsHref,
  tagging,
  tagActions,
}: {
  customer: Customer;
  shownId: string;
  subscriptionsHref: string;
  tagging: Tagging;
  tagActions: TagActions;
} & Loading) {
  const { latest } = customer;
  return (
    <>
      <SideCard title="Profile">
        <Facts>
          <Fact label="Customer ID">
            <CopyId value={shownId} label="Customer ID" />
          </Fact>
          <Fact label="User ID">
            {customer.userId ? <CopyId value={customer.userId} label="User ID" short={false} /> : "Not set"}
          </Fact>
          <Fact label="Email">{customer.email ? <Email address={customer.email} /> : "Not given"}</Fact>
          <Fact label="Customer since">
            <Time value={customer.createdAt} format="full" />
          </Fact>
          <Fact label="Last seen">
            <Time value={customer.lastSeenAt} format="full" />
          </Fact>
          <Fact label="Country" note="IP address is not kept">
            {countryName(latest.country)}
          </Fact>
          <Fact label="Language">{latest.language ?? "Unknown"}</Fact>
          <Fact label="Time zone">{latest.timezone ?? "Unknown"}</Fact>
          <Fact label="User agent">
            <RawAgent words={deviceWords(latest)} raw={latest.userAgent} />
          </Fact>
          <Fact label="Integrations">
            <CardBoundary what="Integrations">
              <Suspense fallback={<Skeleton className="my-1.5 h-2 w-3/5" />}>
                <Integrations list={integrations} />
              </Suspense>
            </CardBoundary>
          </Fact>
        </Facts>
      </SideCard>
      <CardBoundary what="The subscription">
        <Suspense fallback={<SideCardSkeleton title="Subscription" labels={nextCheckLabels} />}>
          <NextCheckCard load={subscriptions} href={subscriptionsHref} />
        </Suspense>
      </CardBoundary>
      <CardBoundary what="Money">
        <Suspense fallback={<SideCardSkeleton title="Money" labels={moneyLabels} />}>
          <MoneyCard load={money} />
        </Suspense>
      </CardBoundary>
      <CardBoundary what="Support history">
        <Suspense fallback={<SideCardSkeleton title="Support history" labels={[""]} />}>
          <HistoryCard load={supportHistory} />
        </Suspense>
      </CardBoundary>
      <CardBoundary what="Webhook events">
        <Suspense fallback={<SideCardSkeleton title="Webhook events" labels={["", "", ""]} />}>
          <EventsCard {...events} />
        </Suspense>
      </CardBoundary>
      <CardBoundary what="Tags">
        <Suspense fallback={<SideCardSkeleton title="Tags" labels={[""]} />}>
          <TagsCard load={tags} tagging={tagging} actions={tagActions} />
        </Suspense>
      </CardBoundary>
      <CardBoundary what="Attribution">
        <Suspense fallback={<SideCardSkeleton title="Attribution" labels={attributionLabels} />}>
          <AttributionCard load={attribution} />
        </Suspense>
      </CardBoundary>
      <CardBoundary what="User information">
        <Suspense fallback={<SideCardSkeleton title="User information" labels={userInformationLabels} />}>
          <UserInformationCard customer={customer} shownId={shownId} load={userInformation} />
        </Suspense>
      </CardBoundary>
      <CardBoundary what="Consent">
        <Suspense fallback={<SideCardSkeleton title="Consent" labels={["Analytics"]} />}>
          <Consents list={consents} />
        </Suspense>
      </CardBoundary>
    </>
  );
}

/** Words first; what the browser sent waits behind "raw". */
export function RawAgent({ words, raw }: { words: string; raw: string | null }) {
  if (!raw) return words;
  return (
    <details>
      <summary className="list-none">
        {words} <span className="link">raw</span>
      </summary>
      <span className="mono block wrap-anywhere text-text-muted">{raw}</span>
    </details>
  );
}

async function Integrations({ list }: { list: () => Promise<Integration[]> }) {
  const known = await list();
  if (known.length === 0) return "None";
  return (
    <Tags wrap>
      {known.map(({ provider }) => (
        <Tag key={provider}>{providerNames[provider]}</Tag>
      ))}
    </Tags>
  );
}

async function Consents({ list }: { list: () => Promise<Consent[]> }) {
  const known = await list();
  return (
    <SideCard title="Consent">
      {known.length === 0 ? (
        <p className="text-text-muted">Never asked</p>
      ) : (
        <Facts>
          {known.map((consent) => (
            <Fact
              key={consent.purpose}
              label={consent.purpose}
              note={
                <>
                  <Time value={consent.occurredAt} format="full" />
                  {consent.policyVersion && `, policy ${consent.policyVersion}`}
                </>
              }
            >
              {consent.state === "granted" ? "Allowed" : "Refused"}
            </Fact>
          ))}
        </Facts>
      )}
    </SideCard>
  );
}
