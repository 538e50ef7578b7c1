import { listConsentsOperation, recordConsentOperation } from "@/lib/consents/operations";
import { apiRoute } from "@/lib/http/api-route";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(listConsentsOperation, recordConsentOperation);
