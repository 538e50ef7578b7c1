import { Tag } from "@/components/ui/tag";
import { maskedUrl } from "@/lib/sessions/schema";
import { type UrlParameter, urlParts } from "./url-parts";

/** Path and parameters of an address. With `most` the others wait behind "+2", whose tooltip names them. */
export function UrlChips({ url, most, withOrigin }: { url: string; most?: number; withOrigin?: boolean }) {
  const { origin, path, parameters } = urlParts(url);
  const shown = most === undefined ? parameters : parameters.slice(0, most);
  const rest = parameters.slice(shown.length);
  const host = origin.replace(/^https?:\/\//, "");
  return (
    <span
      className={`flex min-w-0 items-center gap-1 ${most === undefined ? "flex-wrap" : ""}`}
      title={maskedUrl(url)}
    >
      <bdi
        className={`mono ${most === undefined ? "wrap-anywhere" : "max-w-[min(14rem,70%)] flex-none truncate"}`}
      >
        {withOrigin ? `${host}${path}` : path}
      </bdi>
      {shown.map((parameter) => (
        <Tag key={`${parameter.name}=${parameter.value}`} name={shortName(parameter.name)}>
          {shownValue(parameter)}
        </Tag>
      ))}
      {rest.length > 0 && (
        <Tag tip={rest.map((parameter) => `${parameter.name} ${shownValue(parameter)}`).join(", ")}>
          +{rest.length}
        </Tag>
      )}
    </span>
  );
}

function shortName(name: string): string {
  return name.replace(/^utm_/, "");
}

function shownValue({ value, isSecret }: UrlParameter): string {
  if (isSecret) return "••••";
  if (value === "") return "(empty)";
  return value.length > 40 ? `${value.slice(0, 24)}…${value.slice(-6)}` : value;
}
