import { Suspense } from "react";
import { CreditCard, Eye, Key, Database, WifiOff } from "lucide-react";
import { Page } from "@/components/shell/page";
import { PageHeader, Meta } from "@/components/shell/page-header";
import { Verdict, Banner } from "@/components/shell/verdict";
import { Tabs, Segments } from "@/components/ui/tabs";
import { Story, FactsLink } from "@/components/shell/story";
import { SideCard, SideCardSkeleton, Panel, Card } from "@/components/shell/side-card";
import { Facts, Fact } from "@/components/shell/facts";
import { Time } from "@/components/shell/time";
import { CopyId } from "@/components/shell/copy-id";
import { StatusBadge } from "@/components/shell/status-badge";
import { Money } from "@/components/shell/money";
import { BarChart } from "@/components/shell/bar-chart";
import { Sparkline } from "@/components/shell/sparkline";
import { ShareBars } from "@/components/shell/share-bars";
import { JsonView } from "@/components/shell/json-view";
import { CardBoundary } from "@/components/shell/card-boundary";
import { FirstRun, NoMatch, NoPermission } from "@/components/shell/empty-state";
import { Button, ButtonLink, buttonStyle } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Checkbox } from "@/components/ui/checkbox";
import { Tag, Tags } from "@/components/ui/tag";
import { Interactive } from "./all";
async function Broken(): Promise<never> { await new Promise((r) => setTimeout(r, 50)); throw new Error("RevenueCat did not answer"); }
const points = Array.from({ length: 30 }, (_, i) => ({ label: `${1 + i} Aug 2026`, values: [180 + Math.round(90 * Math.sin(i)), 20 + Math.round(9 * Math.cos(i))], part: i === 29 }));
export default function P() {
  return (
    <Page path={[{ href: "/kit/list", label: "Customers" }]} title="mara.lindqvist@nordpost.example" aside="12 of 1,284">
      <Banner hue="grey" icon={<WifiOff />} title="You are offline." action={<Button size="sm">Try now</Button>}>Your draft is kept.</Banner>
      <PageHeader mark="ML" title="mara.lindqvist@nordpost.example" badges={<><StatusBadge kind="subscription" code="RECURRING" /><StatusBadge kind="subscription" code="AUTORENEW_OFF" /></>} meta={<><CopyId shown value="pro_5h2kabcdefghjkmnpqrstvw1bze" label="Customer ID" hotkey="y" /><Meta label="Customer since"><Time value="2025-03-01T10:19:00Z" format="day" focusable /></Meta><Meta label="Last seen"><Time value={Date.now() - 1_600_000} focusable /></Meta></>} figures={[{ value: <Money minor={17583n} currency="EUR" exponent={2} />, label: "spent net" }]} actions={<><FactsLink className={buttonStyle({})} /><Button hotkey="n">Add note</Button><Button variant="primary">Actions</Button></>} />
      <Verdict hue="green" icon={<Key />} title="Has access until 10 Sep 2026, 09:10 UTC" next={<p className="text-xs">Next check in 20 d 19 h</p>}>because the payment of 10 Aug (<b>€9.99</b>) is settled. Auto-renew is off, so <b>nothing more will be charged</b>.</Verdict>
      <Tabs label="Customer" tabs={[{ href: "/kit", label: "Timeline", current: true }, { href: "/kit?1", label: "Sessions", count: 31 }, { href: "/kit?2", label: "Ids and attribution", count: 3 }]} />
      <Story factsLabel="Facts" facts={<><SideCard title="Profile"><Facts><Fact label="Customer ID"><CopyId value="pro_5h2kabcdefghjkmnpqrstvw1bze" label="Customer ID" /></Fact><Fact label="Email" note="was mara.l@oldpost.example">mara.lindqvist@nordpost.example</Fact><Fact label="Country" note="IP address is not kept">Sweden</Fact><Fact label="Integrations"><Tags wrap><Tag>Stripe</Tag><Tag>RevenueCat</Tag><Tag name="utm_source">instagram</Tag></Tags></Fact></Facts></SideCard><SideCard title="Money"><Sparkline caption="Visits" unit="visits" points={points} /></SideCard><SideCardSkeleton title="Access" labels={["Until", "Because"]} /></>}>
        <Interactive />
        <Panel title="Visits per day" lead="last 30 days" tools={<Segments label="Show" tabs={[{ href: "?c", label: "Chart", current: true }, { href: "?t", label: "Table" }]} />}><div className="px-(--gutter) pb-4"><BarChart caption="Visits per day" series={["visits", "purchases"]} points={points} /></div></Panel>
        <Panel title="Device"><div className="px-(--gutter) pb-4"><ShareBars label="Devices" total={8064} shares={[{ label: "iPhone", count: 4677 }, { label: "Instagram app", count: 3306, note: "5.4 %" }, { label: "Tiny", count: 3 }]} /></div></Panel>
        <Panel title="Integrations"><CardBoundary what="Integrations"><Suspense fallback={<p>…</p>}><Broken /></Suspense></CardBoundary></Panel>
        <Panel title="JSON"><div className="px-(--gutter) pb-4"><JsonView label="Event" value={{ name: "page_view", at: new Date(0), props: { a: [1, 2, { deep: { deeper: true } }], n: null, s: "</script>" } }} /></div></Panel>
        <div className="grid gap-4 px-(--gutter) py-4"><Card title="Form" lead="Everything one needs."><div className="grid max-w-100 gap-3"><Field id="a" label="Name" hint="Seen by colleagues">{(c) => <Input {...c} />}</Field><Field id="b" label="Email" error="This address is not valid">{(c) => <Input {...c} defaultValue="nope" />}</Field><Field id="c" label="Role" optional>{(c) => <Select {...c}><option>Support</option><option>Owner</option></Select>}</Field><Field id="d" label="Note">{(c) => <Textarea {...c} rows={3} />}</Field><label className="flex items-center gap-2"><Checkbox defaultChecked /> Tick</label><div className="flex gap-2"><Button variant="primary">Save name</Button><Button disabledReason="Only owners may do this">Delete</Button><Button variant="ghost">Cancel</Button><ButtonLink href="/kit/list">List</ButtonLink></div></div></Card></div>
        <FirstRun title="Every visitor becomes a customer here" lead="From the first page view on, without a purchase and without an email." points={[{ icon: <Eye />, text: "Visits, steps and where people leave" }, { icon: <CreditCard />, text: "Payments, once a provider is connected" }]} actions={<Button variant="primary">Install the snippet</Button>} note="Two minutes." side={<p>Snippet</p>} />
        <NoMatch title="No customer matches both" lead={<>Without <b>Country is Kuwait</b> there are 214.</>} chips={[{ field: "Funnel", operator: "is", value: "insomnia-b", removeHref: "?x" }, { field: "Country", operator: "is", value: "Kuwait", removeHref: "?y" }]} actions={<Button>Clear all</Button>} />
        <NoPermission title="The audit log is for owners and admins" lead={<>You are <b>Support</b> in Nightleaf.</>} actions={<Button>What each role may do</Button>} />
        <Verdict hue="red" icon={<Database />} title="The database does not answer since 14:03 UTC" action={<Button>Try again</Button>}>Nothing can be read or changed.</Verdict>
      </Story>
    </Page>
  );
}
