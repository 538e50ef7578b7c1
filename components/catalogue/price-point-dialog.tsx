"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { DialogProps, Intro, Kind, Terms } from "./catalogue-actions";
import { PeriodField, periodOf, typedPeriod } from "./period-field";
import { SaveDialog } from "./save-dialog";
import { TextField } from "./text-field";

const kinds: [Kind, string][] = [
  ["subscription", "Subscription, paid every period"],
  ["lifetime", "Bought once, for life"],
  ["consumable", "Bought once, to be used up"],
];

const intros: [Intro["type"], string][] = [
  ["no_intro", "With the full price"],
  ["free_trial", "With a free trial"],
  ["paid_trial", "With a paid trial"],
];

export function PricePointDialog({
  slug,
  edited: { known, choices },
  actions,
  onClose,
}: DialogProps<"price-points">) {
  const [ident, setIdent] = useState(known?.ident ?? "");
  const [product, setProduct] = useState(choices[0]?.id ?? "");
  const [kind, setKind] = useState<Kind>(known?.kind ?? "subscription");
  const [amount, setAmount] = useState(known?.price.amount ?? "");
  const [currency, setCurrency] = useState(known?.price.currency ?? "USD");
  const [period, setPeriod] = useState(typedPeriod(known?.period, { count: "1", unit: "months" }));
  const knownIntro = known?.intro;
  const [introType, setIntroType] = useState<Intro["type"]>(knownIntro?.type ?? "no_intro");
  const [trial, setTrial] = useState(
    typedPeriod(knownIntro && knownIntro.type !== "no_intro" ? knownIntro.period : null, {
      count: "7",
      unit: "days",
    }),
  );
  const [trialAmount, setTrialAmount] = useState(
    knownIntro?.type === "paid_trial" ? knownIntro.price.amount : "",
  );
  const isSubscription = kind === "subscription";
  const terms = (): Terms => ({
    price: { amount, currency },
    period: isSubscription ? periodOf(period) : null,
    intro:
      !isSubscription || introType === "no_intro"
        ? { type: "no_intro" }
        : introType === "free_trial"
          ? { type: introType, period: periodOf(trial) }
          : { type: introType, price: { amount: trialAmount, currency }, period: periodOf(trial) },
  });
  return (
    <SaveDialog
      title={known ? `Change ${known.ident}` : "Create a price point"}
      lead={
        known
          ? `Makes version ${known.version + 1} for those who buy from now on. Running subscriptions go on as they were bought.`
          : "A price by the ident that your checkouts name."
      }
      verb={known ? `Save version ${known.version + 1}` : "Create price point"}
      done={known ? "Price point changed" : "Price point created"}
      save={() =>
        known
          ? actions.changePricePoint(slug, { pricePoint: known.id, version: known.version, ...terms() })
          : actions.createPricePoint(slug, { ident, product, kind, ...terms() })
      }
      onClose={onClose}
    >
      {(fieldError) => (
        <>
          {!known && (
            <>
              <TextField
                id="pp-ident"
                label="Ident"
                isCode
                hint="It stays as it is: checkouts rely on it"
                value={ident}
                placeholder="sleep-monthly"
                error={fieldError("ident")}
                onChange={setIdent}
              />
              <Field
                id="pp-product"
                label="Product"
                hint={choices.length === 0 ? "Create a product first, under Products" : undefined}
                error={fieldError("product")}
              >
                {(control) => (
                  <Select {...control} value={product} onChange={(event) => setProduct(event.target.value)}>
                    {choices.map(({ id, name }) => (
                      <option key={id} value={id}>
                        {name}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
              <Field id="pp-kind" label="What it is" error={fieldError("kind")}>
                {(control) => (
                  <Select
                    {...control}
                    value={kind}
                    // The options below are all there is.
                    onChange={(event) => setKind(event.target.value as Kind)}
                  >
                    {kinds.map(([value, words]) => (
                      <option key={value} value={value}>
                        {words}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
            </>
          )}
          <div className="grid grid-cols-2 gap-2">
            <TextField
              id="pp-amount"
              label="Price"
              value={amount}
              placeholder="9.99"
              error={fieldError("price.amount")}
              onChange={setAmount}
            />
            <TextField
              id="pp-currency"
              label="Currency"
              isCode
              value={currency}
              error={fieldError("price.currency")}
              onChange={setCurrency}
            />
          </div>
          {isSubscription && (
            <>
              <PeriodField
                id="pp-period"
                label="Every"
                period={period}
                error={fieldError("period", "period.count", "period.unit")}
                onChange={setPeriod}
              />
              <Field id="pp-intro" label="Begins" error={fieldError("intro", "intro.type")}>
                {(control) => (
                  <Select
                    {...control}
                    value={introType}
                    // The options below are all there is.
                    onChange={(event) => setIntroType(event.target.value as Intro["type"])}
                  >
                    {intros.map(([value, words]) => (
                      <option key={value} value={value}>
                        {words}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
              {introType === "paid_trial" && (
                <TextField
                  id="pp-trial-amount"
                  label={`Price of the trial, ${currency}`}
                  value={trialAmount}
                  placeholder="1.00"
                  error={fieldError("intro.price.amount", "intro.price.currency")}
                  onChange={setTrialAmount}
                />
              )}
              {introType !== "no_intro" && (
                <PeriodField
                  id="pp-trial"
                  label="Trial of"
                  period={trial}
                  error={fieldError("intro.period.count", "intro.period.unit")}
                  onChange={setTrial}
                />
              )}
            </>
          )}
        </>
      )}
    </SaveDialog>
  );
}
