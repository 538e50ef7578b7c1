import type { Found } from "@/lib/customers/search";

const idNames: Record<string, string> = {
  pro: "A customer",
  ses: "A session",
  fun: "A funnel",
  note: "A note",
  mrg: "A merge",
  ord: "An order",
  txn: "A transaction",
};

/** Why nothing was found, and what to try next. */
export function missWords({ text, form, site }: Found["query"], hasOtherProjects: boolean): string {
  const elsewhere = hasOtherProjects ? " It may be of another project." : "";
  switch (form) {
    case "id":
    case "uuid":
      if (/\b(sev|con)_/i.test(text))
        return "An ID of this kind is found in the timeline of its customer: search for the customer.";
      return `Nothing in this project has this id.${elsewhere}`;
    case "broken id":
      return brokenWords(text);
    case "email":
      return "No customer has or had this address. Try a part of it, such as the name before the @.";
    case "address":
      return `No customer has an id that stands in this ${site ?? "web"} address.${elsewhere} Try their email instead.`;
    default:
      return `No customer has “${shortened(text)}” in an email or id. Try fewer letters, or another of their ids.`;
  }
}

function brokenWords(text: string): string {
  const [prefix = "", rest = ""] = text.toLowerCase().split("_");
  return `${idNames[prefix] ?? "A customer"} ID has 26 letters and digits after ${prefix}_, and this one has ${rest.length} characters. Copy it again.`;
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
