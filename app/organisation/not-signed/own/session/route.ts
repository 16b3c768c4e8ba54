import { goToOpenSession } from "../../../../school/[urn]/not-signed/_shared/open-session.ts";

export const GET = (request: Request): Promise<Response> => goToOpenSession(null, request);
