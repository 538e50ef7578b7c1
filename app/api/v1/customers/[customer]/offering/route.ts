import { apiRoute } from "@/lib/http/api-route";
import {
  getCustomerOfferingOperation,
  overrideOfferingOperation,
  resetOfferingOperation,
} from "@/lib/offering-overrides/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(
  getCustomerOfferingOperation,
  overrideOfferingOperation,
  resetOfferingOperation,
);
