import { Filter, GitBranch, Smartphone, Download, Ellipsis } from "lucide-react";
import { Page } from "@/components/shell/page";
import { Tabs } from "@/components/ui/tabs";
import { FilterBar } from "@/components/shell/filter-bar";
import { DataTable } from "@/components/shell/data-table";
import { TableFooter } from "@/components/shell/table-footer";
import { StatusBadge } from "@/components/shell/status-badge";
import { CopyId } from "@/components/shell/copy-id";
import { Time } from "@/components/shell/time";
import { ZoneName } from "@/components/shell/zone";
import { Money } from "@/components/shell/money";
import { Badge } from "@/components/ui/badge";
import { Tag, Tags } from "@/components/ui/tag";
import { Button, buttonStyle } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { LivePill } from "@/components/shell/live-pill";
async function fresh() { "use server"; return 3; }
const codes = ["INTRO", "RECURRING", "AUTORENEW_OFF", "PAUSED", "GRACE", "RETRY", "EXPIRED", "ON_HOLD", "UPCOMING"];
export default async function P({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const preview = (await searchParams).preview === "1";
  const rows = Array.from({ length: 50 }, (_, i) => ({ id: `pro_69hz${i}abcdefghjkmnpqrstvwxyzkf${i}`, at: Date.UTC(2026, 10, 20, 9) - i * i * 3_700_000, email: i % 3 === 1 ? null : i % 5 === 0 ? "bartholomew.featherstonehaugh-okonkwo@example.org" : `person${i}@brightmail.example`, code: codes[i % 9] ?? "" , prev: preview && i % 6 === 5 }));
  return (
    <Page title="Customers" aside="1,284 of 12,431" fill preview={preview ? "on" : "off"}>
      <Tabs label="Views" tabs={[{ href: "/kit/list", label: "All", count: 12431, current: true }, { href: "/kit/list?v=p", label: "Payers", count: 1903 }, { href: "/kit/list?v=t", label: "Trials", count: 212 }, { href: "/kit/list?v=x", label: "Problems", count: 47 }]} end={<><LivePill count={fresh} /><Button icon={<Download />}>Export</Button><IconButton framed label="More" icon={<Ellipsis />} /></>} />
      <FilterBar button={<button type="button" className={buttonStyle({ variant: "ghost" })}><Filter />Filter</button>} chips={[{ icon: <GitBranch />, field: "Funnel", operator: "is any of", value: "sleep-quiz-3, insomnia-b", removeHref: "/kit/list?a" }, { field: "Email", operator: "contains", value: "john", removeHref: "/kit/list?b" }]} clearHref="/kit/list?c" />
      <DataTable caption="Customers" rows={rows} rowKey={(r) => r.id} rowHref={(r) => `/kit/${r.id}`} isPreview={(r) => r.prev} columns={[
        { key: "created", head: <>Created (<ZoneName />)</>, cell: (r) => <Time value={r.at} format="cell" />, width: "9rem", place: "d", className: "text-text-secondary", sort: { href: "?s", direction: "descending" } },
        { key: "email", head: "Email", link: true, place: "a", cell: (r) => r.email ? <span className="font-medium">{r.email}</span> : <span className="text-text-muted">Anonymous</span> },
        { key: "status", head: "Status", place: "b", cell: (r) => <Tags><StatusBadge kind="subscription" code={r.code} />{r.prev && <Badge hue="amber" loud>Preview</Badge>}</Tags> },
        { key: "device", head: "Device", place: "c", className: "text-text-secondary", cell: () => <span className="inline-flex items-center gap-2"><Smartphone />Instagram app · iOS 26</span> },
        { key: "int", head: "Integrations", cell: () => <Tags><Tag>Stripe</Tag><Tag>Adapty</Tag></Tags> },
        { key: "spent", head: "Spent", align: "end", cell: () => <Money minor={999n} currency="USD" exponent={2} code /> },
        { key: "id", head: "ID", width: "8.5rem", cell: (r) => <CopyId value={r.id} label="Customer ID" /> },
      ]} />
      <TableFooter shown="1–50" total={{ count: 12400, exact: false }} size={50} sizes={[25, 50, 100].map((size) => ({ size, href: `/kit/list?size=${size}` }))} nextHref="/kit/list?cursor=x" hints={[{ keys: ["J", "K"], label: "move" }, { keys: ["Enter"], label: "open" }, { keys: ["?"], label: "all keys" }]} />
    </Page>
  );
}
