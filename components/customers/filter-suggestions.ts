import type { CustomerList, IntegrationProvider } from "@/lib/customers/schema";
import type { ListChange } from "./list-url";
import { providerNames } from "./provider-names";

export type FilterSuggestion = { field: string; words: string; change: ListChange };

export type FilterChoices = {
  funnels: readonly { alias: string; title: string | null }[];
  tags: readonly string[];
};

const mostFunnels = 5;
const mostTags = 5;
const dayMs = 86_400_000;

/** Filters that the typed text may mean, the likeliest first. A choice of a funnel or integration is added to those set. */
export function suggestFilters(
  text: string,
  { filter }: CustomerList,
  { funnels, tags }: FilterChoices,
  today: string,
): FilterSuggestion[] {
  const has = (words: string) => words.toLowerCase().includes(text.toLowerCase());
  const providers = Object.keys(providerNames) as IntegrationProvider[]; // keys of a literal object
  const days = [
    ...(/^\d{4}-\d\d-\d\d$/.test(text) ? [dayRange(text, text, text)] : []),
    ...presets(today).filter(({ words }) => has(words) || has(`first visit ${words}`)),
  ];
  const chosen = [
    ...providers
      .filter(
        (provider) =>
          has(`integration ${providerNames[provider]}`) && !filter.integrations.includes(provider),
      )
      .map((provider) => ({
        field: "Integration is",
        words: providerNames[provider],
        change: { integrations: [...filter.integrations, provider] },
      })),
    ...funnels
      .filter(({ alias, title }) => has(`funnel ${alias} ${title ?? ""}`) && !filter.funnels.includes(alias))
      .slice(0, mostFunnels)
      .map(({ alias, title }) => ({
        field: "Funnel is",
        words: title ? `${title} (${alias})` : alias,
        change: { funnels: [...filter.funnels, alias] },
      })),
    ...(has("consent not given, not opted in") && !filter.notOptedIn
      ? [{ field: "Consent is", words: "not given", change: { notOptedIn: true } }]
      : []),
    ...tags
      .filter((tag) => has(`tag ${tag}`) && !filter.tags.includes(tag))
      .slice(0, mostTags)
      .map((tag) => ({ field: "Tag is", words: tag, change: { tags: [...filter.tags, tag] } })),
    ...attributeIn(text, filter),
    ...days,
  ];
  const email = {
    field: [...text].length < 3 ? "Email begins with" : "Email contains",
    words: text,
    change: { emailPart: text },
  };
  return text.includes("@") || chosen.length === 0 ? [email, ...chosen] : [...chosen, email];
}

/** `goal=sleep` or `goal: sleep`. */
function attributeIn(text: string, { attributes }: CustomerList["filter"]): FilterSuggestion[] {
  const [, key, value] = /^(\$?[a-zA-Z][\w-]{0,39}) *[=:] *(.+)$/.exec(text) ?? [];
  if (!key || !value) return [];
  return [{ field: `${key} is`, words: value, change: { attributes: { ...attributes, [key]: value } } }];
}

function presets(today: string): FilterSuggestion[] {
  const before = (days: number) =>
    new Date(Date.parse(`${today}T00:00:00Z`) - days * dayMs).toISOString().slice(0, 10);
  return [
    dayRange("Today", today, today),
    dayRange("Yesterday", before(1), before(1)),
    dayRange("Last 7 days", before(6), today),
    dayRange("Last 30 days", before(29), today),
    dayRange("Last 90 days", before(89), today),
  ];
}

function dayRange(words: string, from: string, to: string): FilterSuggestion {
  return { field: "First visit", words, change: { from, to } };
}
