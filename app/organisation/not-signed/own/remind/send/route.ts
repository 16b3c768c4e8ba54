import { postReminders } from "../../../../../school/[urn]/not-signed/_shared/post-reminders.ts";

export const POST = (request: Request): Promise<Response> => postReminders(request, null);
