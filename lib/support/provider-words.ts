import type { PaymentProvider } from "../../db/columns";
import { providerNames } from "../customers/schema";

/** As a sentence begins with it. */
export function providerWords(provider: PaymentProvider): string {
  return provider === "sandbox" ? "The sandbox" : providerNames[provider];
}
