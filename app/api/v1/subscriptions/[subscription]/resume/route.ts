import { apiRoute } from "@/lib/http/api-route";
import { resumeOperation } from "@/lib/support/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(resumeOperation);
