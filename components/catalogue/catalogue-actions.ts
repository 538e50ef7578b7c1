import type { ActionResult } from "@/lib/http/action";

type Act<Input> = (slug: string, input: Input) => Promise<ActionResult>;

export type Unit = "minutes" | "days" | "weeks" | "months" | "years";
export type Period = { unit: Unit; count: number };
export type Money = { amount: string; currency: string };
export type Intro =
  | { type: "no_intro" }
  | { type: "free_trial"; period: Period }
  | { type: "paid_trial"; price: Money; period: Period };
export type Kind = "subscription" | "lifetime" | "consumable";
export type Terms = { price: Money; period: Period | null; intro: Intro };
export type Sold = { key: string; pricePoint: string };

export type CatalogueActions = {
  createPricePoint: Act<{ ident: string; product: string; kind: Kind } & Terms>;
  changePricePoint: Act<{ pricePoint: string; version: number } & Terms>;
  archivePricePoint: (
    slug: string,
    input: { pricePoint: string },
  ) => Promise<ActionResult<{ runningSubscriptions: number }>>;
  unarchivePricePoint: Act<{ pricePoint: string }>;
  createProduct: Act<{ name: string; entitlements: string[] }>;
  updateProduct: Act<{ product: string; name: string; entitlements: string[] }>;
  archiveProduct: Act<{ product: string }>;
  unarchiveProduct: Act<{ product: string }>;
  createEntitlement: Act<{ key: string; name: string }>;
  renameEntitlement: Act<{ entitlement: string; name: string }>;
  archiveEntitlement: Act<{ entitlement: string }>;
  unarchiveEntitlement: Act<{ entitlement: string }>;
  createOffering: Act<{ key: string; name: string; packages: Sold[] }>;
  updateOffering: Act<{ offering: string; name: string; packages: Sold[] }>;
  makeOfferingCurrent: Act<{ offering: string }>;
  archiveOffering: Act<{ offering: string }>;
  unarchiveOffering: Act<{ offering: string }>;
};

export type Choice = { id: string; name: string };

/** What a dialog opens with: a thing to change, or nothing but the kind of thing to make. */
export type Edited =
  | {
      tab: "price-points";
      choices: Choice[];
      known?: { id: string; ident: string; version: number; kind: Kind } & Terms;
    }
  | { tab: "products"; choices: Choice[]; known?: { id: string; name: string; entitlements: string[] } }
  | { tab: "entitlements"; known?: { id: string; key: string; name: string } }
  | {
      tab: "offerings";
      choices: Choice[];
      known?: { id: string; key: string; name: string; packages: Sold[] };
    };

export type DialogProps<Tab extends Edited["tab"]> = {
  slug: string;
  edited: Extract<Edited, { tab: Tab }>;
  actions: CatalogueActions;
  onClose: () => void;
};
