import { eventTypeOperations } from "@/lib/events/operations";
import { apiRoute } from "@/lib/http/api-route";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(...eventTypeOperations);
