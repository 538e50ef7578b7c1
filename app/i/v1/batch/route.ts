import { ingestRoute } from "@/lib/tracking/web-mount";

export { ingestRoute as OPTIONS, ingestRoute as POST };
