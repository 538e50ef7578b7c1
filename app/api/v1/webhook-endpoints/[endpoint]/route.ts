import { apiRoute } from "@/lib/http/api-route";
import {
  deleteEndpointOperation,
  getEndpointOperation,
  updateEndpointOperation,
} from "@/lib/webhooks/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(
  deleteEndpointOperation,
  getEndpointOperation,
  updateEndpointOperation,
);
