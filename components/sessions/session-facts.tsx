import { Suspense } from "react";
import { countryName } from "@/components/customers/country-name";
import { RawAgent } from "@/components/customers/customer-facts";
import { deviceWords } from "@/components/customers/device-words";
import { CardBoundary } from "@/components/shell/card-boundary";
import { CopyButton, CopyId } from "@/components/shell/copy-id";
import { Fact, Facts } from "@/components/shell/facts";
import { SideCard, SideCardSkeleton } from "@/components/shell/side-card";
import { MoneyCard, moneyLabels } from "@/components/transactions/money-card";
import type { Answer } from "@/lib/sessions/answers";
import type { SessionWithFunnel } from "@/lib/sessions/queries";
import { maskedUrl } from "@/lib/sessions/schema";
import type { MoneySummary } from "@/lib/transactions/summary";
import { UrlChips } from "./url-chips";

const paidHere = "Paid through this visit";
const deviceKinds = { phone: "Phone", tablet: "Tablet", desktop: "Computer", other: "Unknown" } as const;

/** Came from, device, answers. */
export function SessionFacts({
  session,
  answers,
  money,
}: {
  session: SessionWithFunnel;
  answers: () => Promise<Answer[]>;
  money: () => Promise<MoneySummary>;
}) {
  const { touch } = session;
  return (
    <>
      <SideCard
        title="Came from"
        tools={
          <CopyButton
            value={maskedUrl(session.url)}
            label="URL"
            className="grid size-6 place-items-center rounded-md text-text-muted hover:bg-hover hover:text-text"
          />
        }
      >
        <div className="pb-1.5">
          <UrlChips url={session.url} withOrigin />
        </div>
        <Facts>
          <Fact label="Source">{touch?.source ?? "None"}</Fact>
          <Fact label="Medium">{touch?.medium ?? "None"}</Fact>
          <Fact label="Campaign">{touch?.campaign ?? "None"}</Fact>
          <Fact label="Referrer">{session.referrer ?? "None"}</Fact>
          {Object.entries(touch?.clickIds ?? {}).map(([name, value]) => (
            <Fact key={name} label={name}>
              <CopyId value={value} label={name} />
            </Fact>
          ))}
        </Facts>
      </SideCard>
      <CardBoundary what="Money">
        <Suspense fallback={<SideCardSkeleton title={paidHere} labels={moneyLabels} />}>
          <MoneyCard load={money} title={paidHere} none="Nothing was paid" />
        </Suspense>
      </CardBoundary>
      <SideCard title="Device">
        <Facts>
          <Fact label="User agent">
            <RawAgent words={deviceWords(session)} raw={session.userAgent} />
          </Fact>
          <Fact label="Kind">{deviceKinds[session.device]}</Fact>
          <Fact label="Language">{session.language ?? "Unknown"}</Fact>
          <Fact label="Time zone">{session.timezone ?? "Unknown"}</Fact>
          <Fact label="Country" note="IP address is not kept">
            {countryName(session.country)}
          </Fact>
        </Facts>
      </SideCard>
      <CardBoundary what="Answers">
        <Suspense fallback={<SideCardSkeleton title="Answers" labels={["", " "]} />}>
          <AnswersCard answers={answers} />
        </Suspense>
      </CardBoundary>
    </>
  );
}

async function AnswersCard({ answers }: { answers: () => Promise<Answer[]> }) {
  const given = await answers();
  return (
    <SideCard title="Answers">
      {given.length === 0 ? (
        <p className="text-text-muted">None given</p>
      ) : (
        <Facts>
          {given.map((answer) => (
            <Fact key={answer.key} label={answer.key}>
              <bdi>{answer.value === "" ? "(empty)" : answer.value}</bdi>
            </Fact>
          ))}
        </Facts>
      )}
    </SideCard>
  );
}
