import { Card } from "@/components/shell/side-card";
import { CodeBlock } from "./code-block";

export type InstallCode = {
  plain: string;
  pinned: string;
  consent: string;
  preview: string;
  csp: string;
  gzipBytes: number;
};

/** The script element first; then what some funnels need besides. */
export function SnippetCard({ code }: { code: InstallCode }) {
  return (
    <Card
      title="Paste this into every page of the funnel"
      lead={
        <>
          Anywhere in the head or body. Give each funnel its own <code className="mono">data-funnel</code>:
          its first visit registers it here. The script is {kilobytes(code.gzipBytes)} on the wire, loads
          without holding the page up and never throws into it.
        </>
      }
    >
      <CodeBlock label="Snippet" code={code.plain} />
    </Card>
  );
}

export function Recipes({ code }: { code: InstallCode }) {
  return (
    <>
      <Card
        title="Say which screen is shown"
        lead="One call per screen gives the path of a visit and the drop-off of the funnel. A screen id that begins with final completes it."
      >
        <CodeBlock label="Screen example" code={screens} />
      </Card>
      <Card
        title="Say who it is"
        lead="An input named email or _USERID_ becomes the customer's email or User ID. All other inputs are kept as answers."
      >
        <CodeBlock label="Identity example" code={identity} />
      </Card>
      <Card
        title="Try it in preview"
        lead="Each visit is a new customer, marked as preview and left out of lists and totals."
      >
        <CodeBlock label="Preview snippet" code={code.preview} />
      </Card>
      <Card
        title="Ask for consent first"
        lead="Nothing is stored or sent until you say that it was granted. Calls made before wait in memory."
      >
        <div className="grid gap-2">
          <CodeBlock label="Snippet that waits for consent" code={code.consent} />
          <CodeBlock label="Consent calls" code={consent} />
        </div>
      </Card>
      <Card
        title="Content security policy"
        lead="Add these sources if your pages send a policy. The script uses no inline code and no eval."
      >
        <CodeBlock label="Content security policy" code={code.csp} />
      </Card>
      <Card
        title="Pin the version"
        lead="A versioned address never changes, so the browser can check it. Come back for a new one after an upgrade."
      >
        <CodeBlock label="Pinned snippet" code={code.pinned} />
      </Card>
    </>
  );
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}

const screens = `dossier.track("screen_presented", { screen_id: "goal", screen_title: "Your goal" });`;

const identity = `dossier.inputs.set("email", "mara@example.com");
dossier.identify("usr_48213"); // the same as fox.inputs.set("_USERID_", "usr_48213")
dossier.inputs.set("sleep_goal", "fall asleep faster");`;

const consent = `dossier.consent("granted"); // or "denied", at any time`;
