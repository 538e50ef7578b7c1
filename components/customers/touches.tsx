import { UrlChips } from "@/components/sessions/url-chips";
import { CopyId } from "@/components/shell/copy-id";
import { Fact, Facts } from "@/components/shell/facts";
import { Time } from "@/components/shell/time";
import type { Touch } from "@/db/schema/profiles";

/** Where the customer came from at first and last, beside each other, so that a difference is seen. */
export function Touches({ first, last }: { first: Touch | null; last: Touch | null }) {
  return (
    <div className="grid gap-x-8 gap-y-4 px-(--gutter) pb-4 sm:grid-cols-2">
      <TouchFacts title="First touch" touch={first} />
      <TouchFacts title="Last touch" touch={last} />
    </div>
  );
}

export function TouchFacts({ title, touch }: { title?: string; touch: Touch | null }) {
  return (
    <div className="min-w-0">
      {title && <h3 className="pb-1 text-xs">{title}</h3>}
      {touch ? (
        <Facts>
          <Fact label="When">
            <Time value={touch.at} format="full" />
          </Fact>
          <Fact label="Source">{touch.source ?? "None"}</Fact>
          <Fact label="Medium">{touch.medium ?? "None"}</Fact>
          <Fact label="Campaign">{touch.campaign ?? "None"}</Fact>
          {touch.content && <Fact label="Content">{touch.content}</Fact>}
          {touch.term && <Fact label="Term">{touch.term}</Fact>}
          {Object.entries(touch.clickIds ?? {}).map(([name, value]) => (
            <Fact key={name} label={name}>
              <CopyId value={value} label={name} />
            </Fact>
          ))}
          <Fact label="Referrer">{touch.referrer ?? "None"}</Fact>
          <Fact label="URL">
            <UrlChips url={touch.url} withOrigin />
          </Fact>
        </Facts>
      ) : (
        <p className="text-text-muted">Not known</p>
      )}
    </div>
  );
}
