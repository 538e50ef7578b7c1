import { Time } from "@/components/shell/time";
import { Badge } from "@/components/ui/badge";
import type { Hue } from "@/components/ui/hue";
import type { Standing } from "@/lib/webhooks/standing";

type Look = { word: string; hue: Hue; loud?: boolean; hollow?: boolean; meaning: string };

export const standings: Record<Standing["code"], Look> = {
  healthy: { word: "Healthy", hue: "green", meaning: "What is sent is answered with success" },
  new: { word: "New", hue: "blue", meaning: "Nothing was delivered yet" },
  degraded: { word: "Degraded", hue: "amber", loud: true, meaning: "Some of what is sent fails" },
  failing: {
    word: "Failing",
    hue: "red",
    loud: true,
    meaning: "Nothing gets through since the last success",
  },
  disabled: { word: "Disabled", hue: "red", loud: true, meaning: "Nothing is sent until it is enabled" },
  paused: { word: "Paused", hue: "amber", hollow: true, meaning: "What is due waits until it is resumed" },
  deleted: { word: "Deleted", hue: "grey", hollow: true, meaning: "Its history is kept" },
};

export function StandingBadge({ standing }: { standing: Standing }) {
  const { word, hue, loud, hollow, meaning } = standings[standing.code];
  return (
    <Badge hue={hue} loud={loud} hollow={hollow} tip={meaning}>
      {word}
    </Badge>
  );
}

/** Why, in a few words beside the badge. Nothing where all is well. */
export function StandingReason({ standing, actorName }: { standing: Standing; actorName: string }) {
  const { code, since, failures, reason } = standing;
  const at = <Time value={since} />;
  switch (code) {
    case "healthy":
      return <>last success {at}</>;
    case "new":
      return <>waits for its first event</>;
    case "degraded":
      return failures > 0 ? (
        <>
          {failures} failed in a row, since {at}
        </>
      ) : (
        <>below 95 % in 24 h</>
      );
    case "failing":
      return (
        <>
          since {at}, {failures.toLocaleString("en")} in a row
        </>
      );
    case "disabled":
      return (
        <>
          by us {at}: {reason === "gone" ? "it answered 410 Gone" : "only failures for 5 days"}
        </>
      );
    case "paused":
      return (
        <>
          by {actorName} {at}
        </>
      );
    case "deleted":
      return (
        <>
          by {actorName} {at}
        </>
      );
  }
}
