import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { Activity, ChevronsUpDown, CreditCard, Filter, Terminal, Users, Webhook, Settings } from "lucide-react";
import { AppFrame } from "@/components/shell/app-frame";
import { ZONE_COOKIE, zoneOf } from "@/components/shell/preferences";
export default async function L({ children }: { children: ReactNode }) {
  const jar = await cookies();
  return (
    <AppFrame zone={zoneOf(jar.get(ZONE_COOKIE)?.value)} drawnAt={Date.now()}
      switcher={<button type="button" className="mb-2 flex h-10 w-full items-center gap-2 rounded-md px-1.5 text-start hover:bg-active max-xl:justify-center max-xl:px-0"><span className="grid size-6 place-items-center rounded-md bg-primary text-2xs font-semibold text-primary-fg">N</span><span className="wide-only"><b className="block leading-4">Nightleaf</b><span className="block text-2xs leading-3.5 text-text-muted">Harbor Lane</span></span><ChevronsUpDown className="wide-only ms-auto size-3.5 text-text-muted" /></button>}
      groups={[{ items: [{ href: "/kit/list", label: "Customers", icon: <Users />, hotkey: "g c" }, { href: "/kit/fun", label: "Funnels", icon: <Filter />, hotkey: "g f" }, { href: "/kit/subs", label: "Subscriptions", icon: <CreditCard /> }] }, { label: "Developers", items: [{ href: "/kit/wh", label: "Webhooks", icon: <Webhook />, alerts: 1 }, { href: "/kit/install", label: "Install", icon: <Terminal />, hotkey: "g i" }] }, { label: "Project", items: [{ href: "/kit/settings", label: "Settings", icon: <Settings /> }] }]}
      foot={<><Activity className="size-3.5" /><span className="wide-only">Dossier 0.1.0</span></>}
      account={<span className="ms-1.5 grid size-6 place-items-center rounded-full bg-accent-soft text-[0.625rem] font-semibold text-accent-text">IA</span>}>
      {children}
    </AppFrame>
  );
}
