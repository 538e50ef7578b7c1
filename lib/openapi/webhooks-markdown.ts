import { eventTypes } from "../events/catalogue";
import { eventData } from "../events/data";
import { eventDescriptions, eventGroupNames, eventGroups, typesIn } from "../events/descriptions";
import { exampleBody, exampleData } from "../events/examples";
import { jsonSchemaOf } from "../events/json-schema";
import { type VerifySnippet, verifySnippets } from "../events/verify-snippets";
import { fieldsOf } from "./fields";
import { fieldTable } from "./markdown";

const languageMarks: Record<VerifySnippet["language"], string> = {
  Node: "js",
  Python: "python",
  Go: "go",
  PHP: "php",
};

/** The same object for several types is written out once. */
const sameAs = new Map(
  eventTypes.map((type) => [type, eventTypes.find((first) => eventData[first] === eventData[type]) ?? type]),
);

/** What a receiver of webhooks needs to know, for whoever reads the repository. */
export function webhooksMarkdown(): string {
  return `${[
    introduction,
    fenced("json", JSON.stringify(exampleBody("purchase.completed"), null, 2)),
    envelope,
    "## Check the signature",
    signature,
    ...verifySnippets.flatMap(({ language, needs, code }) => [
      `### ${language}`,
      needs,
      fenced(languageMarks[language], code),
    ]),
    delivering,
    "## Types",
    "`GET /api/v1/event-types` answers with this list as JSON Schema; the page *Event catalogue* of the console shows it.",
    ...eventGroupNames.flatMap((group) => [
      `### ${eventGroups[group]}`,
      "| type | what happened | from |\n|---|---|---|\n" +
        typesIn(group)
          .map((type) => {
            const { words, by, note } = eventDescriptions[type];
            return `| [\`${type}\`](#${anchorOf(type)}) | ${words}${note ? ` ${note}` : ""} | ${by} |`;
          })
          .join("\n"),
    ]),
    "## Data",
    ...eventTypes.flatMap((type) => {
      const first = sameAs.get(type) ?? type;
      if (first !== type) return [`### ${type}`, `The same fields as [\`${first}\`](#${anchorOf(first)}).`];
      return [
        `### ${type}`,
        fieldTable(fieldsOf(jsonSchemaOf(eventData[type]))),
        fenced("json", JSON.stringify(exampleData[type], null, 2)),
      ];
    }),
  ].join("\n\n")}\n`;
}

/** As GitHub makes it of a heading. */
function anchorOf(type: string): string {
  return type.replaceAll(".", "");
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

const introduction = `# Webhooks

For the person who writes the receiver. Everything that happens to a customer becomes an event, and every active endpoint
of the project that wants its type is sent it as an HTTP POST, signed by [Standard Webhooks 1.0](https://www.standardwebhooks.com).
Endpoints are made in the console under Developers → Webhooks, or by the [REST API](api.md).

This file is made of the code (\`lib/events\`): change that, then \`npx vitest run --project unit lib/openapi -u\`.

## A body`;

const envelope = `| field | |
|---|---|
| \`id\` | the event, and the value of \`webhook-id\`. The same whenever it is sent, to every endpoint |
| \`type\` | one of [the types](#types). Ignore those that you do not know: more may come |
| \`timestamp\`, \`created_at\` | when it happened, in ISO 8601 and in Unix seconds |
| \`project_id\` | the project |
| \`is_sandbox\` | true for preview visits and test payments |
| \`profile_id\` | the profile that it happened to |
| \`sequence\` | counts the events of that profile from 1, without gaps |
| \`session_id\`, \`funnel_id\` | the visit that led to it and its funnel, where there was one; else null |
| \`profile\` | the customer as they were when the event was handed out. \`id\` is the customer's, which after a merge is not \`profile_id\` |
| \`data\` | what happened, [by type](#data) |

The envelope is that of FunnelFox, so its receivers go on working. Money is \`{ "amount": "9.99", "amountMinor": 999, "currency": "USD" }\`,
ids are those of the API, times are UTC. Fields may be added at any time, and none change their meaning.

**Thin payloads.** An endpoint can ask for them: no \`profile\`, no \`data\`, and no \`session_id\` and \`funnel_id\`. Ask \`GET /api/v1/events/{id}\` for the rest,
so that what you act on is what is true at that moment and no personal data rests in a queue between us. A body over 256 KiB is sent thin to everyone,
and so is every event of a person who was erased since.`;

const signature = `| header | |
|---|---|
| \`webhook-id\` | the event's id |
| \`webhook-timestamp\` | Unix seconds of this attempt. Refuse what is over five minutes off |
| \`webhook-signature\` | \`v1,\` and the base64 of HMAC-SHA256 over \`{webhook-id}.{webhook-timestamp}.{body}\`. Several, with spaces between them, while a secret is exchanged: one that fits is enough |

The key is what follows \`whsec_\` in the endpoint's secret, decoded from base64. Sign the body as it came, before anything parses it. A library of
Standard Webhooks does it, or one of these. An endpoint can also be given a header of its own with a shared secret, such as \`Fox-Secret-Key\`, for receivers that compare one.`;

const delivering = `## Answer, and what follows

- Any 2xx within 20 seconds means delivered. Answer first, work later. Redirects are not followed.
- Everything else is tried again after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h, each a little earlier or later by chance: ten tries in about three days.
  \`Retry-After\` is heeded. 410 disables the endpoint at once; five days of nothing but failures do so too.
- **Deduplicate** by \`webhook-id\`. What was delivered may come again: when an answer got lost, when somebody presses Resend, in a replay.
  It carries the same id and the same body, so keep the ids that you have worked on for 30 days, as long as deliveries are kept here.
- **Order** is not promised: a retry comes after what happened later. Where it matters, keep the greatest \`sequence\` of each \`profile_id\` and drop what is older, or
  use \`timestamp\`; a gap in \`sequence\` means that something is on its way, was not subscribed to, or failed.
- **After an outage** press Recover on the endpoint's page, or replay a span of time: the events come with their first ids, signed with the present secret.`;
