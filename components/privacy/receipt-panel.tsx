import { CopyId } from "@/components/shell/copy-id";
import { Fact, Facts } from "@/components/shell/facts";
import { Panel } from "@/components/shell/side-card";
import { buttonStyle } from "@/components/ui/button";
import { Download } from "@/components/ui/icons";
import type { Receipt } from "@/lib/privacy/receipt";
import { Tally } from "./goes-and-stays";

const kinds: Record<string, string> = {
  profile: "Profile ids",
  email: "Emails",
  user_id: "User IDs",
  app_user_id: "Aliases",
  provider_customer_id: "Ids at providers",
};

/** The proof: what was removed and emptied, and how an id that somebody knows can be recognised. */
export function ReceiptPanel({ receipt, downloadHref }: { receipt: Receipt; downloadHref: string }) {
  const suppressed = Object.entries(receipt.suppressed).map(([kind, count]) => [kinds[kind] ?? kind, count]);
  const tallies = [
    { title: "Removed", counts: byWords(receipt.removed) },
    { title: "Emptied", counts: byWords(receipt.emptied) },
    { title: "Kept away from now on", counts: byWords(Object.fromEntries(suppressed)) },
  ];
  return (
    <Panel
      title="Receipt"
      lead="no personal data in it"
      tools={
        <a href={downloadHref} download className={buttonStyle({})}>
          <Download aria-hidden className="size-3.5" />
          Download JSON
        </a>
      }
    >
      <div className="grid gap-x-8 gap-y-4 px-(--gutter) pb-5 sm:grid-cols-3">
        {tallies.map(({ title, counts }) => (
          <div key={title}>
            <h3 className="text-xs text-text-muted">{title}</h3>
            <Tally counts={counts} />
          </div>
        ))}
      </div>
      <div className="px-(--gutter) pb-5">
        <Facts>
          <Fact label="Searched again">
            {receipt.searchedAgain.rows === 0
              ? `Nothing left in ${receipt.searchedAgain.tables} tables`
              : `${receipt.searchedAgain.rows} rows left`}
          </Fact>
          {Object.entries(receipt.subscriptionsElsewhere ?? {}).map(([provider, count]) => (
            <Fact key={provider} label="Goes on elsewhere">
              {count} {count === 1 ? "subscription" : "subscriptions"} at {provider}
            </Fact>
          ))}
          <Fact label="Subjects" note="HMAC-SHA256 of the ids of the profiles">
            {receipt.subjects.map((subject) => (
              <span key={subject} className="block">
                <CopyId value={subject} label="Sum of a profile's id" />
              </span>
            ))}
          </Fact>
          <Fact label="Sum" note="SHA-256 over the rest of the receipt">
            <CopyId value={receipt.sum} label="Sum of the receipt" />
          </Fact>
        </Facts>
      </div>
    </Panel>
  );
}

// The database keeps the keys of a receipt in an order of its own.
function byWords(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
