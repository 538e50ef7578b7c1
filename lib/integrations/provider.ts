import { type InboundProvider, inboundProviders } from "../../db/columns";
import { AppError } from "../core/errors";

export function findProvider(text: string): InboundProvider | null {
  return inboundProviders.find((name) => name === text) ?? null;
}

/** The provider of a path. */
export function getProvider(text: string): InboundProvider {
  const provider = findProvider(text);
  if (!provider) throw new AppError("not_found", "There is no such provider.");
  return provider;
}
