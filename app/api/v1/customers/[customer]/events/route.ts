import { apiRoute } from "@/lib/http/api-route";
import { customerEventOperations } from "@/lib/webhooks/event-operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(...customerEventOperations);
